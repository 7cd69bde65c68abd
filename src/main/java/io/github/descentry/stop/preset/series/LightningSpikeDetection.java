package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Lightning's {@code SpikeDetection} (lightning/fabric/utilities/spike.py, 2.6.6). A report is a
 * batch; the first {@code warmup} of them are only learned from.
 *
 * <p>A value that is not finite is a spike if {@code finite_only}. One that is no worse than the
 * value before it is none. Any other is a spike if it lies off the mean of the last {@code window}
 * values by at least {@code atol} and by at least {@code rtol} times that mean; of these two, one
 * that is not given asks for nothing. Mean and last value learn from what is no spike. Whether a
 * value lies above or below the mean is not asked.
 *
 * <p>Defaults: {@code mode=min}, {@code window=10}, {@code warmup=1}, {@code atol} none, {@code
 * rtol=2}, {@code finite_only=true}. {@code rtol: none} switches that test off. The original ends
 * training by an exception; what we say after that is what it would say had it been caught.
 *
 * <p>Traps, all of them the original's:
 *
 * <ul>
 *   <li>During warm-up nothing is a spike, not even NaN, and with {@code finite_only} it is learned
 *       from: NaN counts as a value without weight, infinity makes the mean infinite for a whole
 *       window, minus infinity makes every later value a spike. The value after NaN is compared to
 *       it, so it is no improvement.
 *   <li>Without {@code finite_only} values that are not finite are judged like others and never
 *       learned from: infinity is a spike, NaN is none. The documentation says the reverse.
 *   <li>With {@code mode=max} the value before the first is taken for 0, with {@code min} too.
 *   <li>Batches are counted anew each epoch there, so warm-up comes again; here it comes once.
 *   <li>The original counts in the precision of the loss, mostly 32 bits; we in 64.
 * </ul>
 */
record LightningSpikeDetection(
        boolean minimizes,
        int window,
        int warmup,
        OptionalDouble atol,
        OptionalDouble rtol,
        boolean finiteOnly)
        implements SeriesPreset {

    static final String NAME = "lightning.spike_detection";

    LightningSpikeDetection {
        Checks.atLeast("window", window, 1);
        Checks.atLeast("warmup", warmup, 0);
    }

    static LightningSpikeDetection of(Parameters parameters) {
        return new LightningSpikeDetection(
                parameters.word("mode", "min", Set.of("min", "max")).equals("min"),
                parameters.count("window", 10),
                parameters.count("warmup", 1),
                parameters.number("atol"),
                parameters.numberOrNone("rtol", 2),
                parameters.flag("finite_only", true));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    private final class Seen implements Memory {

        private final Window values = new Window(window);
        private double last;
        private long reports;

        @Override
        public Decision report(Report report) {
            double value = report.value();
            boolean spike = reports >= warmup && isSpike(value);
            reports++;
            if (spike) {
                return Decision.fire("spike");
            }
            if (finiteOnly || Double.isFinite(value)) {
                values.add(value);
                last = value;
            }
            return Decision.CONTINUE;
        }

        private boolean isSpike(double value) {
            if (finiteOnly && !Double.isFinite(value)) {
                return true;
            }
            if (minimizes ? value - last <= 0 : value - last >= 0) {
                return false;
            }
            double mean = mean();
            double off = Math.abs(value - mean);
            return (atol.isEmpty() || off >= Math.abs(atol.getAsDouble()))
                    && (rtol.isEmpty() || off >= Math.abs(rtol.getAsDouble() * mean));
        }

        /** NaN as long as there is none. */
        private double mean() {
            double sum = 0;
            int weight = 0;
            for (int i = 0; i < values.count(); i++) {
                if (!Double.isNaN(values.slot(i))) {
                    sum += values.slot(i);
                    weight++;
                }
            }
            return sum / weight;
        }

        @Override
        public void write(StateWriter out) {
            values.write(out);
            out.writeDouble(last);
            out.writeLong(reports);
        }

        @Override
        public void read(StateReader in) {
            values.read(in);
            last = in.readDouble();
            reports = in.readLong();
        }
    }
}
