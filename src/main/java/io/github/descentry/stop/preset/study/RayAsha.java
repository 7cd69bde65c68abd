package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.NumPy;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ray.asha}: Ray Tune's {@code ASHAScheduler}, asynchronous successive halving in its
 * stopping form ({@code ray/tune/schedulers/async_hyperband.py}, 2.60.0).
 *
 * <p>There are rungs at {@code grace_period} (1) × {@code reduction_factor} (4) ^ k, up to {@code
 * max_t} (100). A report counts for the highest rung that it has reached and whose list does not
 * have the trial: it is stopped if it is worse than the percentile (1 − 1 / reduction_factor) of
 * the values in that list, which is taken before its own value goes in. The value goes in either
 * way, so stopped trials count for later ones. From {@code max_t} on trials are stopped without a
 * look at the value, unless {@code stop_last_trials} (true) is false.
 *
 * <p>Traps: the first at a rung always passes. A NaN is never stopped; it enters the list but not
 * the percentile. With {@code stop_last_trials} a trial whose first report skips a rung enters the
 * skipped one with its next report, at a higher resource than the others there had, and may be
 * stopped there; without, it is left alone. The number of rungs comes of logarithms in floating
 * point: {@code max_t} 243 with factor 3 has rungs up to 81, not 243. A trial that ends by itself
 * reports its last value once more, as Ray's function interface does. {@code brackets} must be 1:
 * Ray draws the bracket of a trial at random. The values are those of {@code time_attr}.
 *
 * <p>Remembers one value for each trial and rung; a report costs time in proportion to the trials
 * at its rung.
 */
final class RayAsha implements StudyPreset {

    private final int maxTime;
    private final double gracePeriod;
    private final double reductionFactor;
    private final boolean stopLastTrials;
    private final int rungs;

    private RayAsha(
            int maxTime, double gracePeriod, double reductionFactor, boolean stopLastTrials) {
        this.maxTime = maxTime;
        this.gracePeriod = gracePeriod;
        this.reductionFactor = reductionFactor;
        this.stopLastTrials = stopLastTrials;
        rungs = (int) (Math.log(maxTime / gracePeriod) / Math.log(reductionFactor) + 1);
    }

    static RayAsha of(Parameters parameters) {
        int maxTime = parameters.count("max_t", 100, 1);
        int gracePeriod = parameters.count("grace_period", 1, 1);
        double factor = parameters.number("reduction_factor", 4);
        int brackets = parameters.count("brackets", 1);
        boolean stopLast = parameters.flag("stop_last_trials", true);
        if (gracePeriod > maxTime) {
            throw parameters.refuse("grace_period", gracePeriod, "is above max_t=" + maxTime);
        }
        if (!(factor > 1)) {
            throw parameters.refuse("reduction_factor", factor, "is not above 1");
        }
        if (brackets != 1) {
            throw parameters.refuse(
                    "brackets", brackets, "is not 1: beyond, the original draws them at random");
        }
        parameters.done();
        return new RayAsha(maxTime, gracePeriod, factor, stopLast);
    }

    @Override
    public String name() {
        return "ray.asha";
    }

    @Override
    public Memory begin(Goal goal) {
        return new AshaMemory(goal);
    }

    private double milestone(int rung) {
        return gracePeriod * Math.pow(reductionFactor, rung);
    }

    private final class AshaMemory implements Memory {

        /** The original maximises: values to minimise change their sign. */
        private final int sign;

        private final List<Map<String, Double>> recorded = new ArrayList<>();
        private final Map<String, Report> lastReports = new LinkedHashMap<>();

        AshaMemory(Goal goal) {
            sign = -goal.sign();
            for (int rung = 0; rung < rungs; rung++) {
                recorded.add(new LinkedHashMap<>());
            }
        }

        @Override
        public Decision report(Report report) {
            lastReports.put(report.trial(), report);
            if (report.resource() >= maxTime && stopLastTrials) {
                return Decision.fire("max_t=" + maxTime + " reached");
            }
            return record(report);
        }

        private Decision record(Report report) {
            for (int rung = rungs - 1; rung >= 0; rung--) {
                if (report.resource() < milestone(rung)) {
                    continue;
                }
                Map<String, Double> values = recorded.get(rung);
                if (values.containsKey(report.trial())) {
                    if (!stopLastTrials) {
                        break;
                    }
                    continue;
                }
                double reward = sign * report.value();
                boolean stops = reward < cutoff(values);
                values.put(report.trial(), reward);
                return stops
                        ? Decision.fire("below the cutoff of rung " + milestone(rung))
                        : Decision.CONTINUE;
            }
            return Decision.CONTINUE;
        }

        private double cutoff(Map<String, Double> values) {
            return NumPy.percentile(
                    values.values().stream().mapToDouble(Double::doubleValue).toArray(),
                    (1 - 1 / reductionFactor) * 100);
        }

        @Override
        public void completed(String trial) {
            Report last = lastReports.remove(trial);
            if (last != null) {
                record(last);
            }
        }

        @Override
        public void write(StateWriter out) {
            for (Map<String, Double> values : recorded) {
                out.writeInt(values.size());
                values.forEach(
                        (trial, reward) -> {
                            out.writeString(trial);
                            out.writeDouble(reward);
                        });
            }
            out.writeInt(lastReports.size());
            lastReports
                    .values()
                    .forEach(
                            report -> {
                                out.writeString(report.trial());
                                out.writeDouble(report.resource());
                                out.writeDouble(report.value());
                            });
        }

        @Override
        public void read(StateReader in) {
            for (Map<String, Double> values : recorded) {
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    values.put(in.readString(), in.readDouble());
                }
            }
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String trial = in.readString();
                lastReports.put(trial, new Report(trial, in.readDouble(), in.readDouble()));
            }
        }
    }
}
