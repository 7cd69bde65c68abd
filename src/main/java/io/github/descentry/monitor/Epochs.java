package io.github.descentry.monitor;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The values of one run as a sweep that counts epochs would report them: each percent of the plan
 * is an epoch, its value the mean of those within, reported when the first value beyond arrives.
 * NaN if any of them is no number. Mutable, one writer.
 */
public final class Epochs {

    public static final int COUNT = 100;

    private int epoch;
    private double sum;
    private int values;

    /** Takes an epoch's value. */
    public interface Listener {

        /**
         * @param value NaN where one of its values was
         * @return whether to stop the run
         */
        boolean epoch(int epoch, double value);
    }

    /**
     * Takes a value.
     *
     * @return whether to stop the run
     */
    public boolean add(double share, double value, Listener listener) {
        int now = (int) Math.max(1, Math.min(COUNT, Math.ceil(share * COUNT - 1e-9)));
        boolean stop = now > epoch && close(listener);
        epoch = now;
        sum += value;
        values++;
        return stop;
    }

    /** Reports the epoch under way, if there is one. */
    public boolean close(Listener listener) {
        if (values == 0) {
            return false;
        }
        double mean = sum / values;
        sum = 0;
        values = 0;
        return listener.epoch(epoch, Double.isFinite(mean) ? mean : Double.NaN);
    }

    void write(StateWriter out) {
        out.writeInt(epoch);
        out.writeDouble(sum);
        out.writeInt(values);
    }

    void read(StateReader in) {
        epoch = in.readInt();
        sum = in.readDouble();
        values = in.readInt();
    }
}
