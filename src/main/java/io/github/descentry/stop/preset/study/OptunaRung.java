package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/**
 * The step that {@code optuna.successive_halving} and the brackets of {@code optuna.hyperband}
 * share ({@code optuna/pruners/_successive_halving.py}, 5.0.0): a trial that reached its next rung
 * goes on if its value is among the best 1 / reductionFactor of those at that rung.
 *
 * @param stoppingRate rungs by which the first one is put off
 * @param bootstrapCount values, its own included, with which a trial is pruned at a rung whatever
 *     it is worth
 */
record OptunaRung(int reductionFactor, int stoppingRate, int bootstrapCount) {

    /**
     * Whether the trial is pruned, taking note of its value at each rung that it reached.
     *
     * @param trials those it competes with; itself may be among them
     */
    boolean prunes(Goal goal, Trial trial, Iterable<Trial> trials, long minResource) {
        while (true) {
            int rung = trial.atRungs.count();
            if (trial.lastStep < minResource * Math.pow(reductionFactor, stoppingRate + rung)) {
                return false;
            }
            if (Double.isNaN(trial.lastValue)) {
                return true;
            }
            Numbers competing = new Numbers();
            for (Trial other : trials) {
                if (other.atRungs.count() > rung) {
                    competing.add(goal.sign() * other.atRungs.at(rung));
                }
            }
            double value = goal.sign() * trial.lastValue;
            competing.add(value);
            trial.atRungs.add(trial.lastValue);
            if (competing.count() <= bootstrapCount || !promotes(value, competing.toArray())) {
                return true;
            }
        }
    }

    /** Of fewer than {@code reductionFactor} only the best goes on. */
    private boolean promotes(double value, double[] competing) {
        Arrays.sort(competing);
        return value <= competing[Math.max(0, competing.length / reductionFactor - 1)];
    }

    /** What is kept of one trial. */
    static final class Trial implements Trials.Part {

        final int number;

        /** Follows from the number, once known; −1: not yet. */
        int bracket = -1;

        /** Highest step, −1: none, and the first value reported there. */
        private long lastStep = -1;

        private double lastValue;
        private final Numbers atRungs = new Numbers();
        private boolean completed;

        Trial(int number) {
            this.number = number;
        }

        void take(long step, double value) {
            if (step > lastStep) {
                lastStep = step;
                lastValue = value;
            }
        }

        void complete() {
            completed = true;
        }

        boolean completed() {
            return completed;
        }

        /** −1 unless the trial is complete and has reported. */
        long lastStepIfCompleted() {
            return completed ? lastStep : -1;
        }

        @Override
        public void write(StateWriter out) {
            out.writeLong(lastStep);
            out.writeDouble(lastValue);
            atRungs.write(out);
            out.writeBoolean(completed);
        }

        @Override
        public void read(StateReader in) {
            lastStep = in.readLong();
            lastValue = in.readDouble();
            atRungs.read(in);
            completed = in.readBoolean();
        }
    }
}
