package io.github.descentry.stop;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import java.util.Locale;
import java.util.Map;

/**
 * {@code plateau} and {@code overfit}: an anomaly of that kind has been open for long on the
 * objective or a training loss. A run on a plateau costs and gains nothing, one that over-fits gets
 * worse; neither is broken, so both rules are off unless a policy has them. Clears when no such
 * anomaly is open any more.
 */
public final class LastingRule implements FindingRule {

    private final Kind kind;
    private final LastingConfig config;

    private LastingRule(Kind kind, LastingConfig config) {
        this.kind = kind;
        this.config = config;
    }

    public static LastingRule plateau(LastingConfig config) {
        return new LastingRule(Kind.PLATEAU, config);
    }

    public static LastingRule overfit(LastingConfig config) {
        return new LastingRule(Kind.OVERFIT, config);
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Verdict judge(Facts facts) {
        boolean open = false;
        for (Curve curve : facts.curves()) {
            for (Finding finding : curve.findings()) {
                if (finding.kind() == kind) {
                    open = true;
                    long lasted = facts.step() - finding.firstStep();
                    if (!finding.recovering()
                            && lasted >= facts.steps(config.lastingShare())
                            && (finding.escalated() || !config.criticalOnly())) {
                        return Verdict.stop(
                                curve.metric()
                                        + " has been "
                                        + (kind == Kind.PLATEAU ? "on a plateau" : "over-fitting")
                                        + " for "
                                        + lasted
                                        + " steps, since step "
                                        + finding.firstStep(),
                                Map.of(
                                        "first_step",
                                        (double) finding.firstStep(),
                                        "lasted_steps",
                                        (double) lasted));
                    }
                }
            }
        }
        return open ? Verdict.unsure() : Verdict.clear("the " + name() + " is over");
    }
}
