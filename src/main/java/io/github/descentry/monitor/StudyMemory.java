package io.github.descentry.monitor;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one preset over the runs of a group has seen of them. It is shown {@link Epochs}, so its
 * resource is the percent of the plan that is done, from 1 to {@value Epochs#COUNT}; an epoch
 * without a value has that of the one before, as these rules compare equal epochs. A trial it would
 * have ended reports no more. Grows with the runs, and with presets that need all values by their
 * values: some half a megabyte for a hundred runs of a hundred epochs and more. Mutable, one
 * writer.
 */
public final class StudyMemory {

    private static final byte VERSION = 1;

    private final StudyPreset preset;
    private final Goal goal;
    private final StudyPreset.Memory memory;
    private final Map<String, Trial> trials = new LinkedHashMap<>();

    /** Nothing seen yet. */
    public StudyMemory(StudyPreset preset, Goal goal) {
        this.preset = preset;
        this.goal = goal;
        this.memory = preset.begin(goal);
    }

    /** Which way is better. */
    public Goal goal() {
        return goal;
    }

    private static final class Trial {
        private final Epochs epochs = new Epochs();
        private double share = Double.NEGATIVE_INFINITY;
        private int told;
        private double value;
        private boolean completed;

        /** Why it would have ended the trial; empty while it would not. */
        private String verdict = "";
    }

    /**
     * Shows it a value, unless the trial has come as far before.
     *
     * @param trial name of the run
     * @param share share of the plan that is done
     * @return why the original would end the trial, now or at an earlier report; empty if it would
     *     go on
     */
    public String report(String trial, double share, double value) {
        Trial known = trials.computeIfAbsent(trial, name -> new Trial());
        if (known.verdict.isEmpty() && !known.completed && share > known.share) {
            known.share = share;
            known.epochs.add(share, value, (epoch, mean) -> tell(trial, known, epoch, mean));
        }
        return known.verdict;
    }

    /** The trial has gone to its end, by itself and well. */
    public void completed(String trial) {
        Trial known = trials.computeIfAbsent(trial, name -> new Trial());
        if (!known.completed && known.verdict.isEmpty()) {
            known.epochs.close((epoch, mean) -> tell(trial, known, epoch, mean));
            known.completed = true;
            memory.completed(trial);
        }
    }

    private boolean tell(String name, Trial trial, int epoch, double value) {
        for (int missing = trial.told + 1; trial.told > 0 && missing < epoch; missing++) {
            tellOne(name, trial, missing, trial.value);
        }
        trial.value = value;
        tellOne(name, trial, epoch, value);
        return !trial.verdict.isEmpty();
    }

    private void tellOne(String name, Trial trial, int epoch, double value) {
        trial.told = epoch;
        if (!trial.verdict.isEmpty()) {
            return;
        }
        Decision decision = memory.report(new StudyPreset.Report(name, epoch, value));
        if (decision.fires()) {
            trial.verdict =
                    preset.name()
                            + " stops at "
                            + epoch
                            + " % of the plan, mean value "
                            + value
                            + (decision.reason().isEmpty() ? "" : ": " + decision.reason());
        }
    }

    /** All of it, for a store. */
    public byte[] encode() {
        StateWriter out = new StateWriter();
        out.writeByte(VERSION);
        out.writeInt(trials.size());
        trials.forEach(
                (name, trial) -> {
                    out.writeString(name);
                    trial.epochs.write(out);
                    out.writeDouble(trial.share);
                    out.writeInt(trial.told);
                    out.writeDouble(trial.value);
                    out.writeBoolean(trial.completed);
                    out.writeString(trial.verdict);
                });
        memory.write(out);
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if another version wrote it
     */
    public static StudyMemory decode(StudyPreset preset, Goal goal, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "study version=" + version + " cannot be read, only " + VERSION);
        }
        StudyMemory study = new StudyMemory(preset, goal);
        for (int left = in.readInt(); left > 0; left--) {
            Trial trial = new Trial();
            study.trials.put(in.readString(), trial);
            trial.epochs.read(in);
            trial.share = in.readDouble();
            trial.told = in.readInt();
            trial.value = in.readDouble();
            trial.completed = in.readBoolean();
            trial.verdict = in.readString();
        }
        study.memory.read(in);
        return study;
    }
}
