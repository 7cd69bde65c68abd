package io.github.descentry.stop.policy;

import io.github.descentry.text.Glob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * For some time some rules may stop nothing: what they say is only to be observed. A silence has an
 * end and a reason, so that nobody has to find out later whether it is still meant.
 *
 * @param run pattern over the names of runs
 * @param rule pattern over the names of rules
 * @param until its end
 * @param why for people
 */
public record Silence(Glob run, Glob rule, Instant until, String why) {

    public Silence {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(why, "why");
    }

    /** Whether it holds for what a rule says of a run. */
    public boolean covers(String name, String ruleName, Instant now) {
        return !over(now) && run.matches(name) && rule.matches(ruleName);
    }

    /** Whether its end has come. */
    public boolean over(Instant now) {
        return !now.isBefore(until);
    }

    static Silence of(Section section) {
        section.only("run", "rule", "until", "why");
        return new Silence(
                new Glob(section.optionalText("run").orElse("*")),
                new Glob(section.optionalText("rule").orElse("*")),
                section.time("until"),
                section.text("why"));
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("run", run.toString());
        tree.put("rule", rule.toString());
        tree.put("until", until.toString());
        tree.put("why", why);
        return tree;
    }
}
