package io.github.descentry.text;

import java.util.Collection;
import java.util.Optional;

/** The known word that is most like one that is not known. */
public final class Nearest {

    private Nearest() {}

    /** The first of the nearest ones; empty if none is known. */
    public static Optional<String> to(String word, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String each : known) {
            int distance = distance(each, word);
            if (distance < least) {
                nearest = each;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Levenshtein's: how many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
