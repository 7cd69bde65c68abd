package io.github.descentry.detect;

import java.util.Map;

/**
 * How high an anomaly stands, or stood at its highest, in the three units that users know.
 *
 * @param excess how much worse than expected, in the metric's units
 * @param expected what was expected when it began, worse is up
 * @param noise standard deviation of the curve's noise when it began
 */
record Height(double excess, double expected, double noise) {

    /** More is said as that many: noise of a curve that never moved is next to nothing. */
    static final double MOST_NOISES = 1e6;

    double noises() {
        return Math.min(MOST_NOISES, excess / noise);
    }

    /** The value as a multiple of the expected one; NaN where such a multiple says nothing. */
    double multiple() {
        double multiple = (expected + excess) / expected;
        return multiple > 0 && Double.isFinite(multiple) ? multiple : Double.NaN;
    }

    /** Evidence with {@code height}, {@code height_multiple} and {@code height_noises} in front. */
    Map<String, Double> evidence(Object... namesAndNumbers) {
        Map<String, Double> evidence = Wording.evidence("height", excess);
        if (!Double.isNaN(multiple())) {
            evidence.put("height_multiple", multiple());
        }
        evidence.put("height_noises", noises());
        evidence.putAll(Wording.evidence(namesAndNumbers));
        return evidence;
    }

    /**
     * The height in words, e.g. {@code 2.87 worse than expected (2.3 times that, 288 noises)}; what
     * says nothing is left out.
     */
    String words(String than) {
        StringBuilder words = new StringBuilder(Wording.number(excess)).append(" worse than ");
        words.append(than);
        if (noises() < MOST_NOISES) {
            words.append(" (").append(Wording.number(noises())).append(" times its noise)");
        }
        return words.toString();
    }
}
