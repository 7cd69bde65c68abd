package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedSpikesTest {

    private SharedSpikes spikes = new SharedSpikes();

    private static Anomaly spike(String run, long firstStep, Status status, Severity severity) {
        return anomaly(run, Kind.SPIKE, firstStep, status, severity);
    }

    private static Anomaly anomaly(
            String run, Kind kind, long firstStep, Status status, Severity severity) {
        return new Anomaly(
                run + firstStep,
                run,
                Optional.empty(),
                Optional.of("sweep"),
                Optional.of("train/loss"),
                kind,
                status,
                severity,
                1,
                firstStep,
                firstStep + 1,
                Instant.EPOCH.plusSeconds(firstStep),
                Map.of("excess", 1.5),
                "train/loss jumped");
    }

    private List<Anomaly> take(String run, long firstStep, Status status) {
        return spikes.take(spike(run, firstStep, status, Severity.WARNING), 4);
    }

    @Test
    void aSpikeOfOneRunAloneIsItsOwn() {
        Anomaly alone = spike("a", 946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(alone), spikes.take(alone, 4));
        Anomaly elsewhere = spike("b", 1946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(elsewhere), spikes.take(elsewhere, 4));
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
        assertTrue(event.sentence().contains("a and b"), event.sentence());
        Anomaly own = published.get(1);
        assertEquals("b947", own.id());
        assertEquals(Severity.INFO, own.severity());
        assertEquals(Status.OPENED, own.status());
        assertTrue(own.sentence().contains("; a jumped at the same step"), own.sentence());
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
        assertTrue(resolved.sentence().contains("b jumped at the same step"));
    }

    @Test
    void aSpikeThatDoesNotRecoverIsTheRunsOwnWhoeverElseJumped() {
        take("a", 946, Status.OPENED);
        take("b", 946, Status.OPENED);
        Anomaly lasting = spike("b", 946, Status.ESCALATED, Severity.CRITICAL);
        assertEquals(List.of(lasting), spikes.take(lasting, 4));
    }

    @Test
    void otherMetricsAndOtherKindsAreNotMixedUp() {
        take("a", 946, Status.OPENED);
        Anomaly divergence = anomaly("b", Kind.DIVERGENCE, 946, Status.OPENED, Severity.WARNING);
        assertEquals(List.of(divergence), spikes.take(divergence, 4));
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
            kept.addAll(spikes.take(turn, 5));
            decoded.addAll(other.take(turn, 5));
            StateWriter out = new StateWriter();
            other.write(out);
            other = new SharedSpikes();
            other.read(new StateReader(out.toByteArray()));
        }
        assertEquals(kept, decoded);
    }
}
