package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * {@code katib.medianstop}: Katib's median stopping ({@code
 * pkg/earlystopping/v1beta1/medianstop/service.py} and {@code updateStopRules} in {@code
 * cmd/metricscollector/v1beta1/file-metricscollector/main.go}, as of the API v1beta1 in 2026).
 *
 * <p>When a trial is made, and at least {@code min_trials_required} (3) trials have succeeded, it
 * is given a bar: the mean, over the succeeded trials, of the mean of their first {@code
 * start_step} (4) values. At its own report number start_step it is stopped if its best value so
 * far is worse than the bar.
 *
 * <p>Traps: what is called median is a mean. The bar does not move after the trial was made, here:
 * after its first report. A trial is judged once only: the counter of reports runs on below zero.
 * Reports are counted, not steps. A succeeded trial with fewer reports gives the mean of those.
 * Among the best values a NaN that came first stays; a NaN in the first values of a succeeded trial
 * makes the bar NaN, for all later trials, and nothing is stopped any more. So with metrics in
 * JSON: with the default text filter a value that is no number ends Katib's collector, and it sees
 * no more of that trial.
 *
 * <p>Remembers a few numbers for each trial; a report costs constant time, the first of a trial and
 * its end one in proportion to the trials.
 */
final class KatibMedianStop implements StudyPreset {

    private final int minTrials;
    private final int startStep;

    private KatibMedianStop(int minTrials, int startStep) {
        this.minTrials = minTrials;
        this.startStep = startStep;
    }

    static KatibMedianStop of(Parameters parameters) {
        KatibMedianStop preset =
                new KatibMedianStop(
                        parameters.count("min_trials_required", 3, 1),
                        parameters.count("start_step", 4, 1));
        parameters.done();
        return preset;
    }

    @Override
    public String name() {
        return "katib.medianstop";
    }

    @Override
    public Memory begin(Goal goal) {
        return new MedianMemory(goal);
    }

    private final class MedianMemory extends TrialsMemory<Trial> {

        /** Means of the succeeded trials, added up, and their number. */
        private double meansSum;

        private int means;

        MedianMemory(Goal goal) {
            super(goal, number -> new Trial());
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.reports == 0) {
                // Comparing with NaN stops nothing.
                trial.bar = means < minTrials ? Double.NaN : meansSum / means;
                trial.best = report.value();
            }
            trial.reports++;
            if (trial.reports <= startStep) {
                trial.firstSum += report.value();
            }
            if (goal.better(report.value(), trial.best)) {
                trial.best = report.value();
            }
            return trial.reports == startStep && goal.better(trial.bar, trial.best)
                    ? Decision.fire("worse than the bar of " + trial.bar)
                    : Decision.CONTINUE;
        }

        @Override
        public void completed(String name) {
            Trial trial = trials.of(name);
            if (trial.reports > 0 && !trial.succeeded) {
                trial.succeeded = true;
                meansSum += trial.firstSum / Math.min(trial.reports, startStep);
                means++;
            }
        }

        @Override
        public void write(StateWriter out) {
            out.writeDouble(meansSum);
            out.writeInt(means);
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            meansSum = in.readDouble();
            means = in.readInt();
            super.read(in);
        }
    }

    private static final class Trial implements Trials.Part {

        private int reports;
        private double best;

        /** Of the first {@code start_step} values. */
        private double firstSum;

        private double bar;
        private boolean succeeded;

        @Override
        public void write(StateWriter out) {
            out.writeInt(reports);
            out.writeDouble(best);
            out.writeDouble(firstSum);
            out.writeDouble(bar);
            out.writeBoolean(succeeded);
        }

        @Override
        public void read(StateReader in) {
            reports = in.readInt();
            best = in.readDouble();
            firstSum = in.readDouble();
            bar = in.readDouble();
            succeeded = in.readBoolean();
        }
    }
}
