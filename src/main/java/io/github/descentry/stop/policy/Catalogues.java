package io.github.descentry.stop.policy;

import io.github.descentry.stop.preset.series.SeriesPresets;
import io.github.descentry.stop.preset.study.StudyPresets;

/**
 * All that a policy may name.
 *
 * @param own our own rules, named as they are
 * @param presets rules of other tools on one run or on the runs of a group, named behind {@code
 *     preset:}
 */
public record Catalogues(RuleCatalogue own, RuleCatalogue presets) {

    /** What this program knows. */
    public static final Catalogues KNOWN =
            new Catalogues(
                    RuleCatalogue.own(),
                    RuleCatalogue.of(SeriesPresets.names(), SeriesPresets::of)
                            .and(RuleCatalogue.of(StudyPresets.names(), StudyPresets::of)));
}
