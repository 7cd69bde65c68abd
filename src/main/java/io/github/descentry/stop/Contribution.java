package io.github.descentry.stop;

/**
 * What one run still adds to a group: E[min of the others − min of all], by how much the best final
 * value is expected to be worse without it. That is the value of information of the knowledge
 * gradient and of "expected improvement" (Jones, Schonlau and Welch, Journal of Global Optimization
 * 13, 1998), but against the best that the siblings will reach, not the best that was seen: of ten
 * equal runs each adds little, of two each adds much.
 *
 * <p>Final values are taken to be spread about the outlooks independently; what all siblings err by
 * in common falls out of the difference. Their distribution is Student's with 4 degrees of freedom,
 * F(t) = 1/2 + 3/4 · w · (1 − w² / 3) with w = t / √(4 + t²), as curves cross more often than the
 * normal distribution allows. Then the expectation is ∫ P(this ≤ x) · Π P(other &gt; x) dx, a sum
 * over {@value #NODES} nodes, denser about the head. Costs so many evaluations per sibling.
 */
final class Contribution {

    private static final int NODES = 100;

    /** So many scales on either side of the head are looked at; beyond is next to nothing. */
    private static final double REACH = 24;

    private Contribution() {}

    /**
     * @param distances how far each run is expected to end behind the head, itself with 0
     * @param run which of them is asked about
     * @param scale of what a single run may end beside its outlook
     */
    static double of(double[] distances, int run, double scale) {
        if (!(scale > 0)) {
            double others = Double.POSITIVE_INFINITY;
            for (int i = 0; i < distances.length; i++) {
                others = i == run ? others : Math.min(others, distances[i]);
            }
            return Math.max(0, others - distances[run]);
        }
        double sum = 0;
        for (int node = 0; node < NODES; node++) {
            double u = (2 * node + 1.0) / NODES - 1;
            double x = REACH * scale * u * Math.abs(u);
            double product = below(x - distances[run], scale) * 2 * Math.abs(u);
            for (int i = 0; i < distances.length; i++) {
                product *= i == run ? 1 : 1 - below(x - distances[i], scale);
            }
            sum += product;
        }
        return sum * REACH * scale * 2 / NODES;
    }

    /** F(x / scale). */
    static double below(double x, double scale) {
        double w = x / Math.hypot(2 * scale, x);
        return 0.5 + 0.75 * w * (1 - w * w / 3);
    }
}
