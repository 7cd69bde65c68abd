package io.github.descentry.web;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.views.RunView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of a list: each narrows it, a repeated one widens its own choice. */
final class Filter {

    static final String RUN = "run";
    static final String PROJECT = "project";
    static final String GROUP = "group";
    static final String STATE = "state";
    static final String METRIC = "metric";
    static final String KIND = "kind";
    static final String STATUS = "status";
    static final String RULE = "rule";
    static final String SEVERITY = "severity";
    static final String MODE = "mode";
    static final String POLICY = "policy";

    private final Map<String, List<String>> parameters;

    /**
     * @throws BadRequest if a parameter is not among the known ones
     */
    Filter(Map<String, List<String>> parameters, Set<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw new BadRequest(
                        400,
                        "parameter "
                                + name
                                + " is unknown here; "
                                + (known.isEmpty()
                                        ? "this path has none"
                                        : "known: " + String.join(", ", new TreeSet<>(known))));
            }
        }
        this.parameters = parameters;
    }

    /**
     * The same, once it is sure that a parameter asks for nothing that there cannot be: an empty
     * answer would look as if there were none just now.
     *
     * @throws BadRequest if it does
     */
    Filter choosing(String name, Enum<?>[] choices) {
        List<String> words = Arrays.stream(choices).map(Filter::word).toList();
        for (String wanted : parameters.getOrDefault(name, List.of())) {
            if (!words.contains(wanted)) {
                throw new BadRequest(
                        400, name + "=" + wanted + " is none of " + String.join(", ", words));
            }
        }
        return this;
    }

    boolean takes(RunView run) {
        return takes(RUN, run.run())
                && takes(PROJECT, run.project())
                && takes(GROUP, run.group())
                && takes(STATE, run.state());
    }

    boolean takes(Forecast forecast) {
        return takes(RUN, forecast.run())
                && takes(PROJECT, forecast.project())
                && takes(GROUP, forecast.group())
                && takes(METRIC, forecast.metric())
                && takes(STATE, forecast.state());
    }

    boolean takes(Anomaly anomaly) {
        return takes(RUN, anomaly.run())
                && takes(PROJECT, anomaly.project())
                && takes(GROUP, anomaly.group())
                && takes(METRIC, anomaly.metric())
                && takes(KIND, anomaly.kind())
                && takes(SEVERITY, anomaly.severity())
                && takes(STATUS, anomaly.status());
    }

    boolean takes(StopSignal signal) {
        return takes(RUN, signal.run())
                && takes(PROJECT, signal.project())
                && takes(GROUP, signal.group())
                && takes(RULE, signal.rule())
                && takes(MODE, signal.mode())
                && takes(POLICY, signal.policy())
                && takes(STATUS, signal.status());
    }

    boolean takes(String name, String value) {
        List<String> wanted = parameters.get(name);
        return wanted == null || wanted.contains(value);
    }

    private boolean takes(String name, Optional<String> value) {
        return takes(name, value.orElse(null));
    }

    private boolean takes(String name, Enum<?> value) {
        return takes(name, word(value));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
