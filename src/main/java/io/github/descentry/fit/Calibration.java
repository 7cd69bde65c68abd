package io.github.descentry.fit;

import io.github.descentry.state.SettledPart;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/**
 * The fit's own record: forecasts it made earlier for steps that have now come. Mutable, one
 * writer, constant size.
 *
 * <p>From time to time it notes what it expects at 1.3, 1.6, 2, 3 and 4.5 times the present step;
 * when such a step arrives, the standardised error is known, and its running mean square for
 * horizons like the one asked for scales today's interval: an interval that holds because it was
 * checked on this very run (prequential calibration, Dawid 1984).
 */
final class Calibration {

    static final double[] HORIZONS = {1.3, 1.6, 2, 3, 4.5};

    private static final double[] LOG_HORIZONS = Arrays.stream(HORIZONS).map(Math::log).toArray();

    /** ln step between two notes. */
    private static final double EVERY = 0.2;

    private static final int CAPACITY = 24;
    private static final double PRIOR = 2;
    private static final double MEMORY = 0.8;
    private static final double CAP = 36;
    private static final double LEAST = 0.5;
    private static final double MOST = 6;

    private double lastNote = Double.NEGATIVE_INFINITY;
    private int size;
    private final float[] target = new float[CAPACITY];
    private final float[] mean = new float[CAPACITY];
    private final float[] deviation = new float[CAPACITY];
    private final byte[] horizon = new byte[CAPACITY];
    private final double[] squares = new double[HORIZONS.length];
    private final double[] weight = new double[HORIZONS.length];
    private final SettledPart settled = new SettledPart();

    boolean due(double logStep) {
        return logStep - lastNote >= EVERY;
    }

    void noted(double logStep) {
        settled.unsettle();
        lastNote = logStep;
    }

    void note(int index, double logStep, Expectation expected) {
        float middle = (float) expected.median();
        float spread = (float) expected.deviation();
        if (!Float.isFinite(middle) || !Float.isFinite(spread)) {
            // Expects anything: nothing that comes can be held against it.
            return;
        }
        settled.unsettle();
        if (size == CAPACITY) {
            forget(0);
        }
        target[size] = (float) (logStep + LOG_HORIZONS[index]);
        mean[size] = middle;
        deviation[size] = spread;
        horizon[size] = (byte) index;
        size++;
    }

    /** Holds what has come against what was noted for it. */
    void arrive(double logStep, double value) {
        for (int i = size - 1; i >= 0; i--) {
            if (target[i] <= logStep) {
                double z = (value - mean[i]) / Math.max(deviation[i], 1e-12);
                int index = horizon[i];
                squares[index] = MEMORY * squares[index] + Math.min(z * z, CAP);
                weight[index] = MEMORY * weight[index] + 1;
                forget(i);
            }
        }
    }

    private void forget(int i) {
        settled.unsettle();
        size--;
        int rest = size - i;
        System.arraycopy(target, i + 1, target, i, rest);
        System.arraycopy(mean, i + 1, mean, i, rest);
        System.arraycopy(deviation, i + 1, deviation, i, rest);
        System.arraycopy(horizon, i + 1, horizon, i, rest);
    }

    /**
     * By how much an interval is to be stretched.
     *
     * @param logHorizon ln of the step it is for over the present step
     */
    double stretch(double logHorizon) {
        double sum = PRIOR;
        double total = PRIOR;
        for (int i = 0; i < HORIZONS.length; i++) {
            double near = Math.exp(-Math.abs(LOG_HORIZONS[i] - logHorizon));
            sum += near * squares[i];
            total += near * weight[i];
        }
        return Math.min(MOST, Math.max(LEAST, Math.sqrt(sum / total)));
    }

    /** The run goes back: what was expected of it there is void. */
    void rewind(double logStep) {
        settled.unsettle();
        size = 0;
        lastNote = Math.min(lastNote, logStep);
    }

    void write(StateWriter out) {
        settled.write(out, this::writeAll);
    }

    private void writeAll(StateWriter out) {
        out.writeDouble(lastNote);
        out.writeByte(size);
        for (int i = 0; i < size; i++) {
            out.writeFloat(target[i]);
            out.writeFloat(mean[i]);
            out.writeFloat(deviation[i]);
            out.writeByte(horizon[i]);
        }
        out.writeDoubles(squares);
        out.writeDoubles(weight);
    }

    static Calibration read(StateReader in) {
        Calibration calibration = new Calibration();
        calibration.lastNote = in.readDouble();
        calibration.size = in.readByte();
        for (int i = 0; i < calibration.size; i++) {
            calibration.target[i] = in.readFloat();
            calibration.mean[i] = in.readFloat();
            calibration.deviation[i] = in.readFloat();
            calibration.horizon[i] = (byte) in.readByte();
        }
        in.readDoubles(calibration.squares);
        in.readDoubles(calibration.weight);
        return calibration;
    }
}
