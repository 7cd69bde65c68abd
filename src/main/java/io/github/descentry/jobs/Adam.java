package io.github.descentry.jobs;

/**
 * Adam (Kingma and Ba 2015, algorithm 1, with β₁ = 0.9, β₂ = 0.98, ε = 1e−8). β₂ below the usual
 * 0.999: the runs are thousands of steps long, and the second moment must forget within hundreds.
 */
final class Adam implements Optimizer {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final float EPSILON = 1e-8f;

    private float[] first = {};
    private float[] second = {};
    private long steps;

    @Override
    public void update(float[] parameters, float[] gradient, double rate) {
        if (first.length == 0) {
            first = new float[parameters.length];
            second = new float[parameters.length];
        }
        steps++;
        double correction = Math.sqrt(1 - StrictMath.pow(BETA2, steps));
        float eta = (float) (rate * correction / (1 - StrictMath.pow(BETA1, steps)));
        float epsilon = (float) (EPSILON * correction);
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            first[i] = BETA1 * first[i] + (1 - BETA1) * g;
            second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
            parameters[i] -= eta * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
        }
    }
}
