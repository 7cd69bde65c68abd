package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * {@code azureml.bandit}: the Bandit policy of Azure Machine Learning's sweeps, as the manual of
 * {@code azureml.train.hyperdrive.BanditPolicy} and {@code azure.ai.ml.sweep.BanditPolicy} describe
 * it; the service does not show its code.
 *
 * <p>Each report of the metric is an interval. At every interval that is a multiple of {@code
 * evaluation_interval} (1) and not below {@code delay_evaluation} (0), the best value Y of the run
 * so far is compared with the best that any run had after as many intervals: to maximise, the run
 * is stopped if Y + {@code slack_factor} × Y, or Y + {@code slack_amount}, is below that. One of
 * the slacks may be given; both are 0 by default, as in the newer of the two interfaces.
 *
 * <p>What the manual leaves open is read so: to minimise, the slack is taken off Y; of a negative Y
 * the factor is applied to its size, as its sign would turn the slack against the run; the newer
 * interface's default {@code evaluation_interval} of 0 is 1; runs that did not get as far do not
 * count, stopped ones that did do; NaN is an interval without a value.
 *
 * <p>Remembers the best value of all runs at each interval, and each run's own; a report costs
 * constant time.
 */
final class AzureBandit implements StudyPreset {

    private final double factor;
    private final double amount;
    private final int interval;
    private final int delay;

    private AzureBandit(double factor, double amount, int interval, int delay) {
        this.factor = factor;
        this.amount = amount;
        this.interval = interval;
        this.delay = delay;
    }

    static AzureBandit of(Parameters parameters) {
        double factor = parameters.number("slack_factor", 0, 0, Double.MAX_VALUE);
        double amount = parameters.number("slack_amount", 0, 0, Double.MAX_VALUE);
        if (factor > 0 && amount > 0) {
            throw parameters.refuse(
                    "slack_amount", amount, "cannot be together with slack_factor=" + factor);
        }
        AzureBandit preset =
                new AzureBandit(
                        factor,
                        amount,
                        Math.max(1, parameters.count("evaluation_interval", 1)),
                        parameters.count("delay_evaluation", 0));
        parameters.done();
        return preset;
    }

    @Override
    public String name() {
        return "azureml.bandit";
    }

    @Override
    public Memory begin(Goal goal) {
        return new BanditMemory(goal);
    }

    private final class BanditMemory extends TrialsMemory<Run> {

        /** Of values to minimise, as all that is kept. */
        private final Numbers bestAtInterval = new Numbers();

        BanditMemory(Goal goal) {
            super(goal, number -> new Run());
        }

        @Override
        public Decision report(Report report) {
            Run run = trials.of(report.trial());
            run.reports++;
            double value = goal.sign() * report.value();
            if (Double.isNaN(run.best) || value < run.best) {
                run.best = value;
            }
            if (bestAtInterval.count() < run.reports) {
                bestAtInterval.add(Double.POSITIVE_INFINITY);
            }
            int index = run.reports - 1;
            if (run.best < bestAtInterval.at(index)) {
                bestAtInterval.set(index, run.best);
            }
            if (run.reports % interval != 0 || run.reports < delay) {
                return Decision.CONTINUE;
            }
            return withSlack(run.best) > bestAtInterval.at(index)
                    ? Decision.fire("not within the slack of the best run")
                    : Decision.CONTINUE;
        }

        /** NaN, which is never above, of no value. */
        private double withSlack(double best) {
            return Double.isInfinite(best) ? best : best - factor * Math.abs(best) - amount;
        }

        @Override
        public void completed(String trial) {
            // Its values stay.
        }

        @Override
        public void write(StateWriter out) {
            bestAtInterval.write(out);
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            bestAtInterval.read(in);
            super.read(in);
        }
    }

    private static final class Run implements Trials.Part {

        private int reports;

        /** NaN until there is a value that is not. */
        private double best = Double.NaN;

        @Override
        public void write(StateWriter out) {
            out.writeInt(reports);
            out.writeDouble(best);
        }

        @Override
        public void read(StateReader in) {
            reports = in.readInt();
            best = in.readDouble();
        }
    }
}
