package io.github.descentry.app;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.ingest.EventSender;
import io.github.descentry.ingest.Pace;
import io.github.descentry.ingest.RecordedEvents;
import io.github.descentry.ingest.Replay;
import io.github.descentry.ingest.UnreadableRecording;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A recording on its way to a topic, which shows how far it has come and may be interrupted. */
final class ReplaySession {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Supplier<RecordedEvents> recording;
    private final double speed;
    private final long limit;
    private final Optional<String> group;
    private final boolean watched;
    private final Interruption interruption;

    /**
     * @param recording opens it at its beginning
     * @param speed recorded seconds per second, or {@link Pace#MAX}
     * @param limit most events to be sent
     * @param group of all runs; absent: as recorded
     * @param watched whether there is anybody to whom it would be shown how far it has come
     */
    ReplaySession(
            Supplier<RecordedEvents> recording,
            double speed,
            long limit,
            Optional<String> group,
            boolean watched,
            Interruption interruption) {
        this.recording = recording;
        this.speed = speed;
        this.limit = limit;
        this.group = group;
        this.watched = watched;
        this.interruption = interruption;
    }

    /**
     * Sends all of it, or what there is time for until the interruption.
     *
     * @throws UnreadableRecording if the recording cannot be read on; what came before is sent
     */
    Replay send(KafkaTarget kafka, String topic) {
        try (Survey survey = Survey.start(recording, limit, watched);
                RecordedEvents events = recording.get();
                EventSender sender = new EventSender(kafka.settings(), topic)) {
            Replay replay = new Replay(events, new Pace(speed), limit);
            try (ReplayProgress progress =
                    ReplayProgress.start("replay", watched, () -> share(survey, replay, sender))) {
                run(replay, sender, progress);
            }
            return replay;
        }
    }

    /** Of recorded time where that sets the pace, else of what has arrived; NaN: not known yet. */
    private double share(Survey survey, Replay replay, EventSender sender) {
        return survey.extent()
                .map(
                        whole ->
                                speed == Pace.MAX
                                        ? whole.shareOfEvents(sender.acknowledged())
                                        : whole.shareOfTime(replay.passed()))
                .orElse(Double.NaN);
    }

    private void run(Replay replay, EventSender sender, ReplayProgress progress) {
        try {
            replay.run(
                    event -> {
                        sender.send(inGroup(event));
                        progress.sent(sender.acknowledged());
                    },
                    wait -> await(wait, progress));
        } catch (UnreadableRecording e) {
            sender.flush();
            throw new UnreadableRecording(
                    e.getMessage() + " (sent before it: " + replay.sent() + " events)", e);
        }
        // What waits in the sender's memory may take as long as all before.
        while (sender.pending()) {
            LockSupport.parkNanos(LOOK.toNanos());
            progress.sent(sender.acknowledged());
        }
        sender.flush();
    }

    /** Waits, but not so long at a time that the clock shown would stand still. */
    private boolean await(Duration wait, ReplayProgress progress) {
        long start = System.nanoTime();
        Duration left = wait;
        while (left.compareTo(TICK) > 0) {
            if (interruption.await(TICK)) {
                return true;
            }
            progress.moved();
            left = wait.minusNanos(System.nanoTime() - start);
        }
        return interruption.await(left.isNegative() ? Duration.ZERO : left);
    }

    private RunEvent inGroup(RunEvent event) {
        return group.isPresent() && event instanceof RunStarted started
                ? new RunStarted(
                        started.run(),
                        started.project(),
                        group,
                        started.attempt(),
                        started.time(),
                        started.plan(),
                        started.objective(),
                        started.covariates(),
                        started.tags())
                : event;
    }
}
