package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which state of several is shown, and what is told beside it. */
class RunStateTest {

    private final Job job = new Job("a");

    @BeforeEach
    void trainWell() {
        job.roundTrip = true;
        job.start(1000);
        for (long step = 0; step <= 300; step += 10) {
            job.report(step, "train/loss", 2 + 3 * Math.pow(1 + step / 20.0, -0.6));
        }
    }

    private void fallApart(int reports) {
        for (int i = 1; i <= reports; i++) {
            job.report(300 + 10L * i, "train/loss", Double.NaN);
        }
    }

    private void is(RunState state, Optional<Kind> worst) {
        assertEquals(state, job.latest().state());
        assertEquals(worst, job.latest().worstAnomaly());
    }

    @Test
    void anAnomalyIsToldBesideTheStateBeforeItMakesTheRunUnstable() {
        is(RunState.RUNNING, Optional.empty());
        fallApart(1);
        is(RunState.RUNNING, Optional.of(Kind.NON_FINITE));
        fallApart(4);
        is(RunState.UNSTABLE, Optional.of(Kind.NON_FINITE));
    }

    @Test
    void lateDoesNotHideUnstableButStalledDoesAndTheAnomalyIsStillTold() {
        fallApart(4);
        assertTrue(job.silence(Duration.ofSeconds(90)).isEmpty(), "late, but unstable above all");
        job.silence(Duration.ofSeconds(400));
        is(RunState.STALLED, Optional.of(Kind.NON_FINITE));
    }

    @Test
    void aRunThatCompletesWithoutANumberSaysSoAndHasNoFinalValue() {
        fallApart(4);
        job.end(RunEnded.Status.COMPLETED);
        is(RunState.COMPLETED, Optional.of(Kind.NON_FINITE));
        assertTrue(job.latest().estimate().isEmpty());
    }

    @Test
    void aRunThatCompletesWellHasNothingBesideItsStateAndItsFinalValueForCertain() {
        job.report(310, "train/loss", 2.5);
        job.end(RunEnded.Status.COMPLETED);
        is(RunState.COMPLETED, Optional.empty());
        Forecast.Estimate estimate = job.latest().estimate().orElseThrow();
        // 32 values: the median of the last two.
        double before = 2 + 3 * Math.pow(16, -0.6);
        assertEquals((before + 2.5) / 2, estimate.mean(), 1e-12);
        assertEquals(0, estimate.sd());
        assertEquals(estimate.mean(), estimate.quantiles().p025());
        assertEquals(310, estimate.atStep());
    }

    @Test
    void aCurveThatWasNotReportedSinceTheRunWentBackEndsAtItsLatestValue() {
        for (long step = 310; step <= 400; step += 10) {
            job.report(step, "train/loss", 2.5, "val/loss", 3 - step / 1000.0);
        }
        job.report(100, "train/loss", 3.1);
        job.end(RunEnded.Status.COMPLETED);
        Forecast latest = job.latest();
        assertEquals("val/loss", latest.metric());
        assertEquals(2.6, latest.estimate().orElseThrow().mean());
    }

    @Test
    void whatARunEndedWithIsForgottenWhenItGoesOn() {
        fallApart(4);
        job.end(RunEnded.Status.FAILED);
        is(RunState.FAILED, Optional.of(Kind.NON_FINITE));
        job.report(350, "train/loss", 2.5);
        is(RunState.RUNNING, Optional.empty());
    }
}
