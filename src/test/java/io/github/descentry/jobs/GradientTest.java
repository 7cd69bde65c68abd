package io.github.descentry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each network's hand-written gradient is the slope of its own loss. */
class GradientTest {

    private static final Corpus TEXT = new Corpus(5_000, 1, 1);

    static Stream<Named<Supplier<Network>>> networks() {
        return Stream.of(
                Named.of(
                        "character model",
                        () -> new CharacterModel(TEXT, TEXT, 6, 16, 3, 1, BatchFault.NONE)),
                Named.of(
                        "character model on wrong labels",
                        () ->
                                new CharacterModel(
                                        TEXT,
                                        TEXT,
                                        6,
                                        16,
                                        3,
                                        1,
                                        BatchFault.shiftedLabels(0, 9, 5))),
                Named.of("rings", () -> new RingClassifier(5, 16, 3, true)),
                Named.of("rings, careless", () -> new RingClassifier(5, 16, 3, false)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientIsTheSlopeOfTheLoss(Supplier<Network> networks) {
        Network network = networks.get();
        float[] gradient = new float[network.parameters().length];
        network.trainingLoss(0, gradient);

        int compared = 0;
        for (int i = 0; i < gradient.length; i += 1 + gradient.length / 150) {
            // Central differences in single precision: an error of some 1e-7 / 2e-2 is left.
            float width = 0.01f;
            double slope = (lossAt(networks, i, width) - lossAt(networks, i, -width)) / (2 * width);
            assertEquals(slope, gradient[i], 2e-4 + 0.01 * Math.abs(slope), "parameter " + i);
            if (Math.abs(slope) > 1e-3) {
                compared++;
            }
        }
        assertTrue(compared > 10, "only " + compared + " slopes were not close to 0");
    }

    /** Loss of the same first batch with one parameter moved. */
    private static double lossAt(Supplier<Network> networks, int parameter, float by) {
        Network network = networks.get();
        network.parameters()[parameter] += by;
        return network.trainingLoss(0, new float[network.parameters().length]);
    }
}
