package io.github.descentry.stop;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import java.util.Map;

/**
 * {@code non_finite}: the objective or a training loss has been NaN or infinite for several reports
 * in a row. A single one is no reason to stop: steps are skipped under mixed precision. Clears when
 * the values have been finite again for as long as the detector asks.
 */
public final class NonFiniteRule implements FindingRule {

    @Override
    public String name() {
        return "non_finite";
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
                if (finding.kind() == Kind.NON_FINITE) {
                    open = true;
                    if (finding.escalated() && !finding.recovering()) {
                        return Verdict.stop(
                                curve.metric()
                                        + " has been non-finite since step "
                                        + finding.firstStep()
                                        + " and does not come back",
                                Map.of("first_step", (double) finding.firstStep()));
                    }
                }
            }
        }
        return open ? Verdict.unsure() : Verdict.clear("all values are finite again");
    }
}
