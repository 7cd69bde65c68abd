package io.github.descentry.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.5, 1, 1.8})
    void isThePowerLawWithAConstantSeenFromAPoint(double exponent) {
        // E + A·x^(−α) from x₁ = 100 on: level E + A·x₁^(−α), slope α·A·x₁^(−α).
        double limit = 2.5;
        double amplitude = 40;
        double from = 100;
        double reducible = amplitude * Math.pow(from, -exponent);
        for (double x : new double[] {100, 150, 1_000, 1e6}) {
            double law = limit + amplitude * Math.pow(x, -exponent);
            double seen =
                    limit
                            + reducible
                            - exponent * reducible * PowerLaw.shape(Math.log(x / from), exponent);
            assertEquals(law, seen, 1e-12 * law);
        }
        assertEquals(
                limit, limit + reducible - exponent * reducible * PowerLaw.limit(exponent), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.5, 1, 1.8})
    void steepnessIsTheDerivativeOfTheShape(double exponent) {
        for (double ratio : new double[] {0, 0.3, 1, 3}) {
            double h = 1e-5;
            double slope =
                    (PowerLaw.shape(ratio + h, exponent) - PowerLaw.shape(ratio - h, exponent))
                            / (2 * h);
            assertEquals(PowerLaw.steepness(ratio, exponent), slope, 1e-8);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9})
    void becomesALogarithmAsTheExponentVanishes(double exponent) {
        assertEquals(2, PowerLaw.shape(2, exponent), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(ValueScale.class)
    void scalesTurnValuesThereAndBack(ValueScale scale) {
        for (double value : new double[] {1e-9, 0.3, 3.28, 1e6}) {
            assertEquals(value, scale.value(scale.scaled(value)), 1e-12 * value);
        }
        assertTrue(Double.isFinite(scale.value(1e4)), "no overflow from a wild extrapolation");
    }
}
