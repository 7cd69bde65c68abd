package io.github.descentry.jobs;

/**
 * Stochastic gradient descent with heavy-ball momentum (Polyak 1964): v ← μ·v + g, θ ← θ − η·v.
 * Nothing bounds a step: with a rate above 2(1 + μ) / (largest curvature) the loss grows.
 */
final class Momentum implements Optimizer {

    private final float decay;
    private float[] velocity = {};

    /**
     * @param decay μ, 0 ≤ μ < 1
     */
    Momentum(double decay) {
        this.decay = (float) decay;
    }

    @Override
    public void update(float[] parameters, float[] gradient, double rate) {
        if (velocity.length == 0) {
            velocity = new float[parameters.length];
        }
        float eta = (float) rate;
        for (int i = 0; i < parameters.length; i++) {
            velocity[i] = decay * velocity[i] + gradient[i];
            parameters[i] -= eta * velocity[i];
        }
    }
}
