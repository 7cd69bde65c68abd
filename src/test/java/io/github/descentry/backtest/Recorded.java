package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/** Recorded runs made by hand: a report every ten steps, every ten seconds. */
final class Recorded {

    static final int STRIDE = 10;

    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final Map<String, IntToDoubleFunction> curves = new LinkedHashMap<>();
    private Instant time = CorpusRun.START;

    /** Adds a curve by the number of its report. */
    Recorded curve(String metric, IntToDoubleFunction value) {
        curves.put(metric, value);
        return this;
    }

    /** Adds reports of all curves. */
    Recorded reports(int count) {
        for (int i = 0; i < count; i++) {
            int number = checkpoints.size();
            Map<String, Double> metrics = new LinkedHashMap<>();
            curves.forEach((name, value) -> metrics.put(name, value.applyAsDouble(number)));
            checkpoints.add(
                    new Checkpoint(
                            "r",
                            OptionalInt.empty(),
                            (long) STRIDE * number,
                            time,
                            OptionalDouble.empty(),
                            metrics));
            time = time.plusSeconds(10);
        }
        return this;
    }

    Recorded pause(long seconds) {
        time = time.plusSeconds(seconds);
        return this;
    }

    /**
     * @param outcome empty: not said
     */
    CorpusRun run(String outcome) {
        return new CorpusRun(
                "r",
                "made",
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(outcome).filter(it -> !it.isEmpty()),
                curves.keySet().stream().findFirst(),
                checkpoints);
    }

    /** Falls for ever and has no noise. */
    static double smooth(int report) {
        return 2 + 3 / Math.sqrt(report + 1.0);
    }
}
