package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.Arrays;

/**
 * {@code nni.medianstop}: NNI's Medianstop assessor ({@code
 * nni/algorithms/hpo/medianstop_assessor.py}, 3.0).
 *
 * <p>At report n, from {@code start_step} (0) on, a trial is stopped if the best of its values so
 * far is worse than the middle of the running averages that the succeeded trials had at their
 * report n.
 *
 * <p>Traps: of an even number of averages the worse one in the middle is taken, whether to minimise
 * or to maximise. Reports are counted, not steps; succeeded trials with fewer do not count, nor do
 * stopped ones, nor those that ended before they were assessed, by {@code start_step}. The best
 * value is that of Python's {@code min} or {@code max}: a NaN that came first stays, and nothing is
 * stopped, a later one is passed over. An average that is NaN is left out here; the original sorts
 * it among the others, where it falls by the order they came in. {@code optimize_mode} is the goal.
 *
 * <p>Remembers the averages of succeeded trials; a report costs time in proportion to their number.
 */
final class NniMedianStop implements StudyPreset {

    private final int startStep;

    private NniMedianStop(int startStep) {
        this.startStep = startStep;
    }

    static NniMedianStop of(Parameters parameters) {
        NniMedianStop preset = new NniMedianStop(parameters.count("start_step", 0));
        parameters.done();
        return preset;
    }

    @Override
    public String name() {
        return "nni.medianstop";
    }

    @Override
    public Memory begin(Goal goal) {
        return new MedianMemory(goal);
    }

    private final class MedianMemory extends TrialsMemory<Trial> {

        MedianMemory(Goal goal) {
            super(goal, number -> new Trial());
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.succeeded) {
                return Decision.CONTINUE;
            }
            trial.take(report.value(), goal);
            int reports = trial.averages.count();
            return reports >= startStep && goal.better(middle(reports), trial.best)
                    ? Decision.fire("worse than the median of running averages")
                    : Decision.CONTINUE;
        }

        /** NaN if there is none. */
        private double middle(int reports) {
            Numbers averages = new Numbers();
            for (Trial other : trials) {
                if (other.succeeded && other.averages.count() >= reports) {
                    double average = other.averages.at(reports - 1);
                    if (!Double.isNaN(average)) {
                        averages.add(goal.sign() * average);
                    }
                }
            }
            double[] sorted = averages.toArray();
            Arrays.sort(sorted);
            return sorted.length == 0 ? Double.NaN : goal.sign() * sorted[sorted.length / 2];
        }

        @Override
        public void completed(String name) {
            Trial trial = trials.of(name);
            trial.succeeded = trial.averages.count() >= startStep;
        }
    }

    private static final class Trial implements Trials.Part {

        private final Numbers averages = new Numbers();
        private double sum;
        private double best;
        private boolean succeeded;

        void take(double value, Goal goal) {
            if (averages.count() == 0 || goal.better(value, best)) {
                best = value;
            }
            sum += value;
            averages.add(sum / (averages.count() + 1));
        }

        @Override
        public void write(StateWriter out) {
            averages.write(out);
            out.writeDouble(sum);
            out.writeDouble(best);
            out.writeBoolean(succeeded);
        }

        @Override
        public void read(StateReader in) {
            averages.read(in);
            sum = in.readDouble();
            best = in.readDouble();
            succeeded = in.readBoolean();
        }
    }
}
