package io.github.descentry.stop.preset.series;

import io.github.descentry.stop.Parameters;
import java.util.Locale;
import java.util.Set;

/**
 * How Weights &amp; Biases' automations sum up the latest few values, by the words of its client.
 */
enum WandbAggregate {
    /** The latest value alone; windows are then of 1. */
    NONE,
    AVERAGE,
    MIN,
    MAX;

    static WandbAggregate of(Parameters parameters) {
        String word =
                parameters.word("agg", "none", Set.of("none", "avg", "average", "min", "max"));
        return word.equals("avg") ? AVERAGE : valueOf(word.toUpperCase(Locale.ROOT));
    }

    int window(int asked) {
        return this == NONE ? 1 : asked;
    }

    /** Of some values in a row, oldest first; NaN if any of them is. */
    double of(Window values, int from, int count) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            sum += values.value(i);
            least = Math.min(least, values.value(i));
            greatest = Math.max(greatest, values.value(i));
        }
        return switch (this) {
            case NONE, AVERAGE -> sum / count;
            case MIN -> least;
            case MAX -> greatest;
        };
    }
}
