package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * Whether evaluations since the best one go up, one after the other: the slope of their regression
 * on their number, over its standard error. A slow rise is proven by it long before it is proven by
 * its height, and the noise is that of these very evaluations: what they scattered by at another
 * learning rate says nothing of it. The noise learned before counts as one value of it, so a few
 * evaluations on a line by chance prove little.
 *
 * <p>The best evaluation itself is left out, for it was chosen to be low. Those after it were not:
 * under noise without a trend their order is by chance. Mutable; 28 bytes of state.
 */
final class Upturn {

    /** Fewer have no trend worth the name. */
    private static final int LEAST = 8;

    private int count;
    private double sum;
    private double products;
    private double squares;

    /** Takes how far the next evaluation is above the best. */
    void add(double rise) {
        count++;
        sum += rise;
        products += count * rise;
        squares += rise * rise;
    }

    /** A new best. */
    void clear() {
        count = 0;
        sum = 0;
        products = 0;
        squares = 0;
    }

    /**
     * The slope in standard errors; 0 as long as there are too few.
     *
     * @param noise of an evaluation, learned before
     */
    double steepness(double noise) {
        if (count < LEAST) {
            return 0;
        }
        double spread = count * ((double) count * count - 1) / 12;
        double slope = (products - (count + 1) / 2.0 * sum) / spread;
        double left = Math.max(0, squares - sum * sum / count - slope * slope * spread);
        double variance = (left + noise * noise) / (count - 1);
        return slope * Math.sqrt(spread / variance);
    }

    void write(StateWriter out) {
        out.writeInt(count);
        out.writeDouble(sum);
        out.writeDouble(products);
        out.writeDouble(squares);
    }

    void read(StateReader in) {
        count = in.readInt();
        sum = in.readDouble();
        products = in.readDouble();
        squares = in.readDouble();
    }
}
