package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;

/**
 * The filters of all nodes of the grid after they ran over one look. Scenarios that agree on what
 * was share them. Immutable after construction.
 */
final class Nodes {

    /** How many there are. */
    static final int COUNT = Grid.EXPONENTS.length * Grid.DRIFTS.length * Grid.WORTH_MEANS.length;

    private static final int PER_WORTH = Grid.EXPONENTS.length * Grid.DRIFTS.length;

    final Look look;

    /** The density of the logarithm against that of the value: evidences of both scales compare. */
    final double jacobian;

    private final NodeFilter[] filters = new NodeFilter[COUNT];

    Nodes(Look look) {
        this.look = look;
        jacobian = look.scale == ValueScale.LINEAR ? 0 : logJacobian(look);
        boolean annealed = annealed(look);
        for (int w = 0; w < Grid.WORTH_MEANS.length; w++) {
            double mean = Grid.WORTH_MEANS[w] * look.worthUnit;
            double deviation = Grid.WORTH_DEVIATIONS[w] * Math.abs(look.worthUnit);
            for (int i = 0; i < PER_WORTH; i++) {
                NodeFilter filter = new NodeFilter();
                if (w == 0 || annealed) {
                    int e = i / Grid.DRIFTS.length;
                    double drift = Grid.DRIFTS[i % Grid.DRIFTS.length];
                    filter.run(look, e, drift, mean, deviation);
                } else {
                    // No bin says anything of the worth: the filters differ by its prior alone.
                    filter.adopt(filters[i], mean, deviation);
                }
                filters[w * PER_WORTH + i] = filter;
            }
        }
    }

    /** Indices are those of the {@link Grid}: worth, exponent, drift. */
    NodeFilter filter(int w, int e, int d) {
        return filters[w * PER_WORTH + e * Grid.DRIFTS.length + d];
    }

    private static boolean annealed(Look look) {
        for (double annealing : look.annealing) {
            if (annealing != 0) {
                return true;
            }
        }
        return false;
    }

    private static double logJacobian(Look look) {
        double sum = 0;
        for (int i = 0; i < look.size; i++) {
            sum *= i > 0 ? look.evidenceFade[i] : 1;
            if (i > 1) {
                sum -= look.value[i];
            }
        }
        return sum;
    }
}
