package io.github.descentry.stop.preset.series;

import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The rules of other tools over one metric of one run, by name. */
public final class SeriesPresets {

    private static final Map<String, Function<Parameters, SeriesPreset>> KNOWN = new TreeMap<>();

    static {
        KNOWN.put(AxolotlLossWatchdog.NAME, AxolotlLossWatchdog::of);
        KNOWN.put(ComposerEarlyStopper.NAME, ComposerEarlyStopper::of);
        KNOWN.put(ComposerThresholdStopper.NAME, ComposerThresholdStopper::of);
        KNOWN.put(KerasEarlyStopping.NAME, KerasEarlyStopping::of);
        KNOWN.put(KerasTerminateOnNan.NAME, KerasTerminateOnNan::of);
        KNOWN.put(LightningEarlyStopping.NAME, LightningEarlyStopping::of);
        KNOWN.put(LightningSpikeDetection.NAME, LightningSpikeDetection::of);
        KNOWN.put(LlmFoundryKillLossSpike.NAME, LlmFoundryKillLossSpike::of);
        KNOWN.put(MegatronSpikyLoss.NAME, MegatronSpikyLoss::of);
        KNOWN.put(MetaseqEwm.NAME, MetaseqEwm::of);
        KNOWN.put(OlmoEarlyStoppingFactor.NAME, OlmoEarlyStoppingFactor::of);
        KNOWN.put(OlmoSkipStep.NAME, OlmoSkipStep::of);
        KNOWN.put(OlmoStability.NAME, OlmoStability::of);
        KNOWN.put(OptunaPatient.NAME, OptunaPatient::of);
        KNOWN.put(OptunaThreshold.NAME, OptunaThreshold::of);
        KNOWN.put(RayTrialPlateau.NAME, RayTrialPlateau::of);
        KNOWN.put(RobustZScore.NAME, RobustZScore::of);
        KNOWN.put(SageMakerLossNotDecreasing.NAME, SageMakerLossNotDecreasing::of);
        KNOWN.put(SageMakerOverfit.NAME, SageMakerOverfit::of);
        KNOWN.put(TrainscopeCusum.NAME, TrainscopeCusum::of);
        KNOWN.put(TransformersEarlyStopping.NAME, TransformersEarlyStopping::of);
        KNOWN.put(WandbChange.NAME, WandbChange::of);
        KNOWN.put(WandbThreshold.NAME, WandbThreshold::of);
        KNOWN.put(WandbZscore.NAME, WandbZscore::of);
    }

    private SeriesPresets() {}

    /** All of them, in alphabetical order. */
    public static Set<String> names() {
        return new TreeSet<>(KNOWN.keySet());
    }

    /**
     * @param name e.g. {@code keras.early_stopping}
     * @param parameters under the names that the original gives them; what is absent is as the
     *     original has it by default
     * @throws IllegalArgumentException if there is no such preset, or a parameter is unknown,
     *     missing or cannot be
     */
    public static SeriesPreset of(String name, Parameters parameters) {
        Function<Parameters, SeriesPreset> known = KNOWN.get(name);
        if (known == null) {
            throw new IllegalArgumentException(
                    "preset=" + name + " is unknown, there are " + String.join(", ", names()));
        }
        SeriesPreset preset = known.apply(parameters);
        parameters.done();
        try {
            preset.begin(); // Windows that are too long are refused now, not at a run's report.
        } catch (IllegalArgumentException e) {
            throw parameters.refuse("preset", name, e.getMessage());
        }
        return preset;
    }
}
