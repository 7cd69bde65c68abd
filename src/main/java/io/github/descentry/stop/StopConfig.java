package io.github.descentry.stop;

import io.github.descentry.events.StopSignal.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Settings of all rules.
 *
 * @param mode what may be done with signals; to observe is the default
 * @param validity how long a signal is valid; while the rule holds it is renewed under its id
 * @param rules names of the rules that are on
 * @param diverged settings of {@link DivergedRule}
 * @param cannotWin settings of {@link CannotWinRule}
 * @param sweep settings of the rules on rungs
 */
public record StopConfig(
        Mode mode,
        Duration validity,
        Set<String> rules,
        DivergedConfig diverged,
        CannotWinConfig cannotWin,
        SweepConfig sweep) {

    /** Names of all rules there are. */
    public static final Set<String> ALL =
            Set.of(
                    "non_finite",
                    "diverged",
                    "cannot_win",
                    "plateau",
                    "overfit",
                    "unpromising",
                    "median",
                    "percentile",
                    "halving");

    /** Names of the rules that are on if nothing else is said. */
    public static final Set<String> USUAL = Set.of("non_finite", "diverged", "cannot_win");

    public static final StopConfig DEFAULT =
            new StopConfig(
                    Mode.OBSERVE,
                    Duration.ofHours(24),
                    USUAL,
                    DivergedConfig.DEFAULT,
                    CannotWinConfig.DEFAULT,
                    SweepConfig.DEFAULT);

    public StopConfig {
        Objects.requireNonNull(mode, "stop.mode");
        Objects.requireNonNull(diverged, "stop.diverged");
        Objects.requireNonNull(cannotWin, "stop.cannot_win");
        Objects.requireNonNull(sweep, "stop.sweep");
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("stop.validity=" + validity + " is not above 0");
        }
        rules = Set.copyOf(rules);
        for (String rule : rules) {
            if (!ALL.contains(rule)) {
                throw new IllegalArgumentException(
                        "stop.rules=" + rule + " is unknown, there are " + sorted(ALL));
            }
        }
    }

    /** With the rules on rungs as they are by default. */
    public StopConfig(
            Mode mode,
            Duration validity,
            Set<String> rules,
            DivergedConfig diverged,
            CannotWinConfig cannotWin) {
        this(mode, validity, rules, diverged, cannotWin, SweepConfig.DEFAULT);
    }

    public StopConfig with(Mode newMode) {
        return new StopConfig(newMode, validity, rules, diverged, cannotWin, sweep);
    }

    public StopConfig with(Set<String> newRules) {
        return new StopConfig(mode, validity, newRules, diverged, cannotWin, sweep);
    }

    public StopConfig with(CannotWinConfig newCannotWin) {
        return new StopConfig(mode, validity, rules, diverged, newCannotWin, sweep);
    }

    public StopConfig with(SweepConfig newSweep) {
        return new StopConfig(mode, validity, rules, diverged, cannotWin, newSweep);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
