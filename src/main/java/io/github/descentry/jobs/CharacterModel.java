package io.github.descentry.jobs;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * A character-level language model: each of the last {@code CONTEXT} characters is embedded, one
 * tanh layer mixes them, a softmax predicts the next (Bengio et al. 2003, without the direct
 * connections). Differentiated by hand; a test compares with finite differences.
 *
 * <p>Matrices are stored with the output unit as the fast index: forward and weight gradients are
 * then sums of scaled rows, which the JIT compiler vectorises. {@link StrictMath} keeps losses the
 * same to the bit on every machine.
 */
final class CharacterModel implements Network {

    static final int CONTEXT = 10;

    /** Share of the outputs of the tanh layer that are hardly less than 1 in size. */
    static final String SATURATED = "saturated_share";

    /** Beyond it a tanh passes less than a fiftieth of the gradient on. */
    private static final float SATURATION = 0.99f;

    private static final int WIDTH = 8;
    private static final int INPUTS = CONTEXT * WIDTH;

    private final Corpus training;
    private final Corpus validation;
    private final BatchFault fault;
    private final Random random;
    private final int batch;
    private final int hidden;
    private final int symbols = Corpus.alphabet();

    // Where each layer starts in the parameters.
    private final int mixing;
    private final int mixingBias;
    private final int output;
    private final int outputBias;

    private final float[] parameters;
    private final float[] input = new float[INPUTS];
    private final float[] state;
    private final float[] stateGradient;
    private final float[] probability;

    /** Outputs of the tanh layer beyond {@link #SATURATION} in the last training batch. */
    private int saturated;

    /**
     * @param hidden units of the tanh layer
     * @param batch characters predicted per step
     * @param seed of the first parameters and of the order of the batches
     * @param spread of the first weights of the tanh layer; 1 suits it
     * @param fault what is done to some batches
     */
    CharacterModel(
            Corpus training,
            Corpus validation,
            int hidden,
            int batch,
            long seed,
            double spread,
            BatchFault fault) {
        this.training = training;
        this.validation = validation;
        this.hidden = hidden;
        this.batch = batch;
        this.fault = fault;
        random = new Random(seed);
        mixing = symbols * WIDTH;
        mixingBias = mixing + INPUTS * hidden;
        output = mixingBias + hidden;
        outputBias = output + hidden * symbols;
        parameters = new float[outputBias + symbols];
        fill(0, mixing, 0.5);
        fill(mixing, mixingBias, spread / Math.sqrt(INPUTS));
        fill(output, outputBias, 0.5 / Math.sqrt(hidden));
        state = new float[hidden];
        stateGradient = new float[hidden];
        probability = new float[symbols];
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
        saturated = 0;
        double sum = 0;
        for (int i = 0; i < batch; i++) {
            int position = CONTEXT + random.nextInt(training.length() - CONTEXT);
            int target = fault.target(step, training.symbol(position), symbols);
            sum += forward(training, position, target);
            for (float output : state) {
                saturated += Math.abs(output) > SATURATION ? 1 : 0;
            }
            backward(training, position, target, gradient);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= batch;
        }
        return sum / batch;
    }

    @Override
    public double validationLoss() {
        double sum = 0;
        int examples = 0;
        // A stride without a common factor with the sentences' lengths sees all of their parts.
        for (int position = CONTEXT; position < validation.length(); position += 7) {
            sum += forward(validation, position, validation.symbol(position));
            examples++;
        }
        return sum / examples;
    }

    @Override
    public Map<String, Double> diagnostics() {
        return Map.of(SATURATED, saturated / (double) (batch * hidden));
    }

    /** Leaves input, state and probabilities for {@link #backward}. */
    private double forward(Corpus text, int position, int target) {
        for (int place = 0; place < CONTEXT; place++) {
            int symbol = text.symbol(position - CONTEXT + place);
            System.arraycopy(parameters, symbol * WIDTH, input, place * WIDTH, WIDTH);
        }
        System.arraycopy(parameters, mixingBias, state, 0, hidden);
        for (int i = 0; i < INPUTS; i++) {
            addScaled(state, 0, input[i], parameters, mixing + i * hidden, hidden);
        }
        for (int j = 0; j < hidden; j++) {
            state[j] = tanh(state[j]);
        }
        System.arraycopy(parameters, outputBias, probability, 0, symbols);
        for (int j = 0; j < hidden; j++) {
            addScaled(probability, 0, state[j], parameters, output + j * symbols, symbols);
        }
        return softmaxLoss(target);
    }

    /** Turns scores into probabilities; the largest score is taken off first, so none overflows. */
    private double softmaxLoss(int target) {
        float largest = probability[0];
        for (float score : probability) {
            largest = Math.max(largest, score);
        }
        double targetScore = probability[target] - largest;
        float sum = 0;
        for (int k = 0; k < symbols; k++) {
            probability[k] = (float) StrictMath.exp(probability[k] - largest);
            sum += probability[k];
        }
        for (int k = 0; k < symbols; k++) {
            probability[k] /= sum;
        }
        return StrictMath.log(sum) - targetScore;
    }

    private void backward(Corpus text, int position, int target, float[] gradient) {
        probability[target] -= 1; // now the gradient with respect to the scores
        addScaled(gradient, outputBias, 1, probability, 0, symbols);
        for (int j = 0; j < hidden; j++) {
            int row = output + j * symbols;
            float sum = 0;
            for (int k = 0; k < symbols; k++) {
                sum += parameters[row + k] * probability[k];
            }
            stateGradient[j] = sum * (1 - state[j] * state[j]);
            addScaled(gradient, row, state[j], probability, 0, symbols);
        }
        addScaled(gradient, mixingBias, 1, stateGradient, 0, hidden);
        for (int i = 0; i < INPUTS; i++) {
            int row = mixing + i * hidden;
            float sum = 0;
            for (int j = 0; j < hidden; j++) {
                sum += parameters[row + j] * stateGradient[j];
            }
            addScaled(gradient, row, input[i], stateGradient, 0, hidden);
            int symbol = text.symbol(position - CONTEXT + i / WIDTH);
            gradient[symbol * WIDTH + i % WIDTH] += sum;
        }
    }

    private static void addScaled(
            float[] sum, int sumFrom, float scale, float[] row, int rowFrom, int length) {
        for (int i = 0; i < length; i++) {
            sum[sumFrom + i] += scale * row[rowFrom + i];
        }
    }

    private static float tanh(float x) {
        return (float) (1 - 2 / (StrictMath.exp(2.0 * x) + 1));
    }

    private void fill(int from, int to, double deviation) {
        for (int i = from; i < to; i++) {
            parameters[i] = (float) (deviation * random.nextGaussian());
        }
    }
}
