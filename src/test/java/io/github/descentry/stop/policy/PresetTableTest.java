package io.github.descentry.stop.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.stop.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the manual's table of presets to what each takes, with the defaults it has. */
class PresetTableTest {

    private static final Path MANUAL = Path.of("src/site/markdown/policies.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_.]+)` \\| ([^|]*?) \\| .+ \\|");
    private static final Pattern MISSING = Pattern.compile("preset\\.(\\w+)=? ?is missing.*");
    private static final Pattern CHOICE = Pattern.compile("preset\\.(\\w+)=.* is none of (.*)");

    /** One of two that has to be given: needed, but not by name. */
    private static final Set<String> EITHER = Set.of("lower", "upper");

    @Test
    void theManualHasEveryPresetWithItsParameters() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : Files.readAllLines(MANUAL)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && Catalogues.KNOWN.presets().names().contains(row.group(1))) {
                told.put(row.group(1), row.group(2));
            }
        }
        assertEquals(lines(expected()), lines(told));
    }

    private static String lines(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> "| `" + row.getKey() + "` | " + row.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> expected() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String name : Catalogues.KNOWN.presets().names()) {
            rows.put(name, parameters(name));
        }
        return rows;
    }

    /** Tried with nothing given, and then with what turned out to be needed. */
    private static String parameters(String name) {
        Map<String, Object> needed = new LinkedHashMap<>();
        while (true) {
            Parameters parameters = new Parameters("preset", needed);
            try {
                Catalogues.KNOWN.presets().make(name, parameters);
                return words(parameters, needed);
            } catch (IllegalArgumentException refusal) {
                add(needed, refusal);
            }
        }
    }

    private static void add(Map<String, Object> needed, IllegalArgumentException refusal) {
        Matcher missing = MISSING.matcher(refusal.getMessage());
        Matcher choice = CHOICE.matcher(refusal.getMessage());
        if (missing.matches() && !needed.containsKey(missing.group(1))) {
            needed.put(missing.group(1), 1);
        } else if (choice.matches()) {
            needed.put(choice.group(1), choice.group(2).split(", ")[0]);
        } else {
            throw refusal;
        }
    }

    private static String words(Parameters parameters, Map<String, Object> needed) {
        List<String> words = new ArrayList<>();
        for (String name : new TreeSet<>(parameters.known())) {
            Object fallback = parameters.resolved().get(name);
            words.add(
                    needed.containsKey(name) && !EITHER.contains(name)
                            ? "**`" + name + "`**"
                            : "`"
                                    + name
                                    + "`"
                                    + (fallback == null || EITHER.contains(name)
                                            ? ""
                                            : " " + plain(fallback)));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static String plain(Object value) {
        return String.valueOf(value).replaceAll("\\.0$", "");
    }
}
