package io.github.descentry.stop;

import java.util.Arrays;
import java.util.Locale;

/** The levels that a run is held against at a rung. */
final class Levels {

    private Levels() {}

    /** Those of its siblings that were there, lower is better. */
    static double[] of(Rung rung, RungRule.Facts facts) {
        double[] levels = new double[facts.siblings().size()];
        int count = 0;
        for (RungRule.Sibling sibling : facts.siblings()) {
            Rung.Mark mark = rung.mark(sibling.run());
            if (mark != null) {
                levels[count++] = facts.goal().sign() * mark.level();
            }
        }
        return Arrays.copyOf(levels, count);
    }

    /** A sentence that begins with the metric. */
    static String sentence(RungRule.Facts facts, String format, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = facts.metric();
        System.arraycopy(values, 0, all, 1, values.length);
        return String.format(Locale.ROOT, format, all);
    }
}
