package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;

/**
 * The filters of all nodes of the grid after they ran over one look. Scenarios that agree on what
 * was share them. Immutable after construction.
 */
final class Nodes {

    /** How many there are at most. */
    static final int MOST = Grid.EXPONENTS.length * Grid.DRIFTS.length * WorthPrior.SIZE;

    final Look look;
    final WorthPrior prior;

    /** The density of the logarithm against that of the value: evidences of both scales compare. */
    final double jacobian;

    private final int perWorth;
    private final NodeFilter[] filters;

    /**
     * Runs them.
     *
     * @param exponents how many of the grid's exponents take part
     */
    Nodes(Look look, WorthPrior prior, int exponents) {
        perWorth = exponents * Grid.DRIFTS.length;
        filters = new NodeFilter[perWorth * WorthPrior.SIZE];
        this.look = look;
        this.prior = prior;
        jacobian = look.scale == ValueScale.LINEAR ? 0 : logJacobian(look);
        int run = annealed(look) ? filters.length : perWorth;
        for (int i = 0; i < run; i++) {
            int w = i / perWorth;
            int e = i % perWorth / Grid.DRIFTS.length;
            filters[i] = new NodeFilter();
            filters[i].start(look, e, Grid.DRIFTS[i % Grid.DRIFTS.length], mean(w), deviation(w));
        }
        // Bin by bin, not filter by filter: steps of different filters do not wait for each other.
        for (int bin = 0; bin < look.size; bin++) {
            for (int i = 0; i < run; i++) {
                filters[i].take(look, bin);
            }
        }
        for (int i = 0; i < run; i++) {
            filters[i].end(look);
        }
        for (int i = run; i < filters.length; i++) {
            // No bin says anything of the worth: the filters differ by its prior alone.
            int w = i / perWorth;
            filters[i] = new NodeFilter();
            filters[i].adopt(filters[i % perWorth], mean(w), deviation(w));
        }
    }

    private double mean(int w) {
        return prior.mean(w) * look.worthUnit;
    }

    private double deviation(int w) {
        return prior.deviation(w) * Math.abs(look.worthUnit);
    }

    /** Indices are those of the {@link Grid}: worth, exponent, drift. */
    NodeFilter filter(int w, int e, int d) {
        return filters[w * perWorth + e * Grid.DRIFTS.length + d];
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
