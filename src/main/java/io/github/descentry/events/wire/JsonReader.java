package io.github.descentry.events.wire;

import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The fields of one record, read one after the other without a tree: {@link #nextField()} goes to
 * the next field that has a value, then exactly one of the other methods takes that value. Each
 * refuses with the field's name and value. Not for several threads.
 */
final class JsonReader implements AutoCloseable {

    /** Epoch milliseconds below this (September 2001) are taken for seconds and refused. */
    private static final long EARLIEST_MILLIS = 1_000_000_000_000L;

    /** The end of the year 9999, as for times in text. */
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    private static final double LARGEST_EXACT = 0x1p53;

    /** Steps beyond are a mistake. */
    static final long MOST_STEPS = 1_000_000_000_000_000L;

    private static final int HIGHEST_ATTEMPT = 1_000_000_000;

    private final JsonParser parser;
    private final Consumer<String> unknownFields;

    JsonReader(byte[] value, Consumer<String> unknownFields) {
        this.parser = Json.FACTORY.createParser(ObjectReadContext.empty(), value);
        this.unknownFields = unknownFields;
    }

    /** Steps into the record. */
    void start() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("the record is no JSON object");
        }
    }

    /**
     * The name of the next field of this object that has a value ({@code null} is none), or null at
     * the object's end.
     */
    String nextField() {
        String name = parser.nextName();
        while (name != null && parser.nextToken() == JsonToken.VALUE_NULL) {
            name = parser.nextName();
        }
        return name;
    }

    /** Leaves out the value of a field that nobody knows, and reports its name. */
    void unknown(String field) {
        unknownFields.accept(field);
        parser.skipChildren();
    }

    /** Leaves out the value of a field that does not matter now. */
    void skip() {
        parser.skipChildren();
    }

    /** Nothing may follow the record. */
    void end() {
        if (parser.nextToken() != null) {
            throw malformed("something follows the record");
        }
    }

    String text(String field) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid(field, "is no text");
        }
        return WireText.wellFormed(field, parser.getString());
    }

    /** A text that names something: not longer than a name may be. */
    String name(String field) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid(field, "is no text");
        }
        return WireText.name(field, parser.getString());
    }

    /** A name; absent where it is blank. */
    Optional<String> nameIfAny(String field) {
        return Optional.of(name(field)).filter(name -> !name.isBlank());
    }

    /** A name; numbers and booleans are taken as they are written. */
    private String label(String field) {
        if (!parser.currentToken().isScalarValue()) {
            throw invalid(field, "is no text");
        }
        return WireText.name(field, parser.getString());
    }

    boolean flag(String field) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw invalid(field, "is neither true nor false");
        };
    }

    <E extends Enum<E>> E word(String field, Words<E> words) {
        E constant =
                parser.hasToken(JsonToken.VALUE_STRING) ? words.find(parser.getString()) : null;
        if (constant == null) {
            throw invalid(field, "is none of " + words.all());
        }
        return constant;
    }

    /** A whole number of 0 or more; {@code 12.0} is one too. */
    long whole(String field) {
        long whole = anyWhole(field);
        if (whole < 0) {
            throw invalid(field, "is negative");
        }
        return whole;
    }

    /** A whole number from 0 to the largest {@code int}. */
    int count(String field) {
        long whole = whole(field);
        if (whole > Integer.MAX_VALUE) {
            throw invalid(field, "is above " + Integer.MAX_VALUE);
        }
        return (int) whole;
    }

    /** A number of steps as a job may report or plan them. */
    long steps(String field) {
        long steps = whole(field);
        if (steps > MOST_STEPS) {
            throw invalid(field, "is above " + MOST_STEPS);
        }
        return steps;
    }

    /** Number of an attempt, from 1. */
    int attempt(String field) {
        long attempt = anyWhole(field);
        if (attempt < 1 || attempt > HIGHEST_ATTEMPT) {
            throw invalid(field, "is not from 1 to " + HIGHEST_ATTEMPT);
        }
        return (int) attempt;
    }

    private long anyWhole(String field) {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            if (parser.getNumberType() == NumberType.BIG_INTEGER) {
                throw invalid(field, "is too large");
            }
            return parser.getLongValue();
        }
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            double number = parser.getDoubleValue();
            if (number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT) {
                return (long) number;
            }
        }
        throw invalid(field, "is no whole number");
    }

    /** A number; not finite ones as text or as bare words. */
    double number(String field) {
        return number(field, Reason.INVALID_VALUE);
    }

    private double number(String field, Reason reason) {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return parser.getDoubleValue();
            case VALUE_STRING:
                switch (parser.getString()) {
                    case "NaN":
                        return Double.NaN;
                    case "Infinity":
                        return Double.POSITIVE_INFINITY;
                    case "-Infinity":
                        return Double.NEGATIVE_INFINITY;
                    default:
                }
                break;
            default:
        }
        throw rejected(reason, field, "is no number");
    }

    double finite(String field) {
        double number = number(field);
        if (!Double.isFinite(number)) {
            throw invalid(field, "is not finite");
        }
        return number;
    }

    double positive(String field) {
        double number = finite(field);
        if (number <= 0) {
            throw invalid(field, "is not above 0");
        }
        return number;
    }

    double notNegative(String field) {
        double number = finite(field);
        if (number < 0) {
            throw invalid(field, "is negative");
        }
        return number;
    }

    /** A time as in RFC 3339, or as milliseconds since 1970. */
    Instant time(String field) {
        switch (parser.currentToken()) {
            case VALUE_STRING:
                Instant time = Rfc3339.parse(parser.getString());
                if (time == null) {
                    throw invalid(field, "is no RFC 3339 time with an offset");
                }
                return time;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                double millis = parser.getDoubleValue();
                if (!(millis >= EARLIEST_MILLIS && millis <= LATEST_MILLIS)) {
                    throw invalid(field, "is no time in epoch milliseconds since 2001");
                }
                return Instant.ofEpochMilli((long) millis);
            default:
                throw invalid(field, "is no time");
        }
    }

    /** The numbers of an object by their names, in its order; {@code null} is left out. */
    Map<String, Double> numbers(String field, Reason reason) {
        object(field);
        Map<String, Double> numbers = new LinkedHashMap<>();
        String name;
        while ((name = nextField()) != null) {
            numbers.put(WireText.key(field, name), number(name, reason));
        }
        return numbers;
    }

    Map<String, String> labels(String field) {
        object(field);
        Map<String, String> labels = new LinkedHashMap<>();
        String name;
        while ((name = nextField()) != null) {
            labels.put(WireText.key(field, name), label(name));
        }
        return labels;
    }

    void object(String field) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw invalid(field, "is no object");
        }
    }

    void array(String field) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw invalid(field, "is no array");
        }
    }

    /** Goes to the next element of this array; false at its end. */
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Refuses if a field that is needed did not come. */
    static <T> T required(String field, T value) {
        if (value == null) {
            throw new RejectedRecord(Reason.MISSING_FIELD, field + " is missing");
        }
        return value;
    }

    RejectedRecord invalid(String field, String why) {
        return rejected(Reason.INVALID_VALUE, field, why);
    }

    private RejectedRecord rejected(Reason reason, String field, String why) {
        String value =
                switch (parser.currentToken()) {
                    case START_OBJECT -> "{…}";
                    case START_ARRAY -> "[…]";
                    case VALUE_STRING -> '"' + WireText.shortened(parser.getString()) + '"';
                    default -> WireText.shortened(parser.getString());
                };
        return new RejectedRecord(reason, WireText.shortened(field) + "=" + value + " " + why);
    }

    private static RejectedRecord malformed(String why) {
        return new RejectedRecord(Reason.MALFORMED_JSON, why);
    }

    @Override
    public void close() {
        parser.close();
    }
}
