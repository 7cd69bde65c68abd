package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.LearningRateSchedule;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every detector of runs: each is given its fault in runs whose norms, paces and
 * other metrics have every noise.
 */
class RunDetectorContractTest {

    private static final int REPORTS = 400;
    private static final int AT = 200;
    private static final int UNTIL = 260;
    private static final LearningRateSchedule PLANNED =
            new LearningRateSchedule.Cosine(3e-4, 3e-5, 400);

    /** One report of a run that is well. */
    private static final class Report {
        double seconds;
        double silence;
        double gradientNorm;
        double rate;
        double utilisation;
        double tokensPerSecond;
    }

    /**
     * A fault that one detector is for, from report {@value RunDetectorContractTest#AT} up to
     * {@value RunDetectorContractTest#UNTIL}.
     */
    enum Fault {
        SILENCE(Kind.STALLED) {
            @Override
            void apply(int since, Report report) {
                report.silence = since == 0 ? 1_000 : 0;
            }
        },
        HALF_THE_PACE(Kind.SLOW) {
            @Override
            void apply(int since, Report report) {
                report.seconds *= 2;
            }
        },
        NORMS_EXPLODE(Kind.GRAD_EXPLOSION) {
            @Override
            void apply(int since, Report report) {
                report.gradientNorm *= 40 * Math.exp(-since / 10.0);
            }
        },
        RATE_OF_ANOTHER_STEP(Kind.LR_OFF_PLAN) {
            @Override
            void apply(int since, Report report) {
                report.rate = PLANNED.rate(10 * since, REPORTS * 10);
            }
        },
        IDLE_PROCESSORS(Kind.THRESHOLD) {
            @Override
            void apply(int since, Report report) {
                report.utilisation *= 0.2;
            }
        },
        FEWER_TOKENS(Kind.CHANGE) {
            @Override
            void apply(int since, Report report) {
                report.tokensPerSecond *= 0.6;
            }
        };

        final Kind kind;

        Fault(Kind kind) {
            this.kind = kind;
        }

        abstract void apply(int since, Report report);
    }

    static Stream<Arguments> faults() {
        return DetectorContract.cases(Fault.values());
    }

    private static RunWatch watch() {
        return new RunWatch()
                .plan(REPORTS * 10, PLANNED)
                .rules(
                        "gpu_util < 0.3 for 20 reports",
                        "tokens_per_second falls by 30% over 20 reports");
    }

    private static RunWatch watch(Fault fault, Curves noise, long seed, boolean roundTrip) {
        RunWatch watch = watch();
        watch.roundTrip = roundTrip;
        run(watch, fault, noise, seed);
        return watch;
    }

    private static void run(RunWatch watch, Fault fault, Curves noise, long seed) {
        DoubleSupplier drawn = noise.noise(new Random(seed));
        // On a logarithmic scale the farthest are explosions by any measure.
        DoubleSupplier noises = () -> Math.max(-6, Math.min(6, drawn.getAsDouble()));
        for (int i = 0; i < REPORTS; i++) {
            Report report = new Report();
            report.seconds = (i % 50 == 49 ? 300 : 30) * Math.exp(0.03 * noises.getAsDouble());
            report.gradientNorm =
                    (0.4 + 2 * Math.exp(-i / 20.0)) * Math.exp(0.2 * noises.getAsDouble());
            report.rate = PLANNED.rate(10 * i, REPORTS * 10);
            report.utilisation = 0.9 + 0.02 * noises.getAsDouble();
            report.tokensPerSecond = 1e5 * Math.exp(0.03 * noises.getAsDouble());
            if (fault != null && i >= AT && i < UNTIL) {
                fault.apply(i - AT, report);
            }
            if (report.silence > 0) {
                watch.silence(5 * 300 * 1.3 + report.silence);
            }
            tell(watch, i, report);
        }
    }

    private static void tell(RunWatch watch, int i, Report report) {
        watch.report(
                10L * i,
                report.seconds + report.silence,
                "grad_norm",
                report.gradientNorm,
                "lr",
                report.rate,
                "gpu_util",
                report.utilisation,
                "tokens_per_second",
                report.tokensPerSecond);
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void firesOnItsFaultAndOnNothingElse(Fault fault, Curves noise, long seed) {
        RunWatch watch = watch(fault, noise, seed, false);
        Turn opened = DetectorContract.onlyOpened(fault.kind, watch);
        assertTrue(opened.step() >= (AT - 1) * 10, "not before the fault");
        assertTrue(opened.step() <= UNTIL * 10, "while it lasts");
        assertEquals(Severity.WARNING, opened.severity());
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void resolvesWhenTheFaultIsOver(Fault fault, Curves noise, long seed) {
        RunWatch watch = watch(fault, noise, seed, false);
        DetectorContract.resolvedInTheEnd(fault.kind, watch, watch.detectors.findings());
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void decidesAlikeWhenReplayedAndWhenItsStateIsReadBackAfterEveryReport(
            Fault fault, Curves noise, long seed) {
        List<Turn> turns = watch(fault, noise, seed, false).turns;
        assertEquals(turns, watch(fault, noise, seed, false).turns);
        assertEquals(turns, watch(fault, noise, seed, true).turns);
    }

    @ParameterizedTest
    @EnumSource(Curves.class)
    void isQuietOnHealthyRuns(Curves noise) {
        for (long seed = 1; seed <= 50; seed++) {
            assertEquals(List.of(), watch(null, noise, seed, false).turns, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void closesWhatIsOpenWithAReasonAndForgetsWhatItNoticed(Fault fault) {
        RunWatch watch = watch();
        for (int i = 0; i < REPORTS && watch.detectors.findings().isEmpty(); i++) {
            Report report = new Report();
            report.seconds = 30;
            report.gradientNorm = 1;
            report.rate = PLANNED.rate(10 * i, REPORTS * 10);
            report.utilisation = 0.9;
            report.tokensPerSecond = 1e5;
            if (i >= AT) {
                fault.apply(i - AT, report);
            }
            if (report.silence > 0) {
                watch.silence(report.silence);
                break;
            }
            tell(watch, i, report);
        }
        DetectorContract.closes(fault.kind, watch, watch.progress.step(), watch.detectors::close);
        assertEquals(List.of(), watch.detectors.findings());
    }
}
