package io.github.descentry.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a verdict becomes a signal. */
class AdviceTest {

    private static final Verdict STOP = Verdict.stop("because", Map.of("x", 1.0));
    private static final Verdict CLEAR = Verdict.clear("no more");

    /** A rule that has to hold for three checkpoints and a tenth of the plan. */
    private static final StopRule RULE =
            new StopRule() {
                @Override
                public String name() {
                    return "patient";
                }

                @Override
                public int version() {
                    return 7;
                }

                @Override
                public int consecutive() {
                    return 3;
                }

                @Override
                public double sustainedShare() {
                    return 0.1;
                }
            };

    private final Terms terms =
            new Terms(
                    Mode.OBSERVE,
                    Duration.ofHours(24),
                    Optional.of("sweeps"),
                    Optional.of("4f2a90c1d3b7"));
    private final Used<StopRule> use = new Used<>("patient@1", RULE, terms);
    private final List<StopSignal> signals = new ArrayList<>();
    private Advice advice = new Advice();

    private Subject subject(long step) {
        return new Subject(
                "a",
                Optional.empty(),
                Optional.of("g"),
                2,
                step,
                Instant.EPOCH.plus(Duration.ofHours(step)));
    }

    private void take(Verdict verdict, long step) {
        advice.take(use, verdict, subject(step), 100).ifPresent(signals::add);
        StateWriter out = new StateWriter();
        advice.write(out);
        advice = new Advice();
        advice.read(new StateReader(out.toByteArray()));
    }

    @Test
    void aVerdictHasToHoldForItsCheckpointsAndItsShareOfThePlan() {
        take(STOP, 1);
        take(STOP, 2);
        take(STOP, 3);
        assertEquals(List.of(), signals, "three in a row, but 2 % of the plan");
        take(STOP, 11);
        StopSignal signal = signals.get(0);
        assertEquals(11, signal.step());
        assertEquals(2, signal.attempt());
        assertEquals(7, signal.ruleVersion());
        assertEquals("because", signal.reason());
        assertEquals(Mode.OBSERVE, signal.mode());
        assertEquals(Optional.of(signal.time().plus(terms.validity())), signal.expires());
    }

    @Test
    void anyOtherVerdictStartsTheCountAnew() {
        take(STOP, 1);
        take(STOP, 10);
        take(Verdict.unsure(), 12);
        take(STOP, 20);
        take(STOP, 31);
        assertEquals(List.of(), signals);
        take(STOP, 32);
        assertEquals(1, signals.size());
    }

    @Test
    void whatStandsIsNotSaidAgainUntilItExpires() {
        for (long step = 1; step <= 30; step++) {
            take(STOP, step);
        }
        assertEquals(1, signals.size());
        for (long step = 31; step <= 40; step++) {
            take(STOP, step);
        }
        assertEquals(2, signals.size(), "renewed after a day");
        assertEquals(signals.get(0).id(), signals.get(1).id());
        assertTrue(signals.get(1).expires().get().isAfter(signals.get(0).expires().get()));
        assertEquals(signals.get(0).expires(), Optional.of(signals.get(1).time()));
    }

    @Test
    void whatStandsIsSaidAgainAtOnceInAnotherMode() {
        for (long step = 1; step <= 12; step++) {
            take(STOP, step);
        }
        Terms harder = new Terms(Mode.ENFORCE, terms.validity(), terms.policy(), Optional.of("v2"));
        Used<StopRule> enforced = new Used<>("patient@1", RULE, harder);
        StopSignal again = advice.take(enforced, STOP, subject(13), 100).orElseThrow();
        assertEquals(Mode.ENFORCE, again.mode());
        assertEquals(signals.get(0).id(), again.id());
        assertEquals(Optional.empty(), advice.take(enforced, STOP, subject(14), 100));
    }

    @Test
    void aVerdictThatHoldsAgainStartsTheCountOfTheWithdrawalAnew() {
        for (long step = 1; step <= 11; step++) {
            take(STOP, step);
        }
        take(CLEAR, 12);
        take(CLEAR, 13);
        take(STOP, 14);
        for (long step = 15; step <= 24; step++) {
            take(CLEAR, step);
        }
        assertEquals(1, signals.size());
        take(CLEAR, 25);
        assertEquals(Status.WITHDRAWN, signals.get(1).status());
    }

    @Test
    void whatIsRevokedIsAdvisedAgainOnlyAfterItsFullTime() {
        for (long step = 1; step <= 11; step++) {
            take(STOP, step);
        }
        take(CLEAR, 12);
        take(CLEAR, 13);
        assertTrue(advice.revoke("patient", subject(14), "a new attempt", terms).isPresent());
        for (long step = 15; step <= 24; step++) {
            take(STOP, step);
        }
        assertEquals(1, signals.size());
        take(STOP, 25);
        assertEquals(2, signals.size());
    }

    @Test
    void aWithdrawalBearsTheIdOfWhatItWithdrawsAndTheNextAdviceItsOwn() {
        for (long step = 1; step <= 12; step++) {
            take(STOP, step);
        }
        take(Verdict.unsure(), 13);
        for (long step = 14; step <= 24; step++) {
            take(CLEAR, step);
        }
        for (long step = 25; step <= 50; step++) {
            take(STOP, step);
        }
        assertEquals(
                List.of(Status.ADVISED, Status.WITHDRAWN, Status.ADVISED),
                signals.stream().map(StopSignal::status).toList());
        assertEquals(signals.get(0).id(), signals.get(1).id());
        assertNotEquals(signals.get(0).id(), signals.get(2).id());
        assertEquals("no more", signals.get(1).reason());
    }

    @Test
    void aWithdrawalWaitsForAsLongAsTheAdviceDid() {
        for (long step = 1; step <= 11; step++) {
            take(STOP, step);
        }
        take(CLEAR, 12);
        take(CLEAR, 13);
        take(CLEAR, 14);
        take(Verdict.unsure(), 15);
        take(CLEAR, 16);
        take(CLEAR, 25);
        assertEquals(1, signals.size(), "the count began anew at 16");
        take(CLEAR, 26);
        assertEquals(Status.WITHDRAWN, signals.get(1).status());
        assertEquals(26, signals.get(1).step());
    }

    @Test
    void rulesThatNeverHeldTakeNoRoom() {
        Advices advices = new Advices();
        advices.take(use, CLEAR, subject(1), 100, signals::add);
        assertFalse(advices.any());
        advices.take(use, STOP, subject(1), 100, signals::add);
        assertTrue(advices.any());
        advices.take(use, CLEAR, subject(2), 100, signals::add);
        assertFalse(advices.any());
        assertEquals(List.of(), signals);
    }
}
