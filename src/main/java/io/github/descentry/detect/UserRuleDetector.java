package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/**
 * Watches one {@link UserRule} on one run. Its state is read by text and kind alone; the rule
 * itself comes with the settings, and is given by {@link UserRules} before a report is judged.
 */
abstract class UserRuleDetector extends RunDetector {

    private final Watched watched;
    private final LatestReport latest = new LatestReport();
    private UserRule rule;

    UserRuleDetector(Kind kind, Watched watched) {
        super(new Life(kind, Optional.of(watched)));
        this.watched = watched;
    }

    /** One for a rule, or for what is known of a rule from a state. */
    static UserRuleDetector of(Kind kind, Watched watched) {
        return kind == Kind.THRESHOLD ? new UserThreshold(watched) : new UserChange(watched);
    }

    static UserRuleDetector of(UserRule rule) {
        Kind kind = rule.condition() instanceof UserRule.Bound ? Kind.THRESHOLD : Kind.CHANGE;
        UserRuleDetector detector = of(kind, new Watched(rule.text(), rule.metric()));
        detector.follow(rule);
        return detector;
    }

    final Watched watched() {
        return watched;
    }

    final boolean isOf(UserRule other) {
        return watched.rule().equals(other.text());
    }

    final void follow(UserRule settings) {
        rule = settings;
    }

    final UserRule rule() {
        return rule;
    }

    @Override
    public final Severity begunAs() {
        return rule.severity();
    }

    @Override
    public final boolean concerns(RunReport report) {
        return report.metrics().containsKey(watched.metric()) && latest.precedes(report);
    }

    /** The value of the report, which is now judged. */
    final double take(RunReport report) {
        latest.take(report);
        return report.metrics().get(watched.metric());
    }

    /** How the metric is called in sentences. */
    final String metric() {
        return watched.metric();
    }

    @Override
    void forget() {
        latest.clear();
        forgetValues();
    }

    abstract void forgetValues();

    @Override
    final void writeRule(StateWriter out) {
        latest.write(out);
        writeValues(out);
    }

    @Override
    final void readRule(StateReader in) {
        latest.read(in);
        readValues(in);
    }

    abstract void writeValues(StateWriter out);

    abstract void readValues(StateReader in);
}
