package io.github.descentry.text;

import java.util.Collection;
import java.util.Optional;

/**
 * The known word that is most like one that is not known, if it is so near that it may be meant: at
 * most {@value #MOST} letters, and at most a third of the word, are other ones. What is farther off
 * would send people looking for a mistake they have not made.
 */
public final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /** The first of the nearest ones; empty if none is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.min(MOST, Math.max(1, word.length() / 3)) + 1;
        for (String each : known) {
            int distance = distance(each, word);
            if (distance < least) {
                nearest = each;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * What to say of a word that is not known: the nearest one, or if none is near all there are.
     *
     * @param what such a word is, e.g. {@code key}
     */
    public static String unknown(String word, String what, Collection<String> known) {
        return known.isEmpty()
                ? "is unknown, there are no " + what + "s"
                : to(word, known)
                        .map(near -> "is unknown; the nearest known " + what + " is " + near)
                        .orElseGet(() -> "is unknown, there are " + String.join(", ", known));
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
