package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepPolicy.Origin;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.stop.SweepConfig;
import io.github.descentry.stop.preset.series.SeriesPresets;
import io.github.descentry.stop.preset.study.StudyPresets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The policies that a study compares: our rules, their trade-off, and rules of other tools. */
public final class SweepPolicies {

    /** Values of {@code stop.unpromising.tolerance} for the trade-off. */
    private static final double[] TOLERANCES = {0.1, 0.2, 0.4, 0.6, 0.9, 1.4};

    /** A twentieth of a percent of the value: runs so near to each other are as good as equal. */
    private static final double INDIFFERENCE = 0.0005;

    private static final double[] CHANCES = {0.05, 0.1, 0.2};

    private SweepPolicies() {}

    /**
     * Ours, each rule alone and those that are on together.
     *
     * @param config settings of the rules
     */
    public static List<SweepPolicy> ours(MonitorConfig config) {
        List<SweepPolicy> policies = new ArrayList<>();
        policies.add(new MonitorPolicy(Origin.OURS, "configured", config, true));
        policies.add(
                new MonitorPolicy(
                        Origin.OURS,
                        "cannot_win + unpromising",
                        config.with(config.stop().with(Set.of("cannot_win", "unpromising"))),
                        false));
        for (String rule :
                List.of("cannot_win", "unpromising", "median", "percentile", "halving")) {
            policies.add(rule(Origin.OURS, rule, rule, config));
        }
        return policies;
    }

    /** Our rules over the main parameter of each, everything else as configured. */
    public static List<SweepPolicy> tradeOff(MonitorConfig config) {
        List<SweepPolicy> policies = new ArrayList<>();
        StopConfig stop = config.stop();
        for (double indifference : new double[] {0, INDIFFERENCE}) {
            for (double tolerance : TOLERANCES) {
                SweepConfig sweep =
                        stop.sweep()
                                .with(
                                        stop.sweep()
                                                .unpromising()
                                                .with(tolerance)
                                                .indifferent(indifference));
                policies.add(
                        rule(
                                Origin.TRADE_OFF,
                                "unpromising(tolerance="
                                        + tolerance
                                        + ",indifference="
                                        + indifference
                                        + ")",
                                "unpromising",
                                config.with(stop.with(sweep))));
            }
        }
        for (double chance : CHANCES) {
            CannotWinConfig old = stop.cannotWin();
            CannotWinConfig changed =
                    new CannotWinConfig(
                            chance,
                            Math.max(chance, old.clearChance()),
                            old.widening(),
                            old.marginShare(),
                            old.minimumShare(),
                            old.maximumShare(),
                            old.consecutive(),
                            old.sustainedShare());
            policies.add(
                    rule(
                            Origin.TRADE_OFF,
                            "cannot_win(chance=" + chance + ")",
                            "cannot_win",
                            config.with(stop.with(changed))));
        }
        return policies;
    }

    /** Rules of other tools, with their defaults where nothing else stands in the name. */
    public static List<SweepPolicy> peers() {
        List<SweepPolicy> policies = new ArrayList<>();
        study(policies, "optuna.median", Map.of());
        study(policies, "optuna.percentile", Map.of("percentile", 25));
        study(policies, "ray.asha", Map.of());
        study(policies, "ray.asha", Map.of("reduction_factor", 3));
        study(policies, "ray.median", Map.of("grace_period", 1));
        study(policies, "wandb.hyperband", Map.of("min_iter", 1));
        series(policies, "keras.early_stopping", "patience", 5);
        series(policies, "keras.early_stopping", "patience", 10);
        series(policies, "lightning.early_stopping", "patience", 3);
        return policies;
    }

    private static SweepPolicy rule(Origin origin, String name, String rule, MonitorConfig config) {
        return new MonitorPolicy(
                origin, name, config.with(config.stop().with(Set.of(rule))), false);
    }

    private static void study(List<SweepPolicy> policies, String preset, Map<String, ?> values) {
        policies.add(
                new StudyPresetPolicy(
                        name(preset, values),
                        StudyPresets.of(preset, new Parameters(preset, values))));
    }

    private static void series(List<SweepPolicy> policies, String preset, String key, int value) {
        Map<String, Object> falling = new LinkedHashMap<>();
        falling.put(key, value);
        falling.put("mode", "min");
        Map<String, Object> rising = new LinkedHashMap<>(falling);
        rising.put("mode", "max");
        policies.add(
                new SeriesPresetPolicy(
                        name(preset, Map.of(key, value)),
                        SeriesPresets.of(preset, new Parameters(preset, falling)),
                        SeriesPresets.of(preset, new Parameters(preset, rising))));
    }

    private static String name(String preset, Map<String, ?> values) {
        StringBuilder name = new StringBuilder(preset);
        values.forEach((key, value) -> name.append("(" + key + "=" + value + ")"));
        return name.toString();
    }
}
