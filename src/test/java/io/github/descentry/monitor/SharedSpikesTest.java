package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.detect.FalseAlarms;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedSpikesTest {

    private static final FalseAlarms ALLOWED = FalseAlarms.DEFAULT;

    private final SharedSpikes spikes = new SharedSpikes();

    private static Anomaly spike(String run, long firstStep, Status status, Severity severity) {
        return anomaly(run, Kind.SPIKE, firstStep, status, severity);
    }

    private static Anomaly anomaly(
            String run, Kind kind, long firstStep, Status status, Severity severity) {
        return anomaly(run, "train/loss", kind, firstStep, status, severity);
    }

    private static Anomaly anomaly(
            String run,
            String metric,
            Kind kind,
            long firstStep,
            Status status,
            Severity severity) {
        return new Anomaly(
                run + firstStep,
                run,
                Optional.empty(),
                Optional.of("sweep"),
                Optional.of(metric),
                kind,
                status,
                severity,
                1,
                firstStep,
                firstStep + 1,
                Instant.EPOCH.plusSeconds(firstStep),
                Map.of("excess", 1.5),
                metric + " jumped");
    }

    private List<Anomaly> take(String run, long firstStep, Status status) {
        return spikes.take(spike(run, firstStep, status, Severity.WARNING), 4, ALLOWED);
    }

    @Test
    void aSpikeOfOneRunAloneIsItsOwn() {
        Anomaly alone = spike("a", 946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(alone), spikes.take(alone, 4, ALLOWED));
        Anomaly elsewhere = spike("b", 1946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(elsewhere), spikes.take(elsewhere, 4, ALLOWED));
    }

    @Test
    void aSecondRunThatJumpsAtTheSameStepMakesItAnEventOfTheData() {
        take("a", 946, Status.OPENED);
        List<Anomaly> published = take("b", 947, Status.OPENED);
        assertEquals(2, published.size());
        Anomaly event = published.get(0);
        assertEquals(Kind.BAD_BATCH, event.kind());
        assertEquals(Severity.INFO, event.severity());
        assertEquals(Status.RESOLVED, event.status());
        assertEquals(946, event.firstStep());
        assertEquals(2.0, event.evidence().get("runs_hit"));
        assertTrue(event.sentence().contains("a, b"), event.sentence());
        Anomaly own = published.get(1);
        assertEquals("b947", own.id());
        assertEquals(Severity.INFO, own.severity());
        assertEquals(Status.OPENED, own.status());
        assertTrue(own.sentence().contains("; a got worse at the same step"), own.sentence());
        assertEquals(1.5, own.evidence().get("excess"));
    }

    @Test
    void theEventIsToldOnce() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        List<Anomaly> third = take("c", 946, Status.OPENED);
        assertEquals(List.of(Kind.SPIKE), third.stream().map(Anomaly::kind).toList());
        assertEquals(3.0, third.get(0).evidence().get("runs_hit"));
    }

    @Test
    void theFirstRunsSpikeIsExplainedFromItsNextTurnOn() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        Anomaly resolved = take("a", 946, Status.RESOLVED).get(0);
        assertEquals(Severity.INFO, resolved.severity());
        assertTrue(resolved.sentence().contains("b got worse at the same step"));
    }

    @Test
    void aSpikeThatDoesNotRecoverIsTheRunsOwnWhoeverElseJumped() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        Anomaly lasting = spike("b", 946, Status.ESCALATED, Severity.CRITICAL);
        assertEquals(List.of(lasting), spikes.take(lasting, 4, ALLOWED));
    }

    @Test
    void otherMetricsAndOtherKindsAreNotMixedUp() {
        take("a", 946, Status.OPENED);
        Anomaly divergence = anomaly("b", Kind.DIVERGENCE, 946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(divergence), spikes.take(divergence, 4, ALLOWED));
    }

    @Test
    void longRunsAreLoggedMoreLoosely() {
        take("a", 100_000, Status.OPENED);
        assertEquals(2, take("b", 100_010, Status.OPENED).size());
        assertEquals(1, take("c", 100_100, Status.OPENED).size());
    }

    @Test
    void decidesAlikeWhenItsStateIsReadBackAfterEveryTurn() {
        List<Anomaly> kept = new ArrayList<>();
        List<Anomaly> decoded = new ArrayList<>();
        SharedSpikes other = new SharedSpikes();
        for (int i = 0; i < 200; i++) {
            Status status = Status.values()[(i * 7) % 4];
            Anomaly turn = spike("r" + i % 5, (i / 9) * 50, status, Severity.WARNING);
            kept.addAll(spikes.take(turn, 5, ALLOWED));
            decoded.addAll(other.take(turn, 5, ALLOWED));
            Anomaly odd = spike("r" + (i + 1) % 7, (i / 5) * 50, Status.OPENED, Severity.INFO);
            kept.addAll(spikes.take(odd, 1e-4, 7, ALLOWED));
            decoded.addAll(other.take(odd, 1e-4, 7, ALLOWED));
            other = SharedSpikes.decode(other.encode());
        }
        assertEquals(kept, decoded);
    }

    @Test
    void whatIsKnownAsAnEventOfTheDataOutlastsManySpikesOfSingleRuns() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        for (int i = 0; i < 300; i++) {
            take("c", 2_000 + 10 * i, Status.OPENED);
        }
        assertEquals(Severity.INFO, take("a", 946, Status.RESOLVED).get(0).severity());
        assertEquals(1, take("b", 2_000, Status.OPENED).size(), "the first of the others is not");
    }

    @Test
    void anEventOfTheDataStaysOneWhenARunThatShowedItLeaves() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        assertFalse(spikes.leave("a"));
        assertEquals(Severity.INFO, take("b", 946, Status.RESOLVED).get(0).severity());
    }

    @Test
    void aRunThatHasLeftIsNoWitness() {
        odd("a", 946, 1e-3, 4);
        odd("b", 946, 1e-3, 4);
        assertTrue(spikes.leave("a"));
        Anomaly event = take("c", 946, Status.OPENED).get(0);
        assertEquals(Kind.BAD_BATCH, event.kind());
        assertEquals(2.0, event.evidence().get("runs_hit"));
        assertTrue(event.sentence().contains("of b, c got suddenly worse"), event.sentence());
    }

    private List<Anomaly> odd(String run, long step, double chance, int runs) {
        Anomaly odd = spike(run, step, Status.OPENED, Severity.INFO);
        return spikes.take(odd, chance, runs, ALLOWED);
    }

    @Test
    void valuesThatAreMerelyOddMakeAnEventWhenThatManyAreNoAccident() {
        assertEquals(List.of(), odd("a", 946, 1e-3, 4));
        assertEquals(List.of(), odd("b", 946, 1e-3, 4), "two of four: one in 170,000 steps");
        List<Anomaly> third = odd("c", 946, 1e-3, 4);
        assertEquals(List.of(Kind.BAD_BATCH), third.stream().map(Anomaly::kind).toList());
        assertEquals(3.0, third.get(0).evidence().get("runs_hit"));
        assertEquals(List.of(), odd("d", 946, 1e-3, 4), "told once");
    }

    @Test
    void inALargeGroupMoreOddValuesAreAnAccident() {
        for (int run = 0; run < 3; run++) {
            assertEquals(List.of(), odd("r" + run, 946, 1e-3, 100));
        }
        assertEquals(1, odd("r3", 946, 1e-3, 100).size());
    }

    @Test
    void oneRunIsNoWitnessTwice() {
        for (int i = 0; i < 10; i++) {
            assertEquals(List.of(), odd("a", 946, 1e-6, 2));
        }
    }

    @Test
    void aSpikeWhereSiblingsWereOddIsExplainedAtOnce() {
        odd("a", 946, 1e-4, 3);
        odd("b", 946, 1e-4, 3);
        List<Anomaly> published = take("c", 946, Status.OPENED);
        Anomaly own = published.get(published.size() - 1);
        assertEquals(Kind.SPIKE, own.kind());
        assertEquals(Severity.INFO, own.severity());
    }

    @Test
    void whatValidationShowsOfItSoonAfterIsTheSameEvent() {
        take("a", 1515, Status.OPENED);
        take("b", 1515, Status.OPENED);
        for (String run : List.of("a", "b")) {
            Anomaly validation =
                    anomaly(run, "val/loss", Kind.SPIKE, 1530, Status.OPENED, Severity.WARNING);
            List<Kind> kinds =
                    spikes.take(validation, 4, ALLOWED).stream().map(Anomaly::kind).toList();
            assertEquals(List.of(Kind.SPIKE), kinds);
        }
        take("a", 1900, Status.OPENED);
        assertEquals(Kind.BAD_BATCH, take("b", 1900, Status.OPENED).get(0).kind());
    }
}
