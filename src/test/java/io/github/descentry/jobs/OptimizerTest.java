package io.github.descentry.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OptimizerTest {

    @Test
    void momentumAddsUpPastGradients() {
        float[] parameters = {1, 1};
        Momentum momentum = new Momentum(0.5);
        momentum.update(parameters, new float[] {1, 0}, 0.1);
        momentum.update(parameters, new float[] {1, 2}, 0.1);
        // Velocities: 1 then 1.5; 0 then 2.
        assertArrayEquals(new float[] {0.75f, 0.8f}, parameters, 1e-6f);
    }

    @Test
    void firstStepOfAdamHasTheLengthOfTheRateWhateverTheGradient() {
        float[] parameters = {0, 0, 0};
        new Adam().update(parameters, new float[] {1e-3f, -50, 2}, 0.01);
        assertArrayEquals(new float[] {-0.01f, 0.01f, -0.01f}, parameters, 1e-5f);
    }

    /** On ½·c·x² heavy-ball momentum is stable below the rate 2(1 + μ)/c and not above. */
    @Test
    void momentumDivergesJustAboveItsLimit() {
        assertTrue(Math.abs(minimise(0.97 * 2 * 1.9 / 10)) < 1);
        assertTrue(Math.abs(minimise(1.03 * 2 * 1.9 / 10)) > 100);
    }

    private static double minimise(double rate) {
        float[] x = {1};
        Momentum momentum = new Momentum(0.9);
        for (int i = 0; i < 60; i++) {
            momentum.update(x, new float[] {10 * x[0]}, rate);
        }
        return x[0];
    }
}
