package io.github.descentry.monitor;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunState;
import java.util.OptionalInt;

/**
 * Which attempt an event belongs to. A job may number its attempts; where it does not, a step that
 * goes backwards begins a new one. Neither is an anomaly: what was open is closed, what was advised
 * is withdrawn, the fits go on from the earlier step.
 *
 * <p>Steps go backwards per metric: an evaluator that reports an earlier step than the trainer, but
 * a later one than its own last, is merely behind. A value that is earlier than its metric's last
 * in step and in time came late over the wire, and is set aside.
 */
final class Attempts {

    /**
     * Moves to the attempt of an event, if it names one.
     *
     * @return false if the event is of an older attempt and is to be ignored
     */
    boolean enter(RunMemory memory, OptionalInt attempt, Draft draft) {
        if (attempt.isEmpty() || attempt.getAsInt() == memory.attempt) {
            return true;
        }
        if (attempt.getAsInt() < memory.attempt) {
            return false;
        }
        if (memory.checkpoints == 0) {
            // The first that is heard of the run: nothing to leave behind.
            memory.attempt = attempt.getAsInt();
            return true;
        }
        begin(memory, attempt.getAsInt(), draft);
        return true;
    }

    /** Begins an attempt. */
    void begin(RunMemory memory, int attempt, Draft draft) {
        leave(memory, "attempt " + attempt + " has started", draft);
        memory.attempt = attempt;
        memory.segment = 0;
        memory.resumedStep = memory.step();
        memory.awaited = true;
        memory.state = RunState.RUNNING;
    }

    /** Rewinds the run if the checkpoint reports a metric at an earlier step than its last. */
    void rewind(RunMemory memory, Checkpoint checkpoint, Reading reading, Draft draft) {
        if (!backwards(checkpoint, reading)) {
            return;
        }
        if (!memory.awaited && checkpoint.attempt().isEmpty()) {
            begin(memory, memory.attempt + 1, draft);
        } else if (!memory.awaited) {
            leave(memory, "the run goes on from step " + checkpoint.step(), draft);
            memory.segment++;
            memory.state = RunState.RUNNING;
        }
        memory.resumedStep = checkpoint.step();
        memory.progress.rewind(checkpoint.step());
        for (CurveMemory curve : memory.curves) {
            curve.rewind(checkpoint.step());
        }
    }

    private static boolean backwards(Checkpoint checkpoint, Reading reading) {
        for (int i = 0; i < reading.size(); i++) {
            CurveMemory curve = reading.curve(i);
            if (curve != null
                    && checkpoint.step() < curve.step()
                    && checkpoint.time().toEpochMilli() >= curve.time()) {
                return true;
            }
        }
        return false;
    }

    /** Closes what is open and withdraws what is advised. */
    private void leave(RunMemory memory, String why, Draft draft) {
        long step = memory.progress.step();
        for (CurveMemory curve : memory.curves) {
            curve.detectors().close(step, why, draft.turns(curve.metric()));
        }
        memory.detectors.close(step, why, draft.turns(null));
        memory.advices.revoke(
                key -> true, draft.subject(), why, draft.rules().terms(), draft::signal);
        memory.presets.clear();
    }
}
