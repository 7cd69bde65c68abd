package io.github.descentry.app;

import io.github.descentry.ingest.Pace;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of the command line, refused in the words of the configuration file. */
final class Numbers {

    private static final int LARGEST_PORT = 65_535;

    private Numbers() {}

    /** Lets a command, and all below it, say in plain words what is no number. */
    static void register(CommandLine command) {
        command.registerConverter(int.class, whole(Integer::valueOf));
        command.registerConverter(Integer.class, whole(Integer::valueOf));
        command.registerConverter(long.class, whole(Long::valueOf));
        command.registerConverter(Long.class, whole(Long::valueOf));
        command.registerConverter(double.class, converter(Double::valueOf, "is no number"));
        command.registerConverter(Double.class, converter(Double::valueOf, "is no number"));
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> parser) {
        return converter(
                parser,
                text ->
                        text.matches("[+-]?\\d+")
                                ? "is too large or too small"
                                : "is no whole number");
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parser, String refusal) {
        return converter(parser, text -> refusal);
    }

    private static <T> ITypeConverter<T> converter(
            Function<String, T> parser, Function<String, String> refusal) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' " + refusal.apply(text));
            }
        };
    }

    /** A port; 0 stands for any that is free. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) throws Exception {
            int port = whole(Integer::valueOf).convert(text);
            if (port < 0 || port > LARGEST_PORT) {
                throw new TypeConversionException(
                        "'" + text + "' is not within 0 to " + LARGEST_PORT);
            }
            return port;
        }
    }

    /** A whole number of 0 or more. */
    static final class FromZero implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) throws Exception {
            return notBelow(0, text);
        }
    }

    /** A whole number of 1 or more. */
    static final class FromOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) throws Exception {
            return notBelow(1, text);
        }
    }

    private static int notBelow(int least, String text) throws Exception {
        int number = whole(Integer::valueOf).convert(text);
        if (number < least) {
            throw new TypeConversionException("'" + text + "' is below " + least);
        }
        return number;
    }

    /** A number, neither infinite nor NaN. */
    static final class Finite implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) throws Exception {
            double number = converter(Double::valueOf, "is no number").convert(text);
            if (!Double.isFinite(number)) {
                throw new TypeConversionException("'" + text + "' is not finite");
            }
            return number;
        }
    }

    /** A number above 0, or {@code max}. */
    static final class Speed implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (text.equals("max")) {
                return Pace.MAX;
            }
            try {
                double speed = Double.parseDouble(text);
                if (speed > 0) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // Refused below with the rest.
            }
            throw new TypeConversionException("'" + text + "' is neither a number above 0 nor max");
        }
    }
}
