package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.curve.ValueScale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MixtureTest {

    @Test
    void quantilesHaveTheShareBelowThemThatTheirNamesSay() {
        Random random = new Random(11);
        for (int trial = 0; trial < 200; trial++) {
            int size = 1 + random.nextInt(30);
            Mixture mixture = new Mixture(size);
            double[] weight = new double[size];
            double[] mean = new double[size];
            double[] variance = new double[size];
            boolean[] logarithmic = new boolean[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                weight[i] = 0.01 + random.nextDouble();
                logarithmic[i] = random.nextInt(3) == 0;
                mean[i] =
                        logarithmic[i]
                                ? 1 + 0.2 * random.nextGaussian()
                                : 3 + random.nextGaussian();
                variance[i] = Math.pow(10, -6 * random.nextDouble());
                sum += weight[i];
                mixture.add(
                        weight[i],
                        mean[i],
                        variance[i],
                        logarithmic[i] ? ValueScale.LOGARITHMIC : ValueScale.LINEAR);
            }
            QuantileCurve quantiles = mixture.quantiles();
            double previous = Double.NEGATIVE_INFINITY;
            for (double p : QuantileCurve.PROBABILITIES) {
                double value = quantiles.quantile(p);
                assertTrue(value >= previous, "trial " + trial + " at " + p);
                previous = value;
                // The share may jump where a component is narrow: it must cross p around the value.
                double around = 1e-6 * (1 + Math.abs(value));
                double low = 0;
                double high = 0;
                for (int i = 0; i < size; i++) {
                    low += weight[i] * below(value - around, mean[i], variance[i], logarithmic[i]);
                    high += weight[i] * below(value + around, mean[i], variance[i], logarithmic[i]);
                }
                assertTrue(low / sum <= p + 2e-5, "trial " + trial + " at " + p);
                assertTrue(high / sum >= p - 2e-5, "trial " + trial + " at " + p);
            }
        }
    }

    private static double below(double value, double mean, double variance, boolean logarithmic) {
        double scaled = logarithmic ? (value > 0 ? Math.log(value) : -1e300) : value;
        return Normal.below((scaled - mean) / Math.sqrt(variance));
    }

    /** Early in a run a law on the logarithmic scale may allow for hundreds of magnitudes. */
    @Test
    void aLightComponentThatAllowsForAnythingDoesNotHideTheOthers() {
        for (double deviation : new double[] {5, 20, 100, 500}) {
            for (double unit : new double[] {1e-9, 1, 1e9}) {
                Mixture mixture = new Mixture(2);
                mixture.add(1, 3 * unit, 0.01 * unit * unit, ValueScale.LINEAR);
                mixture.add(0.01, 0, deviation * deviation, ValueScale.LOGARITHMIC);
                QuantileCurve quantiles = mixture.quantiles();
                assertEquals(3 * unit, quantiles.quantile(0.5), 0.01 * unit);
                assertEquals(3 * unit, quantiles.quantile(0.9), 0.2 * unit);
                assertEquals(3 * unit, quantiles.quantile(0.1), 0.2 * unit);
                assertTrue(Double.isFinite(quantiles.quantile(0.995)));
                assertTrue(Double.isFinite(quantiles.standardDeviation()));
            }
        }
    }

    @Test
    void aSingleNormalHasItsOwnQuantiles() {
        Mixture mixture = new Mixture(1);
        mixture.add(1, 2.5, 0.01, ValueScale.LINEAR);
        QuantileCurve quantiles = mixture.quantiles();
        assertEquals(2.5, quantiles.quantile(0.5), 1e-5);
        assertEquals(2.5 + 0.1 * 1.2815516, quantiles.quantile(0.9), 1e-5);
    }
}
