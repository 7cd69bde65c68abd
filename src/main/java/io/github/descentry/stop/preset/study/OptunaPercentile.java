package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.NumPy;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * {@code optuna.percentile} and {@code optuna.median}: Optuna's {@code PercentilePruner} and {@code
 * MedianPruner} ({@code optuna/pruners/_percentile.py}, 5.0.0).
 *
 * <p>A trial is pruned if the best of its values so far is worse than a percentile of the values
 * that the completed trials have at the same step. In the original's order: nothing is pruned
 * before {@code n_startup_trials} (5), and at least one, are complete, nor at steps below {@code
 * n_warmup_steps} (0), nor except at the first report within each interval of {@code
 * interval_steps} (1); a trial all of whose values are NaN is pruned; it is kept where fewer than
 * {@code n_min_trials} (1) completed ones have the step; of the rest the percentile is taken with
 * NaN left out. The median is percentile 50; {@code percentile} has no default in the original, 25
 * is that of the example in its manual.
 *
 * <p>Traps: steps must be equal, nothing is interpolated, so that trials on another grid count for
 * the number to start with but are never compared with. Values of pruned or running trials do not
 * count. The best value counts even if it was reached during warm-up. A step that was reported
 * before is not taken again, but the rule is asked. {@link Memory#completed} is the original's
 * state COMPLETE; Optuna itself does not give that to a trial whose final value is NaN. Steps are
 * cut to whole numbers; negative ones, which the original refuses, are passed over.
 *
 * <p>Remembers all values of all trials, as the rule needs them; a report costs time in proportion
 * to the number of trials.
 */
final class OptunaPercentile implements StudyPreset {

    private final String name;
    private final double percentile;
    private final int startupTrials;
    private final int warmupSteps;
    private final int intervalSteps;
    private final int minTrials;

    private OptunaPercentile(String name, double percentile, Parameters parameters) {
        this.name = name;
        this.percentile = percentile;
        startupTrials = parameters.count("n_startup_trials", 5);
        warmupSteps = parameters.count("n_warmup_steps", 0);
        intervalSteps = parameters.count("interval_steps", 1, 1);
        minTrials = parameters.count("n_min_trials", 1, 1);
        parameters.done();
    }

    static OptunaPercentile of(Parameters parameters) {
        return new OptunaPercentile(
                "optuna.percentile", parameters.number("percentile", 25, 0, 100), parameters);
    }

    static OptunaPercentile median(Parameters parameters) {
        return new OptunaPercentile("optuna.median", 50, parameters);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Memory begin(Goal goal) {
        return new PercentileMemory(goal);
    }

    private final class PercentileMemory extends TrialsMemory<Trial> {

        PercentileMemory(Goal goal) {
            super(goal, number -> new Trial(goal));
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            long step = (long) report.resource();
            if (trial.completed || step < 0) {
                return Decision.CONTINUE;
            }
            trial.take(step, report.value());
            return prunes(trial)
                    ? Decision.fire("worse than percentile " + percentile)
                    : Decision.CONTINUE;
        }

        private boolean prunes(Trial trial) {
            int completed = 0;
            for (Trial other : trials) {
                completed += other.completed ? 1 : 0;
            }
            if (completed == 0 || completed < startupTrials || trial.lastStep < warmupSteps) {
                return false;
            }
            long since = trial.lastStep - warmupSteps;
            long intervalStart = since / intervalSteps * intervalSteps + warmupSteps;
            if (trial.stepBefore >= intervalStart) {
                return false;
            }
            if (Double.isNaN(trial.best)) {
                return true;
            }
            // Comparing with NaN, where none is left to compare with, keeps the trial.
            return goal.better(bar(trial.lastStep), trial.best);
        }

        private double bar(long step) {
            Numbers values = new Numbers();
            for (Trial other : trials) {
                if (other.completed) {
                    other.values.at(step).ifPresent(values::add);
                }
            }
            if (values.count() < minTrials) {
                return Double.NaN;
            }
            return NumPy.percentile(
                    values.toArray(), goal == Goal.MINIMIZE ? percentile : 100 - percentile);
        }

        @Override
        public void completed(String trial) {
            trials.of(trial).completed = true;
        }
    }

    private static final class Trial implements Trials.Part {

        private final Goal goal;
        private final StepValues values = new StepValues();

        /** NaN until there is a value that is not. */
        private double best = Double.NaN;

        /** Highest step, and the highest below it; −1: none. */
        private long lastStep = -1;

        private long stepBefore = -1;
        private boolean completed;

        Trial(Goal goal) {
            this.goal = goal;
        }

        void take(long step, double value) {
            if (!values.add(step, value)) {
                return;
            }
            if (Double.isNaN(best) || goal.better(value, best)) {
                best = value;
            }
            if (step > lastStep) {
                stepBefore = lastStep;
                lastStep = step;
            } else {
                stepBefore = Math.max(stepBefore, step);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(completed);
            values.write(out);
        }

        @Override
        public void read(StateReader in) {
            completed = in.readBoolean();
            StepValues.read(in, this::take);
        }
    }
}
