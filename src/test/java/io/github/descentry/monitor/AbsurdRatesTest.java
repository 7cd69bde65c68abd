package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One absurd rate in a log must not cost the run its forecast. */
class AbsurdRatesTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, 1e308, -1, Double.NaN})
    void theForecastIsThatOfARunWithoutIt(double absurd) {
        assertEquals(mean(Double.NaN), mean(absurd));
        assertTrue(mean(absurd) > 2 && mean(absurd) < 2.3, "mean=" + mean(absurd));
    }

    /** Rates that rise by hundreds of decades leave nothing that could be fitted. */
    @Test
    void noForecastIsWithoutNumbersWhateverTheRates() {
        Job job = new Job("a");
        job.start(50_000);
        for (int step = 1; step <= 300; step++) {
            double rate = 1e-300 * Math.pow(10, step);
            job.report(step, "reward", step % 7, "loss", 2 + 3 / Math.sqrt(step), "lr", rate);
        }
        for (Forecast forecast : job.forecasts) {
            forecast.estimate()
                    .ifPresent(it -> assertTrue(Double.isFinite(it.mean()), "" + forecast));
        }
    }

    private static double mean(double firstRate) {
        RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
        RunMemory memory = new RunMemory("a");
        Forecast last = null;
        for (int step = 1; step <= 500; step++) {
            Instant time = Instant.ofEpochSecond(step);
            Checkpoint checkpoint =
                    new Checkpoint(
                            "a",
                            OptionalInt.empty(),
                            step,
                            time,
                            OptionalDouble.empty(),
                            Map.of(
                                    "loss",
                                    2 + 3 / Math.sqrt(step),
                                    "lr",
                                    step == 1 ? firstRate : 0.1));
            last = monitor.step(memory, checkpoint, time).forecasts().get(0);
        }
        return last.estimate().orElseThrow().mean();
    }
}
