package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.NumPy;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.Arrays;

/**
 * {@code ray.median}: Ray Tune's {@code MedianStoppingRule} ({@code
 * ray/tune/schedulers/median_stopping_rule.py}, 2.60.0).
 *
 * <p>A trial is stopped at time t if the best of its values so far is worse than the median, over
 * the other trials whose last report is at t or later, of the mean of their values from {@code
 * grace_period} (60) to t. Nothing is stopped before {@code grace_period}, nor with fewer than
 * {@code min_samples_required} (3) such means; means that are not finite do not count. With {@code
 * hard_stop} (true) the trial is stopped; without, it is paused once and left alone when it goes
 * on: the reason of the decision is then {@code PAUSE}.
 *
 * <p>Traps: running, stopped and completed trials all count, as long as they have got as far as t.
 * A trial that ends by itself counts its last value twice, as Ray's function interface reports it
 * once more. The best value is that of Python's {@code min} or {@code max}: it counts values from
 * before {@code grace_period}, a NaN that came first stays the best and is stopped, a later NaN is
 * passed over; whereas a NaN within a mean takes its trial out. Times are those of {@code
 * time_attr}, by default seconds since the trial began. Once it fired for a trial, that trial's
 * further reports are not seen. {@code min_time_slice} is left out: it only decides when a trial
 * makes room for a waiting one, which is no stop.
 *
 * <p>Remembers all values of all trials, as the rule needs them; a report costs time in proportion
 * to the number of trials, where they report at increasing times on similar grids.
 */
final class RayMedian implements StudyPreset {

    private final double gracePeriod;
    private final int minSamples;
    private final boolean hardStop;

    private RayMedian(double gracePeriod, int minSamples, boolean hardStop) {
        this.gracePeriod = gracePeriod;
        this.minSamples = minSamples;
        this.hardStop = hardStop;
    }

    static RayMedian of(Parameters parameters) {
        RayMedian preset =
                new RayMedian(
                        parameters.number("grace_period", 60, 0, Double.MAX_VALUE),
                        parameters.count("min_samples_required", 3),
                        parameters.flag("hard_stop", true));
        parameters.done();
        return preset;
    }

    @Override
    public String name() {
        return "ray.median";
    }

    @Override
    public Memory begin(Goal goal) {
        return new MedianMemory(goal);
    }

    private final class MedianMemory extends TrialsMemory<Trial> {

        MedianMemory(Goal goal) {
            super(goal, number -> new Trial(goal, gracePeriod));
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.stopped) {
                return Decision.CONTINUE;
            }
            double time = report.resource();
            trial.take(time, report.value());
            if (time < gracePeriod) {
                return Decision.CONTINUE;
            }
            Numbers means = new Numbers();
            for (Trial other : trials) {
                if (other != trial && other.lastTime >= time) {
                    double mean = other.runningMean(time);
                    if (Double.isFinite(mean)) {
                        means.add(mean);
                    }
                }
            }
            if (means.count() < minSamples) {
                return Decision.CONTINUE;
            }
            double median = NumPy.median(means.toArray());
            if (goal.better(trial.best, median) || trial.best == median) {
                return Decision.CONTINUE;
            }
            trial.stopped = true;
            return Decision.fire(hardStop ? "STOP" : "PAUSE");
        }

        @Override
        public void completed(String trial) {
            trials.of(trial).takeLastAgain();
        }
    }

    private static final class Trial implements Trials.Part {

        private final Goal goal;
        private final double gracePeriod;
        private final TimedValues values = new TimedValues();
        private double best;
        private double lastTime = Double.NEGATIVE_INFINITY;
        private boolean stopped;

        private boolean inOrder = true;

        /**
         * Means from the first in scope to each report, NaN until asked for: others on other grids
         * ask for the same ones. Only while times do not go back.
         */
        private double[] means = new double[0];

        Trial(Goal goal, double gracePeriod) {
            this.goal = goal;
            this.gracePeriod = gracePeriod;
        }

        void take(double time, double value) {
            values.add(time, value);
            if (values.count() == 1 || goal.better(value, best)) {
                best = value;
            }
            inOrder &= time >= lastTime;
            lastTime = time;
        }

        void takeLastAgain() {
            if (values.count() > 0) {
                take(lastTime, values.value(values.count() - 1));
            }
        }

        double runningMean(double time) {
            if (inOrder) {
                int from = values.countBelow(gracePeriod);
                int to = values.countUpTo(time);
                return from < to ? meanUpTo(from, to) : Double.NaN;
            }
            Numbers scope = new Numbers();
            for (int i = 0; i < values.count(); i++) {
                if (values.time(i) >= gracePeriod && values.time(i) <= time) {
                    scope.add(values.value(i));
                }
            }
            return scope.count() == 0 ? Double.NaN : scope.mean(0, scope.count());
        }

        private double meanUpTo(int from, int to) {
            if (means.length < to) {
                int known = means.length;
                means = Arrays.copyOf(means, Math.max(values.count(), 2 * known));
                Arrays.fill(means, known, means.length, Double.NaN);
            }
            if (Double.isNaN(means[to - 1])) {
                means[to - 1] = values.mean(from, to);
            }
            return means[to - 1];
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(stopped);
            values.write(out);
        }

        @Override
        public void read(StateReader in) {
            stopped = in.readBoolean();
            TimedValues.read(in, this::take);
        }
    }
}
