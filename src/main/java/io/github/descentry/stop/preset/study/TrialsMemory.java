package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.function.IntFunction;

/** Memory of a rule that remembers something of each trial. What else it knows is written first. */
abstract class TrialsMemory<T extends Trials.Part> implements StudyPreset.Memory {

    final Goal goal;
    final Trials<T> trials;

    /**
     * @param begin makes the part of a trial from its number
     */
    TrialsMemory(Goal goal, IntFunction<T> begin) {
        this.goal = goal;
        trials = new Trials<>(begin);
    }

    @Override
    public void write(StateWriter out) {
        trials.write(out);
    }

    @Override
    public void read(StateReader in) {
        trials.read(in);
    }
}
