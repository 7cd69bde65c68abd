package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.curve.ValueScale;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.junit.jupiter.api.Test;

/** Mixtures of one or two components, whose quantiles are known, and the curve made of them. */
class QuantileCurveTest {

    private static final double[] PROBABILITIES = {0.01, 0.025, 0.1, 0.3, 0.5, 0.77, 0.9, 0.975};

    private static QuantileCurve quantiles(ValueScale scale, double mean, double deviation) {
        Mixture mixture = new Mixture(1);
        mixture.add(1, mean, deviation * deviation, scale);
        return mixture.quantiles();
    }

    @Test
    void meetsANormalDistributionExactly() {
        QuantileCurve curve = quantiles(ValueScale.LINEAR, 3.2, 0.1);
        RealDistribution exact = new NormalDistribution(null, 3.2, 0.1);
        assertEquals(3.2, curve.mean(), 1e-5);
        assertEquals(0.1, curve.standardDeviation(), 1e-4);
        for (double p : PROBABILITIES) {
            assertEquals(exact.inverseCumulativeProbability(p), curve.quantile(p), 1e-4);
        }
        for (double x : new double[] {2.8, 3.1, 3.2, 3.29, 3.6}) {
            assertEquals(exact.cumulativeProbability(x), curve.cumulativeProbability(x), 1e-4);
        }
    }

    @Test
    void meetsALogNormalDistributionNearly() {
        QuantileCurve curve = quantiles(ValueScale.LOGARITHMIC, -3, 0.4);
        RealDistribution exact = new LogNormalDistribution(null, -3, 0.4);
        for (double p : PROBABILITIES) {
            double expected = exact.inverseCumulativeProbability(p);
            assertEquals(expected, curve.quantile(p), 0.02 * expected);
        }
        assertEquals(exact.getNumericalMean(), curve.mean(), 0.02 * exact.getNumericalMean());
    }

    @Test
    void quantileAndProbabilityAreEachOthersInverse() {
        Mixture mixture = new Mixture(2);
        mixture.add(0.7, 3, 0.01, ValueScale.LINEAR);
        mixture.add(0.3, Math.log(2), 0.04, ValueScale.LOGARITHMIC);
        QuantileCurve curve = mixture.quantiles();
        double before = Double.NEGATIVE_INFINITY;
        for (double p : PROBABILITIES) {
            double value = curve.quantile(p);
            assertTrue(value > before, "quantiles rise");
            before = value;
            assertEquals(p, curve.cumulativeProbability(value), 1e-6);
        }
    }

    @Test
    void keepsWithinBoundsWhenStretched() {
        QuantileCurve curve = quantiles(ValueScale.LINEAR, 0.1, 0.2).moved(0, 2, 0, 1);
        assertEquals(0, curve.quantile(0.005));
        assertEquals(0.1, curve.median(), 1e-6);
        assertTrue(curve.quantile(0.995) <= 1);
    }

    @Test
    void logGammaFollowsStirling() {
        for (double x : new double[] {2, 2.5, 3, 10, 60.5}) {
            double exact = org.apache.commons.math3.special.Gamma.logGamma(x);
            assertEquals(exact, LogGamma.of(x), 1e-8);
        }
    }
}
