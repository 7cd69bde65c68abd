package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every detector of a curve: each is given its fault on curves of every noise. */
class CurveDetectorContractTest {

    private static final int REPORTS = 400;
    private static final int AT = 200;

    /**
     * A fault that one detector is for, planted at report {@value CurveDetectorContractTest#AT}.
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
        };

        final Kind kind;

        Fault(Kind kind) {
            this.kind = kind;
        }

        /** The faulty loss. */
        abstract double apply(int since, double loss);
    }

    static Stream<Arguments> faults() {
        List<Arguments> cases = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (Curves curves : Curves.values()) {
                for (long seed = 1; seed <= 5; seed++) {
                    cases.add(Arguments.of(fault, curves, seed));
                }
            }
        }
        return cases.stream();
    }

    private static Watch watch(Fault fault, Curves curves, long seed, boolean roundTrip) {
        Watch watch = new Watch().plan(REPORTS * Curves.EVERY);
        watch.roundTrip = roundTrip;
        double[] losses = curves.losses(seed, REPORTS, 0.03);
        for (int i = 0; i < REPORTS; i++) {
            double loss = fault == null || i < AT ? losses[i] : fault.apply(i - AT, losses[i]);
            watch.report(i * Curves.EVERY, loss);
        }
        return watch;
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void firesOnItsFaultAndOnNothingElse(Fault fault, Curves curves, long seed) {
        Watch watch = watch(fault, curves, seed, false);
        assertEquals(
                1,
                watch.turns(fault.kind).stream().filter(it -> it == Status.OPENED).count(),
                () -> "turns " + watch.turns);
        assertTrue(
                watch.turns.stream().allMatch(turn -> turn.kind() == fault.kind),
                () -> "turns " + watch.turns);
        Turn opened = watch.turn(fault.kind, Status.OPENED);
        assertTrue(opened.step() >= AT * Curves.EVERY, "not before the fault");
        assertTrue(opened.step() <= (AT + 60) * Curves.EVERY, "while it lasts");
        assertTrue(
                watch.turns.stream().anyMatch(turn -> turn.severity() == Severity.WARNING),
                () -> "more than a note: " + watch.turns);
        assertFalse(opened.evidence().isEmpty());
        assertTrue(opened.sentence().startsWith("loss "), opened.sentence());
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("faults")
    void resolvesWhenTheFaultIsOver(Fault fault, Curves curves, long seed) {
        Watch watch = watch(fault, curves, seed, false);
        List<Status> turns = watch.turns(fault.kind);
        assertEquals(Status.RESOLVED, turns.get(turns.size() - 1));
        assertFalse(watch.detectors.disturbed());
        assertEquals(List.of(), watch.detectors.findings());
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
        double[] losses = Curves.NORMAL.losses(1, REPORTS, 0.03);
        for (int i = 0; i < REPORTS && !watch.detectors.disturbed(); i++) {
            watch.report(i * Curves.EVERY, i < AT ? losses[i] : fault.apply(i - AT, losses[i]));
        }
        long step = watch.progress.step();
        watch.detectors.close(step, "the run has ended", watch.turns::add);
        Turn closed = watch.turn(fault.kind, Status.RESOLVED);
        assertEquals(step, closed.step());
        assertTrue(closed.sentence().endsWith("the run has ended"));
        watch.detectors.close(step, "the run has ended", turn -> assertTrue(false, "twice"));
    }
}
