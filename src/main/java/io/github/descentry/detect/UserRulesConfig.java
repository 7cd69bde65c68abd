package io.github.descentry.detect;

import java.util.List;

/**
 * The rules that users have set, {@code detect.rules}.
 *
 * @param rules at most {@value #MOST}, each once
 */
public record UserRulesConfig(List<UserRule> rules) {

    /** Most rules. */
    public static final int MOST = 16;

    public static final UserRulesConfig DEFAULT = new UserRulesConfig(List.of());

    public UserRulesConfig {
        rules = List.copyOf(rules);
        if (rules.size() > MOST) {
            throw new IllegalArgumentException(
                    "detect.rules has " + rules.size() + " rules, more than " + MOST);
        }
        long different = rules.stream().map(UserRule::text).distinct().count();
        if (different < rules.size()) {
            throw new IllegalArgumentException("detect.rules has the same rule twice");
        }
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException quoting the line that is none and saying what was expected
     */
    public static UserRulesConfig parse(List<String> lines) {
        List<UserRule> rules = lines.stream().map(UserRule::parse).distinct().toList();
        if (rules.size() > MOST) {
            throw new IllegalArgumentException(
                    "has " + rules.size() + " rules, at most " + MOST + " can be set");
        }
        return new UserRulesConfig(rules);
    }
}
