package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.LearningRateSchedule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every detector of a curve: each is given its fault on curves of every noise. */
class CurveDetectorContractTest {

    private static final int REPORTS = 400;
    private static final int AT = 200;
    private static final double NOISE = 0.03;

    /**
     * A fault that one detector is for, mostly planted at report {@value
     * CurveDetectorContractTest#AT}.
     */
    enum Fault {
        NAN_AND_BACK(Kind.NON_FINITE) {
            @Override
            double apply(int since, double loss) {
                return since < 5 ? Double.NaN : loss;
            }
        },
        SPIKE_AND_BACK(Kind.SPIKE) {
            @Override
            double apply(int since, double loss) {
                return loss + 2.5 * Math.exp(-since / 2.0);
            }
        },
        SLOW_RISE_AND_BACK(Kind.DIVERGENCE) {
            @Override
            double apply(int since, double loss) {
                return loss + 0.025 * Math.max(0, Math.min(since, 120 - since));
            }
        },
        RISING_VALIDATION_WHILE_TRAINING_FALLS(Kind.OVERFIT) {
            @Override
            void prepare(Watch watch) {
                watch.split = Split.VALIDATION;
                watch.training = Optional.of(new Watch());
            }

            @Override
            void beside(Watch watch, long step, double loss) {
                ((Watch) watch.training.orElseThrow()).report(step, loss);
            }

            @Override
            double apply(int since, double loss) {
                return loss + 0.008 * Math.max(0, Math.min(since, 120 - since));
            }
        },
        FLAT_THEN_FALLING_AT_A_CONSTANT_RATE(Kind.PLATEAU) {
            @Override
            void prepare(Watch watch) {
                watch.plan(REPORTS * Curves.EVERY, new LearningRateSchedule.Constant(1e-3, 0));
            }

            @Override
            double apply(int since, double loss) {
                double fallen = Curves.level(at() * Curves.EVERY);
                double flat = loss - Curves.level((at() + since) * Curves.EVERY) + fallen;
                return flat - 0.02 * Math.max(0, since - 300);
            }
        },
        LOWER_LOSS_AFTER_A_RESUME(Kind.REPEATED_DATA) {
            @Override
            void prepare(Watch watch) {
                Watch validation = new Watch();
                validation.split = Split.VALIDATION;
                watch.validation = Optional.of(validation);
            }

            @Override
            void beside(Watch watch, long step, double loss) {
                if (step == AT * Curves.EVERY) {
                    watch.resumedStep = step;
                }
                boolean caughtUp = step >= (AT + 60) * Curves.EVERY;
                if (step % (5 * Curves.EVERY) == 0) {
                    ((Watch) watch.validation.orElseThrow())
                            .report(step, loss * (caughtUp ? 0.85 : 1));
                }
            }

            @Override
            double apply(int since, double loss) {
                return 0.85 * loss;
            }
        };

        final Kind kind;

        Fault(Kind kind) {
            this.kind = kind;
        }

        /** What the curve has to be for this fault to be possible. */
        void prepare(Watch watch) {}

        /** What other curves of the run, and the run itself, do before a report. */
        void beside(Watch watch, long step, double loss) {}

        /** Report at which it begins. */
        int at() {
            return kind == Kind.PLATEAU ? 20 : AT;
        }

        /** Noise of the curve: a forecast has to be sure of little to call a plateau. */
        double noise() {
            return kind == Kind.PLATEAU ? 0.01 : NOISE;
        }

        /** Reports within which it has to be noticed. */
        int within() {
            return kind == Kind.PLATEAU ? 300 : 60;
        }

        Severity severity() {
            return kind == Kind.PLATEAU ? Severity.INFO : Severity.WARNING;
        }

        /** The faulty loss. */
        abstract double apply(int since, double loss);
    }

    static Stream<Arguments> faults() {
        return DetectorContract.cases(Fault.values());
    }

    private static Watch watch(Fault fault, Curves curves, long seed, boolean roundTrip) {
        Watch watch = new Watch().plan(REPORTS * Curves.EVERY);
        watch.roundTrip = roundTrip;
        if (fault != null) {
            fault.prepare(watch);
        }
        double[] losses = curves.losses(seed, REPORTS, fault == null ? NOISE : fault.noise());
        for (int i = 0; i < REPORTS; i++) {
            if (fault != null) {
                fault.beside(watch, i * Curves.EVERY, losses[i]);
            }
            double loss =
                    fault == null || i < fault.at()
                            ? losses[i]
                            : fault.apply(i - fault.at(), losses[i]);
            watch.report(i * Curves.EVERY, loss);
        }
        return watch;
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void firesOnItsFaultAndOnNothingElse(Fault fault, Curves curves, long seed) {
        Watch watch = watch(fault, curves, seed, false);
        Turn opened = DetectorContract.onlyOpened(fault.kind, watch);
        assertTrue(opened.step() >= fault.at() * Curves.EVERY, "not before the fault");
        assertTrue(opened.step() <= (fault.at() + fault.within()) * Curves.EVERY, "while it lasts");
        assertTrue(
                watch.turns.stream().anyMatch(turn -> turn.severity() == fault.severity()),
                () -> "as severe as it should be: " + watch.turns);
        assertTrue(opened.sentence().startsWith(watch.metric() + " "), opened.sentence());
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void resolvesWhenTheFaultIsOver(Fault fault, Curves curves, long seed) {
        Watch watch = watch(fault, curves, seed, false);
        assertFalse(watch.detectors.open());
        DetectorContract.resolvedInTheEnd(fault.kind, watch, watch.detectors.findings());
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void decidesAlikeWhenReplayedAndWhenItsStateIsReadBackAfterEveryReport(
            Fault fault, Curves curves, long seed) {
        List<Turn> turns = watch(fault, curves, seed, false).turns;
        assertEquals(turns, watch(fault, curves, seed, false).turns);
        assertEquals(turns, watch(fault, curves, seed, true).turns);
    }

    @ParameterizedTest
    @EnumSource(Curves.class)
    void isQuietOnCleanCurves(Curves curves) {
        for (long seed = 1; seed <= 20; seed++) {
            assertEquals(List.of(), watch(null, curves, seed, false).turns, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void closesWhatIsOpenWithAReason(Fault fault) {
        Watch watch = new Watch().plan(REPORTS * Curves.EVERY);
        fault.prepare(watch);
        double[] losses = Curves.NORMAL.losses(1, REPORTS, fault.noise());
        for (int i = 0; i < REPORTS && !watch.detectors.open(); i++) {
            fault.beside(watch, i * Curves.EVERY, losses[i]);
            watch.report(
                    i * Curves.EVERY,
                    i < fault.at() ? losses[i] : fault.apply(i - fault.at(), losses[i]));
        }
        DetectorContract.closes(fault.kind, watch, watch.progress.step(), watch.detectors::close);
    }
}
