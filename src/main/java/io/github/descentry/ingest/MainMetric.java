package io.github.descentry.ingest;

import io.github.descentry.events.Goal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metric a recorded run is judged by where nobody says: {@code train_loss} if it has at least
 * five points, else {@code val_loss}, {@code reward}, another loss, an accuracy. Names of equal
 * standing: the one with most points, then the first by the alphabet.
 */
final class MainMetric {

    private static final int ENOUGH_POINTS = 5;

    private MainMetric() {}

    /**
     * The rule's choice.
     *
     * @param points number of points by name of the metric
     */
    static Optional<String> among(Map<String, Integer> points) {
        if (points.getOrDefault("train_loss", 0) >= ENOUGH_POINTS) {
            return Optional.of("train_loss");
        }
        for (String name : new String[] {"val_loss", "reward"}) {
            if (points.containsKey(name)) {
                return Optional.of(name);
            }
        }
        return most(points, "loss").or(() -> most(points, "acc"));
    }

    /** Which way a metric of that name is meant to go, where its name tells. */
    static Optional<Goal> goal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("loss") || lower.contains("err") || lower.contains("bpb")) {
            return Optional.of(Goal.MINIMIZE);
        }
        return lower.contains("acc") || lower.contains("reward") || lower.contains("f1")
                ? Optional.of(Goal.MAXIMIZE)
                : Optional.empty();
    }

    private static Optional<String> most(Map<String, Integer> points, String part) {
        return points.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(part))
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
