package io.github.descentry.stop.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Classes of what holds a stop back, named as the settings that do it. */
public enum HeldFor {
    PROTECT("the run is protected by "),
    SILENCES("silenced until "),
    MINIMUM_PROGRESS("minimum_progress asks for "),
    KEEP_BEST(
            "its place in the group cannot be told",
            "is the best of its group",
            " of its group, of which the best "),
    GROUP_SHARE(", group_share allows "),
    STOPS_PER_HOUR("stops_per_hour="),
    COOL_DOWN("cool_down until "),
    /** More is held or stands than is remembered. */
    MEMORY(" are not remembered");

    private final List<String> marks;

    HeldFor(String... marks) {
        this.marks = List.of(marks);
    }

    /**
     * The class of a reason.
     *
     * @param held as a {@link Governor} says it in a signal
     */
    public static HeldFor of(String held) {
        return find(held)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "held=" + held + " is of no known class"));
    }

    /** The same; empty of what only a topology says. */
    public static Optional<HeldFor> find(String held) {
        return Arrays.stream(values())
                .filter(each -> each.marks.stream().anyMatch(held::contains))
                .findFirst();
    }

    /** In lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
