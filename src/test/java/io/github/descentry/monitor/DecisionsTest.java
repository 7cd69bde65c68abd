package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole runs and every decision made in them, held against {@code decisions/*.txt}: one line per
 * turn of an anomaly or signal, with kind or rule, status, severity, first step and step. A change
 * of these files is a change of what users are told, and is to be meant.
 */
class DecisionsTest {

    /** A run from its start to its end, 4,000 steps planned, reported every 10. */
    enum Run {
        /** Nothing happens. */
        HEALTHY {
            @Override
            double loss(long step, double healthy) {
                return healthy;
            }
        },
        /** A bad batch: up by half for a moment, back within 60 steps. */
        SPIKE {
            @Override
            double loss(long step, double healthy) {
                return step < 2_000 ? healthy : healthy + 2 * Math.exp(-(step - 2_000) / 15.0);
            }
        },
        /** As BigScience's tr8-104B: up, half of the way back, flat, lost. */
        SPIKE_THEN_LOST {
            @Override
            double loss(long step, double healthy) {
                if (step < 2_000) {
                    return healthy;
                }
                double high = healthy + 0.7 + 3 * Math.exp(-(step - 2_000) / 30.0);
                return step < 3_000 ? high : Double.NaN;
            }
        },
        /** A rate that is too high: worse and worse from step 1,500 on. */
        DIVERGING {
            @Override
            double loss(long step, double healthy) {
                return healthy + 0.8 * Math.max(0, step - 1_500) / 1_000.0;
            }
        },
        /** Lost for five reports, then restarted by hand from step 900. */
        LOST_AND_RESTARTED {
            @Override
            double loss(long step, double healthy) {
                return step >= 1_000 && step < 1_050 ? Double.NaN : healthy;
            }
        };

        abstract double loss(long step, double healthy);

        Job play(boolean roundTrip) {
            Job job = new Job("golden");
            job.roundTrip = roundTrip;
            job.start(4_000);
            Random random = new Random(11);
            for (long step = 0; step <= 4_000; step += 10) {
                double healthy = 2.2 + 5 * Math.pow(1 + step / 20.0, -0.5);
                double loss = loss(step, healthy + 0.02 * random.nextGaussian());
                job.report(step, "train/loss", loss, "lr", 3e-4, "grad_norm", 0.5);
                if (this == LOST_AND_RESTARTED && step == 1_040 && job.memory.attempt() == 1) {
                    step = 890;
                }
            }
            job.end(RunEnded.Status.COMPLETED);
            return job;
        }
    }

    private static List<String> decisions(Job job) {
        List<String> lines = new ArrayList<>();
        for (Anomaly anomaly : job.anomalies) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s %s %s attempt %d from %d at %d",
                            anomaly.kind(),
                            anomaly.status(),
                            anomaly.severity(),
                            anomaly.attempt(),
                            anomaly.firstStep(),
                            anomaly.step()));
        }
        for (StopSignal signal : job.signals) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "stop %s %s attempt %d at %d",
                            signal.rule(),
                            signal.status(),
                            signal.attempt(),
                            signal.step()));
        }
        return lines;
    }

    @ParameterizedTest
    @EnumSource(Run.class)
    void decisionsAreThoseOnRecord(Run run) throws IOException {
        String name = "/decisions/" + run.name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream file = DecisionsTest.class.getResourceAsStream(name)) {
            List<String> recorded =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<String> decided = decisions(run.play(false));
            assertEquals(String.join("\n", recorded), String.join("\n", decided), name);
        }
    }

    @ParameterizedTest
    @EnumSource(Run.class)
    void encodingAfterEveryEventChangesNoBitOfAnyAnswer(Run run) {
        Job kept = run.play(false);
        Job encoded = run.play(true);
        assertEquals(kept.forecasts, encoded.forecasts);
        assertEquals(kept.anomalies, encoded.anomalies);
        assertEquals(kept.signals, encoded.signals);
        assertArrayEquals(kept.memory.encode(), encoded.memory.encode());
    }

    @Test
    void memoryIsSmallAndDoesNotGrow() {
        Job job = new Job("a");
        job.start(1_000_000);
        int before = 0;
        for (long step = 0; step < 4_000; step++) {
            job.report(step, "loss", 2 + 3 * Math.pow(1 + step, -0.3));
            if (step == 2_000) {
                before = job.memory.encode().length;
            }
        }
        int size = job.memory.encode().length;
        assertTrue(size < 4096 + 512, "bytes=" + size);
        assertTrue(size - before < 512, "grown by " + (size - before));
    }

    @Test
    void memoryOfAnotherVersionIsRefusedByNumber() {
        byte[] bytes = new RunMemory("a").encode();
        bytes[0] = 42;
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> RunMemory.decode(bytes));
        assertTrue(refusal.getMessage().contains("version=42"));
    }
}
