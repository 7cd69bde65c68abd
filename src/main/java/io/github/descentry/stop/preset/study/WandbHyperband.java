package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * {@code wandb.hyperband}: early termination of W&B Sweeps ({@code sweeps/hyperband_stopping.py},
 * 0.3.0 of the package {@code sweeps}; defaults from its {@code config/schema.json}).
 *
 * <p>There are bands, counted in reports of the metric, not in steps: with {@code min_iter} those
 * of min_iter × {@code eta} (3) ^ k, with {@code max_iter} and {@code s} the s of max_iter / eta ^
 * k, k from 1, that are at least 1; cut to whole numbers. At a report the highest band that the run
 * has reached decides: the values that all runs, running or ended, had at that band are sorted,
 * best first, and the run is stopped if it is worse than the one at index ⌊n / eta⌋; by its value
 * at the band if {@code strict} (true), else by its best so far. One of {@code min_iter} and {@code
 * max_iter} is needed in the original; without either it is here {@code min_iter} 1, the least.
 *
 * <p>Traps: the run's own value is among those compared with. A run that has passed its band is
 * judged again at every report, by the same value, as others get there; the first at a band is
 * never stopped there before another came. Values that are no finite numbers are not in the
 * history, so they count for nothing and move no band. The original looks at all running runs at
 * once, every few seconds; here each run is judged when it reports.
 *
 * <p>Remembers one value for each run and band; a report costs time in proportion to the runs.
 */
final class WandbHyperband implements StudyPreset {

    private final int[] bands;
    private final double eta;
    private final boolean strict;

    private WandbHyperband(int[] bands, double eta, boolean strict) {
        this.bands = bands;
        this.eta = eta;
        this.strict = strict;
    }

    static WandbHyperband of(Parameters parameters) {
        OptionalInt maxIterations = parameters.count("max_iter");
        int halvings = parameters.count("s", 0);
        int minIterations = parameters.count("min_iter", 1, 1);
        double eta = parameters.number("eta", 3);
        boolean strict = parameters.flag("strict", true);
        parameters.done();
        if (!(eta > 1)) {
            throw parameters.refuse("eta", eta, "is not above 1");
        }
        int[] bands =
                maxIterations.isPresent()
                        ? down(maxIterations.getAsInt(), eta, halvings)
                        : up(minIterations, eta);
        if (bands.length == 0) {
            throw parameters.refuse(
                    "max_iter", maxIterations.getAsInt(), "has no band with s=" + halvings);
        }
        return new WandbHyperband(bands, eta, strict);
    }

    private static int[] down(double band, double eta, int halvings) {
        Numbers bands = new Numbers();
        for (int i = 0; i < halvings && band / eta >= 1; i++) {
            band /= eta;
            bands.add(band);
        }
        return whole(bands);
    }

    private static int[] up(double band, double eta) {
        Numbers bands = new Numbers();
        for (int i = 0; i < 100 && band < Integer.MAX_VALUE; i++) {
            bands.add(band);
            band *= eta;
        }
        return whole(bands);
    }

    private static int[] whole(Numbers bands) {
        return Arrays.stream(bands.toArray()).mapToInt(band -> (int) band).sorted().toArray();
    }

    @Override
    public String name() {
        return "wandb.hyperband";
    }

    @Override
    public Memory begin(Goal goal) {
        return new HyperbandMemory(goal);
    }

    private final class HyperbandMemory extends TrialsMemory<Run> {

        HyperbandMemory(Goal goal) {
            super(goal, number -> new Run());
        }

        @Override
        public Decision report(Report report) {
            Run run = trials.of(report.trial());
            if (run.ended) {
                return Decision.CONTINUE;
            }
            if (Double.isFinite(report.value())) {
                run.take(goal.sign() * report.value(), bands);
            }
            int closest = run.atBands.count() - 1;
            if (closest < 0) {
                return Decision.CONTINUE;
            }
            double value = strict ? run.atBands.at(closest) : run.best;
            return value > threshold(closest)
                    ? Decision.fire("worse than the threshold of band " + bands[closest])
                    : Decision.CONTINUE;
        }

        private double threshold(int band) {
            Numbers values = new Numbers();
            for (Run run : trials) {
                if (run.atBands.count() > band) {
                    values.add(run.atBands.at(band));
                }
            }
            double[] sorted = values.toArray();
            Arrays.sort(sorted);
            return sorted[(int) (1 / eta * sorted.length)];
        }

        @Override
        public void completed(String trial) {
            trials.of(trial).ended = true;
        }
    }

    /** Values to minimise. */
    private static final class Run implements Trials.Part {

        private int reports;
        private double best = Double.POSITIVE_INFINITY;
        private final Numbers atBands = new Numbers();
        private boolean ended;

        void take(double value, int[] bands) {
            reports++;
            best = Math.min(best, value);
            // Two bands may be cut to the same number.
            while (atBands.count() < bands.length && bands[atBands.count()] == reports) {
                atBands.add(value);
            }
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(reports);
            out.writeDouble(best);
            atBands.write(out);
            out.writeBoolean(ended);
        }

        @Override
        public void read(StateReader in) {
            reports = in.readInt();
            best = in.readDouble();
            atBands.read(in);
            ended = in.readBoolean();
        }
    }
}
