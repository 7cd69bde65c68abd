package io.github.descentry.stop.policy;

import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.DivergedConfig;
import io.github.descentry.stop.HalvingConfig;
import io.github.descentry.stop.HalvingRule;
import io.github.descentry.stop.LastingConfig;
import io.github.descentry.stop.LastingRule;
import io.github.descentry.stop.NonFiniteRule;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.PercentileConfig;
import io.github.descentry.stop.PercentileRule;
import io.github.descentry.stop.UnpromisingConfig;
import io.github.descentry.stop.UnpromisingRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Which rules a policy may name, and what their parameters make of them: the settings of one of our
 * own rules, or a preset. Parameters are tried when a policy is read, so that a bad one fails the
 * check and not the monitor. Immutable.
 */
public final class RuleCatalogue {

    private final Map<String, Function<Parameters, ?>> makers;

    private RuleCatalogue(Map<String, Function<Parameters, ?>> makers) {
        this.makers = makers;
    }

    /** Our own rules. What they make is their settings, or the rule itself if it has none. */
    public static RuleCatalogue own() {
        Map<String, Function<Parameters, ?>> makers = new TreeMap<>();
        makers.put("non_finite", parameters -> new NonFiniteRule());
        makers.put("diverged", RuleCatalogue::diverged);
        makers.put("plateau", given -> LastingRule.plateau(lasting(given, LastingConfig.PLATEAU)));
        makers.put("overfit", given -> LastingRule.overfit(lasting(given, LastingConfig.OVERFIT)));
        makers.put("cannot_win", RuleCatalogue::cannotWin);
        makers.put("unpromising", RuleCatalogue::unpromising);
        makers.put(
                "median",
                given -> PercentileRule.median(percentile(given, PercentileConfig.MEDIAN)));
        makers.put(
                "percentile",
                given -> PercentileRule.percentile(percentile(given, PercentileConfig.QUARTER)));
        makers.put("halving", RuleCatalogue::halving);
        return new RuleCatalogue(makers);
    }

    /**
     * Rules that somebody else knows, e.g. {@code of(SeriesPresets.names(), SeriesPresets::of)}.
     *
     * @param maker refuses parameters by {@link IllegalArgumentException}
     */
    public static RuleCatalogue of(Set<String> names, BiFunction<String, Parameters, ?> maker) {
        Map<String, Function<Parameters, ?>> makers = new TreeMap<>();
        for (String name : names) {
            makers.put(name, parameters -> maker.apply(name, parameters));
        }
        return new RuleCatalogue(makers);
    }

    /** All of these and all of others, which must have other names. */
    public RuleCatalogue and(RuleCatalogue others) {
        Map<String, Function<Parameters, ?>> all = new TreeMap<>(makers);
        others.makers.forEach(
                (name, maker) -> {
                    if (all.put(name, maker) != null) {
                        throw new IllegalArgumentException("rule=" + name + " is there twice");
                    }
                });
        return new RuleCatalogue(all);
    }

    /** In alphabetical order. */
    public Set<String> names() {
        return new TreeSet<>(makers.keySet());
    }

    /**
     * What the parameters make of a rule; all of them are taken.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if a parameter is unknown or cannot be
     */
    Object make(String name, Parameters parameters) {
        Object made = makers.get(name).apply(parameters);
        parameters.done();
        return made;
    }

    private static DivergedConfig diverged(Parameters given) {
        DivergedConfig usual = DivergedConfig.DEFAULT;
        return new DivergedConfig(
                given.number("patience_share", usual.patienceShare()),
                given.count("patience_reports", usual.patienceReports()),
                given.number("kept_share", usual.keptShare()));
    }

    private static UnpromisingRule unpromising(Parameters given) {
        UnpromisingConfig usual = UnpromisingConfig.DEFAULT;
        return new UnpromisingRule(
                new UnpromisingConfig(
                        given.number("tolerance", usual.tolerance()),
                        given.number("indifference", usual.indifference()),
                        given.number("prior_rate", usual.priorRate()),
                        given.number("prior_siblings", usual.priorSiblings()),
                        given.number("minimum_share", usual.minimumShare()),
                        given.number("maximum_share", usual.maximumShare())));
    }

    private static PercentileConfig percentile(Parameters given, PercentileConfig usual) {
        return new PercentileConfig(
                given.number("kept", usual.kept()),
                given.number("minimum_share", usual.minimumShare()),
                given.count("minimum_siblings", usual.minimumSiblings()));
    }

    private static LastingConfig lasting(Parameters given, LastingConfig usual) {
        return new LastingConfig(
                given.number("lasting_share", usual.lastingShare()),
                given.flag("critical_only", usual.criticalOnly()));
    }

    private static HalvingRule halving(Parameters given) {
        HalvingConfig usual = HalvingConfig.DEFAULT;
        return new HalvingRule(
                new HalvingConfig(
                        given.number("eta", usual.eta()),
                        given.number("minimum_share", usual.minimumShare())));
    }

    private static CannotWinConfig cannotWin(Parameters given) {
        CannotWinConfig usual = CannotWinConfig.DEFAULT;
        return new CannotWinConfig(
                given.number("chance", usual.chance()),
                given.number("clear_chance", usual.clearChance()),
                given.number("widening", usual.widening()),
                given.number("margin_share", usual.marginShare()),
                given.number("minimum_share", usual.minimumShare()),
                given.number("maximum_share", usual.maximumShare()),
                given.count("consecutive", usual.consecutive()),
                given.number("sustained_share", usual.sustainedShare()));
    }
}
