package io.github.descentry.stop;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code diverged}: a divergence, or a spike that did not recover, has been critical for long and
 * keeps most of its height. Clears when no such anomaly is critical any more.
 */
public final class DivergedRule implements FindingRule {

    private final DivergedConfig config;

    public DivergedRule(DivergedConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "diverged";
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
                if (rise(finding) && finding.escalated()) {
                    open = true;
                    if (lasts(finding, facts)) {
                        return stop(curve, finding, facts);
                    }
                }
            }
        }
        return open ? Verdict.unsure() : Verdict.clear("the curve has come back");
    }

    private static boolean rise(Finding finding) {
        return finding.kind() == Kind.DIVERGENCE || finding.kind() == Kind.SPIKE;
    }

    private boolean lasts(Finding finding, Facts facts) {
        return finding.reportsSinceEscalation() >= config.patienceReports()
                && facts.step() - finding.escalatedStep() >= facts.steps(config.patienceShare())
                && finding.excess() >= config.keptShare() * finding.excessAtEscalation();
    }

    private static Verdict stop(Curve curve, Finding finding, Facts facts) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("first_step", (double) finding.firstStep());
        evidence.put("escalated_step", (double) finding.escalatedStep());
        evidence.put("excess", finding.excess());
        evidence.put("excess_at_escalation", finding.excessAtEscalation());
        return Verdict.stop(
                String.format(
                        Locale.ROOT,
                        "%s is still %.4g worse than before step %d and has not come back within"
                                + " %d steps",
                        curve.metric(),
                        finding.excess(),
                        finding.firstStep(),
                        facts.step() - finding.firstStep()),
                evidence);
    }
}
