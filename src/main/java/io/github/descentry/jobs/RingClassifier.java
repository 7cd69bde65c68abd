package io.github.descentry.jobs;

import java.util.Arrays;
import java.util.Random;

/**
 * Tells points of an inner ring from those of an outer one: one tanh layer, one sigmoid, endless
 * fresh points. The rings do not touch, so the network gets ever surer of itself.
 *
 * <p>The loss is written down as the textbook has it, −y·ln p − (1 − y)·ln(1 − p), and
 * differentiated term by term, in single precision. That is a well-known mistake: once a point's
 * score passes about 17, p rounds to exactly 1, and 0·ln 0 is NaN. The careful form works on the
 * score and never takes the logarithm of a rounded probability.
 */
final class RingClassifier implements Network {

    private static final int VALIDATION_POINTS = 200;

    private final boolean careful;
    private final int batch;
    private final int hidden;
    private final Random random;
    private final float[] parameters;
    private final float[] state;
    private final float[] validationPoints;

    /**
     * @param hidden units of the tanh layer
     * @param batch points per step
     * @param seed of the first parameters and of the points
     * @param careful whether the loss is computed without the mistake
     */
    RingClassifier(int hidden, int batch, long seed, boolean careful) {
        this.hidden = hidden;
        this.batch = batch;
        this.careful = careful;
        random = new Random(seed);
        // Per hidden unit: weights of both coordinates, bias, weight in the score; then the score's
        // bias.
        parameters = new float[4 * hidden + 1];
        for (int i = 0; i < 4 * hidden; i++) {
            parameters[i] = (float) (random.nextGaussian() * (i < 3 * hidden ? 1 : 0.1));
        }
        state = new float[hidden];
        validationPoints = new float[3 * VALIDATION_POINTS];
        for (int i = 0; i < VALIDATION_POINTS; i++) {
            draw(validationPoints, 3 * i);
        }
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    @Override
    public int examplesPerStep() {
        return batch;
    }

    @Override
    public double trainingLoss(long step, float[] gradient) {
        Arrays.fill(gradient, 0);
        float[] point = new float[3];
        double sum = 0;
        for (int i = 0; i < batch; i++) {
            draw(point, 0);
            float score = score(point[0], point[1]);
            sum += loss(score, point[2]);
            backward(point, scoreGradient(score, point[2]) / batch, gradient);
        }
        return sum / batch;
    }

    @Override
    public double validationLoss() {
        double sum = 0;
        for (int i = 0; i < validationPoints.length; i += 3) {
            sum +=
                    loss(
                            score(validationPoints[i], validationPoints[i + 1]),
                            validationPoints[i + 2]);
        }
        return sum / VALIDATION_POINTS;
    }

    private float score(float x, float y) {
        float score = parameters[4 * hidden];
        for (int j = 0; j < hidden; j++) {
            float sum = parameters[j] * x + parameters[hidden + j] * y + parameters[2 * hidden + j];
            state[j] = (float) StrictMath.tanh(sum);
            score += parameters[3 * hidden + j] * state[j];
        }
        return score;
    }

    private float loss(float score, float label) {
        if (careful) {
            return (float)
                    (Math.max(score, 0)
                            - score * label
                            + StrictMath.log1p(StrictMath.exp(-Math.abs(score))));
        }
        float p = sigmoid(score);
        return -label * (float) StrictMath.log(p) - (1 - label) * (float) StrictMath.log(1 - p);
    }

    private float scoreGradient(float score, float label) {
        float p = sigmoid(score);
        return careful ? p - label : (-label / p + (1 - label) / (1 - p)) * p * (1 - p);
    }

    private void backward(float[] point, float scoreGradient, float[] gradient) {
        gradient[4 * hidden] += scoreGradient;
        for (int j = 0; j < hidden; j++) {
            gradient[3 * hidden + j] += scoreGradient * state[j];
            float inner = scoreGradient * parameters[3 * hidden + j] * (1 - state[j] * state[j]);
            gradient[j] += inner * point[0];
            gradient[hidden + j] += inner * point[1];
            gradient[2 * hidden + j] += inner;
        }
    }

    private static float sigmoid(float score) {
        return 1 / (1 + (float) StrictMath.exp(-score));
    }

    /** Two coordinates and the label: 0 for the ring of radius 1, 1 for the one of radius 2. */
    private void draw(float[] point, int at) {
        int label = random.nextInt(2);
        double radius = 1 + label + 0.4 * (random.nextDouble() - 0.5);
        double angle = 2 * Math.PI * random.nextDouble();
        point[at] = (float) (radius * StrictMath.cos(angle));
        point[at + 1] = (float) (radius * StrictMath.sin(angle));
        point[at + 2] = label;
    }
}
