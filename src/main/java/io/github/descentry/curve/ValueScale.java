package io.github.descentry.curve;

/**
 * The scale on which a curve is a straight sum of its terms. Losses of large models are so on the
 * plain scale; losses that fall by orders of magnitude, and those whose decays take off a share
 * instead of an amount, are so in logarithms.
 */
public enum ValueScale {
    LINEAR {
        @Override
        public double value(double scaled) {
            return scaled;
        }

        @Override
        public double scaled(double value) {
            return value;
        }
    },
    LOGARITHMIC {
        @Override
        public double value(double scaled) {
            return Math.exp(Math.min(MAX_EXPONENT, scaled));
        }

        @Override
        public double scaled(double value) {
            return value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY;
        }
    };

    private static final double MAX_EXPONENT = 300;

    /** From this scale to the metric's own units. */
    public abstract double value(double scaled);

    /** From the metric's units to this scale; −∞ where it cannot hold the value. */
    public abstract double scaled(double value);
}
