package io.github.descentry.text;

/**
 * A pattern over whole names: {@code *} stands for any characters, {@code ?} for any one; all else
 * for itself. Takes time of at most the pattern's length times the name's, whatever the pattern:
 * names come from strangers. Immutable.
 */
public final class Glob {

    private static final int NONE = -1;

    private final String text;
    private final int[] pattern;

    public Glob(String text) {
        this.text = text;
        this.pattern = text.codePoints().toArray();
    }

    /** Whether it stands for the whole name. */
    public boolean matches(String name) {
        int[] letters = name.codePoints().toArray();
        int at = 0;
        int star = NONE;
        int taken = 0;
        int i = 0;
        while (i < letters.length) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                taken = i;
            } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == letters[i])) {
                at++;
                i++;
            } else if (star != NONE) {
                // Only the last star has to be tried again: what is before it fits already.
                at = star + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    /** Whether it stands for every name. */
    public boolean any() {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter == '*');
    }

    /** Whether it stands for all that another one stands for; where that is hard to tell, false. */
    public boolean covers(Glob other) {
        // A star takes what the other's signs stand for as it takes the signs; one letter does not.
        return text.indexOf('?') < 0 && matches(other.text) || equals(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
