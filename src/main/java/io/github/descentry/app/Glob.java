package io.github.descentry.app;

import java.util.regex.Pattern;

/** A pattern over whole names: {@code *} stands for any characters, {@code ?} for any one. */
final class Glob {

    private final Pattern pattern;

    Glob(String text) {
        StringBuilder expression = new StringBuilder();
        for (String part : text.split("(?<=[*?])|(?=[*?])")) {
            switch (part) {
                case "*" -> expression.append(".*");
                case "?" -> expression.append('.');
                default -> expression.append(Pattern.quote(part));
            }
        }
        this.pattern = Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
