package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * {@code optuna.wilcoxon}: Optuna's {@code WilcoxonPruner} ({@code optuna/pruners/_wilcoxon.py},
 * 5.0.0, over SciPy 1.17).
 *
 * <p>It is meant for trials whose steps are the instances of a problem and whose final value is the
 * mean over them. A trial is pruned if its values are worse than those of the best complete trial
 * at the same steps by a one-sided signed-rank test, see {@link SignedRanks}, with a probability
 * below {@code p_threshold} (0.1); not with fewer than {@code n_startup_steps} (2), and at least 2,
 * steps in common, nor while the mean of all its values is as good as that of the best trial.
 *
 * <p>Traps: the final value of a trial, by which one is the best, is here the mean of its values,
 * as the manual of the original has its objectives return; a trial whose mean is NaN is not
 * complete (Optuna makes it a failed one), one whose mean is infinite may be the best. A value that
 * is not finite, in the trial or in the best one, keeps the trial. Of equally good ones the first
 * to end is the best. A step reported twice keeps its first value.
 *
 * <p>Remembers all values of all trials, as the rule needs them; a report costs time in proportion
 * to the steps of its trial.
 */
final class OptunaWilcoxon implements StudyPreset {

    private final double threshold;
    private final int startupSteps;

    private OptunaWilcoxon(double threshold, int startupSteps) {
        this.threshold = threshold;
        this.startupSteps = startupSteps;
    }

    static OptunaWilcoxon of(Parameters parameters) {
        OptunaWilcoxon preset =
                new OptunaWilcoxon(
                        parameters.number("p_threshold", 0.1, 0, 1),
                        parameters.count("n_startup_steps", 2));
        parameters.done();
        return preset;
    }

    @Override
    public String name() {
        return "optuna.wilcoxon";
    }

    @Override
    public Memory begin(Goal goal) {
        return new WilcoxonMemory(goal);
    }

    private final class WilcoxonMemory extends TrialsMemory<Trial> {

        /** Name of the best complete trial; empty: none. */
        private String best = "";

        WilcoxonMemory(Goal goal) {
            super(goal, number -> new Trial());
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.completed) {
                return Decision.CONTINUE;
            }
            trial.take((long) report.resource(), report.value());
            return !best.isEmpty() && prunes(trial, trials.of(best))
                    ? Decision.fire("worse than the best trial")
                    : Decision.CONTINUE;
        }

        private boolean prunes(Trial trial, Trial best) {
            if (!trial.finite || !best.finite || !goal.better(best.mean(), trial.mean())) {
                return false;
            }
            Numbers differences = new Numbers();
            trial.values.forEach(
                    (step, value) ->
                            best.values
                                    .at(step)
                                    .ifPresent(
                                            reference ->
                                                    differences.add(
                                                            goal.sign() * (value - reference))));
            return differences.count() >= Math.max(2, startupSteps)
                    && SignedRanks.chance(differences.toArray()) < threshold;
        }

        @Override
        public void completed(String name) {
            Trial trial = trials.of(name);
            trial.completed = true;
            double mean = trial.mean();
            if (Double.isNaN(mean)) {
                return;
            }
            if (best.isEmpty() || goal.better(mean, trials.of(best).mean())) {
                best = name;
            }
        }

        @Override
        public void write(StateWriter out) {
            out.writeString(best);
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            best = in.readString();
            super.read(in);
        }
    }

    private static final class Trial implements Trials.Part {

        private final StepValues values = new StepValues();
        private boolean completed;

        private boolean finite = true;

        /** Added up one by one, as Python does. */
        private double sum;

        void take(long step, double value) {
            if (values.add(step, value)) {
                finite &= Double.isFinite(value);
                sum += value;
            }
        }

        /** NaN of none. */
        double mean() {
            return sum / values.count();
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
