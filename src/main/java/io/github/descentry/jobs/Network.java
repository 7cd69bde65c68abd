package io.github.descentry.jobs;

import java.util.Map;

/**
 * A network together with the data it learns from. Mutable; one thread.
 *
 * <p>All parameters lie in one array, so that optimizers need to know nothing of layers.
 */
interface Network {

    /** The parameters themselves, not a copy: an optimizer changes them in place. */
    float[] parameters();

    /**
     * Draws the next training batch and differentiates its loss.
     *
     * @param step optimizer step that the batch is for, from 0
     * @param gradient overwritten with the gradient of the mean loss over the batch
     * @return mean loss over the batch, nats per example
     */
    double trainingLoss(long step, float[] gradient);

    /** Mean loss over a fixed set of examples kept apart from training, nats per example. */
    double validationLoss();

    /** What else it has to say of its last training batch, by name of the metric. */
    default Map<String, Double> diagnostics() {
        return Map.of();
    }

    /** Examples of one training batch: characters predicted, or points classified. */
    int examplesPerStep();
}
