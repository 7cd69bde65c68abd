package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.NumPy;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * {@code vizier.median} and {@code sagemaker.amt_median}: the median of running averages, as two
 * services describe it that do not show their code.
 *
 * <p>At a report at x, each completed trial has a running average: the mean of its values up to x.
 * A trial is stopped if it is strictly worse than the median of them. In Google's Vizier ({@code
 * MedianAutomatedStoppingSpec} in {@code study.proto}) it is the best of its values so far that is
 * compared; in Amazon's SageMaker automatic model tuning (“Stop training jobs early” in its
 * developer guide) its current value. Neither has parameters: Vizier's {@code use_elapsed_duration}
 * says what x is, which here is for whoever reports.
 *
 * <p>What the descriptions leave open is read so: only trials that ended by themselves count (“all
 * completed trials”, Vizier; “previously completed training jobs”, SageMaker's reference of {@code
 * TrainingJobEarlyStoppingType}), also those that ended before x; one is enough; a trial without a
 * value up to x has no average; the median of an even number is the mean of the two in the middle;
 * NaN is passed over, as if it had not been reported.
 *
 * <p>Remembers all values of all trials, as the rule needs them; a report costs time in proportion
 * to the number of trials, if a trial reports at increasing x.
 */
final class RunningAverageMedian implements StudyPreset {

    private final String name;
    private final boolean best;

    private RunningAverageMedian(String name, boolean best) {
        this.name = name;
        this.best = best;
    }

    static RunningAverageMedian vizier(Parameters parameters) {
        parameters.done();
        return new RunningAverageMedian("vizier.median", true);
    }

    static RunningAverageMedian sageMaker(Parameters parameters) {
        parameters.done();
        return new RunningAverageMedian("sagemaker.amt_median", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Memory begin(Goal goal) {
        return new MedianMemory(goal);
    }

    private final class MedianMemory extends TrialsMemory<Trial> {

        MedianMemory(Goal goal) {
            super(goal, number -> new Trial(goal));
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.completed || Double.isNaN(report.value())) {
                return Decision.CONTINUE;
            }
            trial.take(report.resource(), report.value());
            Numbers averages = new Numbers();
            for (Trial other : trials) {
                double average = other.completed ? other.average(report.resource()) : Double.NaN;
                if (!Double.isNaN(average)) {
                    averages.add(average);
                }
            }
            double median = NumPy.median(averages.toArray());
            return goal.better(median, best ? trial.best : report.value())
                    ? Decision.fire("worse than the median of running averages")
                    : Decision.CONTINUE;
        }

        @Override
        public void completed(String trial) {
            trials.of(trial).completed = true;
        }
    }

    private static final class Trial implements Trials.Part {

        private final Goal goal;

        /** In the order of x, with the sum of values up to each. */
        private final TimedValues values = new TimedValues();

        private final Numbers sums = new Numbers();
        private double best = Double.NaN;
        private boolean completed;

        Trial(Goal goal) {
            this.goal = goal;
        }

        void take(double x, double value) {
            int place = values.insert(x, value);
            sums.cut(place);
            for (int i = place; i < values.count(); i++) {
                sums.add((i == 0 ? 0 : sums.at(i - 1)) + values.value(i));
            }
            if (Double.isNaN(best) || goal.better(value, best)) {
                best = value;
            }
        }

        double average(double x) {
            int count = values.countUpTo(x);
            return count == 0 ? Double.NaN : sums.at(count - 1) / count;
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(completed);
            values.write(out);
        }

        @Override
        public void read(StateReader in) {
            completed = in.readBoolean();
            TimedValues.read(in, this::take);
        }
    }
}
