package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.study.StudyPresets;
import io.github.descentry.text.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One line of a policy's rules: which rule, how it is set, and what may follow from it. Immutable.
 */
public final class RuleUse {

    private static final Set<String> OF_EVERY_RULE = Set.of("mode");
    private static final String IS_PRESET = "is a preset: write preset: ";
    private static final Set<String> OF_PRESETS =
            Set.of("preset", "with", "metric", "name", "mode");

    private final String name;
    private final String rule;
    private final boolean preset;
    private final Map<String, Object> parameters;
    private final Optional<String> metric;
    private final Mode mode;
    private final Object made;

    private RuleUse(
            String name,
            String rule,
            boolean preset,
            Map<String, Object> parameters,
            Optional<String> metric,
            Mode mode,
            Object made) {
        this.name = name;
        this.rule = rule;
        this.preset = preset;
        this.parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        this.metric = metric;
        this.mode = mode;
        this.made = made;
    }

    /**
     * Reads a line: a name, a name with parameters, or a preset.
     *
     * @param most the policy's mode, which no rule may go beyond
     */
    static RuleUse of(String path, Object value, Mode most, Catalogues catalogues) {
        if (value instanceof String word) {
            Set<String> known = catalogues.own().names();
            if (!known.contains(word)) {
                throw Section.refuse(
                        path,
                        word,
                        catalogues.presets().names().contains(word)
                                ? IS_PRESET + word
                                : Nearest.unknown(word, "rule", known));
            }
            return own(Section.of(path, Collections.singletonMap(word, null)), most, catalogues);
        }
        Section section = Section.of(path, value);
        return section.has("preset")
                ? preset(section, most, catalogues)
                : own(section, most, catalogues);
    }

    private static RuleUse own(Section section, Mode most, Catalogues catalogues) {
        Set<String> names = section.keys();
        names.removeAll(OF_EVERY_RULE);
        Set<String> known = catalogues.own().names();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(unknown(section, name, catalogues));
            }
        }
        if (names.size() != 1) {
            throw new IllegalArgumentException(
                    section.path()
                            + (names.isEmpty()
                                    ? " names no rule; there are " + String.join(", ", known)
                                    : " names several rules: "
                                            + String.join(", ", names)
                                            + "; begin each with a dash"));
        }
        String rule = names.iterator().next();
        Object given = section.take(rule);
        Mode mode = mode(section, most);
        return make(
                rule,
                rule,
                false,
                section.path(rule),
                given == null ? Map.of() : given,
                Optional.empty(),
                mode,
                catalogues.own());
    }

    private static String unknown(Section section, String name, Catalogues catalogues) {
        if (catalogues.presets().names().contains(name)) {
            return section.path(name) + " " + IS_PRESET + name + ", its parameters below with";
        }
        if (OF_PRESETS.contains(name)) {
            return section.path(name) + " goes with a preset only";
        }
        if (name.equals("rule")) {
            return section.path(name)
                    + " is no key here; begin the line with the rule itself, as in"
                    + " - diverged:";
        }
        Set<String> all = new TreeSet<>(catalogues.own().names());
        all.addAll(OF_PRESETS);
        return section.path(name) + " " + Nearest.unknown(name, "rule or key", all);
    }

    private static RuleUse preset(Section section, Mode most, Catalogues catalogues) {
        String rule = section.text("preset");
        Set<String> known = catalogues.presets().names();
        if (!known.contains(rule)) {
            throw Section.refuse(section.path("preset"), rule, Nearest.unknown(rule, "one", known));
        }
        for (String key : section.keys()) {
            if (!OF_PRESETS.contains(key)) {
                throw new IllegalArgumentException(
                        section.path(key)
                                + " is unknown; a preset's parameters stand under with, there are "
                                + String.join(", ", new TreeSet<>(OF_PRESETS)));
            }
        }
        Object given = section.has("with") ? section.take("with") : Map.of();
        Optional<String> metric = section.optionalText("metric");
        String name = section.optionalText("name").orElse(rule);
        if (catalogues.own().names().contains(name) || !Policy.NAME.matcher(name).matches()) {
            throw Section.refuse(
                    section.path("name"),
                    name,
                    catalogues.own().names().contains(name)
                            ? "is the name of a rule of ours"
                            : Policy.NO_NAME);
        }
        Mode mode = mode(section, most);
        if (metric.isPresent() && StudyPresets.names().contains(rule)) {
            throw Section.refuse(
                    section.path("metric"),
                    metric.get(),
                    "cannot be chosen: "
                            + rule
                            + " compares the runs of a group by their objective");
        }
        return make(
                name, rule, true, section.path("with"), given, metric, mode, catalogues.presets());
    }

    private static RuleUse make(
            String name,
            String rule,
            boolean preset,
            String path,
            Object given,
            Optional<String> metric,
            Mode mode,
            RuleCatalogue catalogue) {
        if (!(given instanceof Map<?, ?> map)) {
            throw Section.refuse(path, given, "is no map of parameters");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> {
                    if (value == null) {
                        throw new IllegalArgumentException(path + "." + key + " has no value");
                    }
                    if (!preset && key.equals("mode")) {
                        throw new IllegalArgumentException(
                                path
                                        + ".mode is no parameter of the rule; on a line of its own"
                                        + " below the rule, mode says what may follow from it");
                    }
                    values.put(String.valueOf(key), value);
                });
        Parameters parameters = new Parameters(path, values);
        try {
            Object made = catalogue.make(rule, parameters);
            return new RuleUse(name, rule, preset, parameters.resolved(), metric, mode, made);
        } catch (IllegalArgumentException e) {
            // The settings' own record names itself as the configuration does.
            String own = "stop." + rule + ".";
            String message = e.getMessage();
            throw new IllegalArgumentException(
                    message.startsWith(own)
                            ? path + "." + message.substring(own.length())
                            : message,
                    e);
        }
    }

    private static Mode mode(Section section, Mode most) {
        Mode mode = section.word("mode", most, Mode.class);
        if (mode.compareTo(most) > 0) {
            throw Section.refuse(
                    section.path("mode"),
                    Words.of(mode),
                    "is bolder than its policy's mode=" + Words.of(most));
        }
        return mode;
    }

    /**
     * Name in signals, unique within the policy: the rule's or preset's unless another is given.
     */
    public String name() {
        return name;
    }

    /** Name of the rule or preset, e.g. {@code cannot_win}, {@code keras.early_stopping}. */
    public String rule() {
        return rule;
    }

    /** Whether it is a rule of another tool. */
    public boolean preset() {
        return preset;
    }

    /** All parameters that are in force, by name, defaults included. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** The metric a preset looks at; absent: the run's objective. */
    public Optional<String> metric() {
        return metric;
    }

    /** What may follow from it at most; never bolder than the policy's. */
    public Mode mode() {
        return mode;
    }

    /**
     * What the parameters made of the rule, if it is of that type: the settings of one of ours such
     * as {@code DivergedConfig}, or a preset.
     */
    public <T> Optional<T> made(Class<T> type) {
        return type.isInstance(made) ? Optional.of(type.cast(made)) : Optional.empty();
    }

    /**
     * Changes when the rule may judge otherwise; what it remembers of a run is kept only while the
     * key is the same. A change of the mode is none: it judges as before.
     */
    public String key() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("rule", rule);
        definition.put("with", parameters);
        definition.put("metric", metric.orElse(""));
        return name + "@" + Canonical.hash(definition);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (preset) {
            tree.put("preset", rule);
            tree.put("name", name);
            metric.ifPresent(it -> tree.put("metric", it));
            tree.put("with", parameters);
        } else {
            tree.put(rule, parameters);
        }
        tree.put("mode", Words.of(mode));
        return tree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleUse use && use.tree().equals(tree());
    }

    @Override
    public int hashCode() {
        return tree().hashCode();
    }

    @Override
    public String toString() {
        return tree().toString();
    }
}
