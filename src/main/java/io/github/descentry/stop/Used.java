package io.github.descentry.stop;

import java.util.Objects;

/**
 * A rule as a policy uses it.
 *
 * @param key changes when the rule may judge otherwise; what it has advised or seen of a run is
 *     kept while the key is the same. Begins with the name, then comes {@value #BEHIND_NAME}
 * @param rule the rule itself
 * @param terms what its advice is published with
 * @param <R> kind of rule
 */
public record Used<R>(String key, R rule, Terms terms) {

    private static final char BEHIND_NAME = '@';

    public Used {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(terms, "terms");
        name(key);
    }

    /** Name in signals, unique within a policy. */
    public String name() {
        return name(key);
    }

    /** The name that a key begins with. */
    static String name(String key) {
        int end = key.lastIndexOf(BEHIND_NAME);
        if (end < 1) {
            throw new IllegalArgumentException("key=" + key + " has no name");
        }
        return key.substring(0, end);
    }
}
