package io.github.descentry.stop.preset.series;

import io.github.descentry.stop.Parameters;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which way is better, as Composer's stoppers tell it: by {@code comp} if given, otherwise by the
 * name of the metric, {@code monitor}: less where it has {@code loss}, {@code error} or {@code
 * perplexity} in it, in whatever case. The originals demand a monitor; ours is {@code loss} if none
 * is given.
 */
final class ComposerComparison {

    private static final Set<String> WORDS = Set.of("less", "lt", "greater", "gt");

    private ComposerComparison() {}

    static boolean takesLess(Parameters parameters) {
        String monitor = parameters.text("monitor", "loss").toLowerCase(Locale.ROOT);
        boolean less = Stream.of("loss", "error", "perplexity").anyMatch(monitor::contains);
        String comp = parameters.word("comp", less ? "less" : "greater", WORDS);
        return comp.startsWith("l");
    }
}
