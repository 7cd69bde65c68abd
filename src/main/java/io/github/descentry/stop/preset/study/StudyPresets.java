package io.github.descentry.stop.preset.study;

import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** All rules of other tools over the runs of a group, by name. */
public final class StudyPresets {

    private static final Map<String, Function<Parameters, StudyPreset>> CATALOGUE =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("azureml.bandit", AzureBandit::of),
                            Map.entry("determined.asha", DeterminedAsha::of),
                            Map.entry("katib.medianstop", KatibMedianStop::of),
                            Map.entry("nni.medianstop", NniMedianStop::of),
                            Map.entry("optuna.hyperband", OptunaHyperband::of),
                            Map.entry("optuna.median", OptunaPercentile::median),
                            Map.entry("optuna.percentile", OptunaPercentile::of),
                            Map.entry("optuna.successive_halving", OptunaSuccessiveHalving::of),
                            Map.entry("optuna.wilcoxon", OptunaWilcoxon::of),
                            Map.entry("ray.asha", RayAsha::of),
                            Map.entry("ray.median", RayMedian::of),
                            Map.entry("sagemaker.amt_median", RunningAverageMedian::sageMaker),
                            Map.entry("vizier.median", RunningAverageMedian::vizier),
                            Map.entry("wandb.hyperband", WandbHyperband::of)));

    private StudyPresets() {}

    /** In alphabetical order. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(CATALOGUE.keySet());
    }

    /**
     * @param name without {@code preset:}
     * @throws IllegalArgumentException if there is none of that name, or a parameter is unknown or
     *     cannot be
     */
    public static StudyPreset of(String name, Parameters parameters) {
        Function<Parameters, StudyPreset> preset = CATALOGUE.get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "preset=" + name + " is unknown, there are " + String.join(", ", names()));
        }
        return preset.apply(parameters);
    }
}
