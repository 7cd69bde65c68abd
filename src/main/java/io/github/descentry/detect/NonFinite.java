package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * NaN or an infinity where a number should be. Opens at the first one, as a warning: a skipped step
 * under mixed precision looks the same. Escalates after some in a row, resolves after some finite
 * ones in a row.
 *
 * <p>A maximised metric that was never finite is not there yet (a reward before the first episode
 * has ended), and no anomaly; a loss is one from its first report.
 */
final class NonFinite extends Detector<CurveReport> {

    private int inARow;
    private int finiteInARow;
    private boolean everFinite;

    NonFinite() {
        super(Kind.NON_FINITE);
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        if (report.finite()) {
            everFinite = true;
            inARow = 0;
            return OptionalLong.empty();
        }
        if (!everFinite && report.goal() == Goal.MAXIMIZE) {
            return OptionalLong.empty();
        }
        inARow = 1;
        finiteInARow = 0;
        return OptionalLong.of(report.step());
    }

    @Override
    public Course follow(CurveReport report) {
        NonFiniteConfig config = report.config().nonFinite();
        if (!report.finite()) {
            finiteInARow = 0;
            return ++inARow >= config.escalateAfter() ? Course.WORSE : Course.HOLDS;
        }
        everFinite = true;
        inARow = 0;
        return ++finiteInARow >= config.resolveAfter() ? Course.OVER : Course.BETTER;
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        double value = report.value();
        return report.finite()
                ? Wording.evidence("value", value, "finite_in_a_row", finiteInARow)
                : Wording.evidence("value", value, "reports_in_a_row", inARow);
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        return switch (turn) {
            case OPENED ->
                    metric
                            + " is "
                            + report.value()
                            + " at step "
                            + report.step()
                            + ": check the next reports before trusting this run";
            case ESCALATED ->
                    metric
                            + " has been non-finite for "
                            + inARow
                            + " reports since step "
                            + life().firstStep()
                            + ": the weights are probably lost, go back to a checkpoint"
                            + " before that step";
            case RECOVERING ->
                    metric
                            + " is finite again, "
                            + Wording.number(report.value())
                            + " at step "
                            + report.step();
            case RESOLVED ->
                    metric
                            + " is finite again since "
                            + finiteInARow
                            + " reports, at "
                            + Wording.number(report.value());
        };
    }

    @Override
    void forget() {
        inARow = 0;
        finiteInARow = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeInt(inARow);
        out.writeInt(finiteInARow);
        out.writeBoolean(everFinite);
    }

    @Override
    void readRule(StateReader in) {
        inARow = in.readInt();
        finiteInARow = in.readInt();
        everFinite = in.readBoolean();
    }
}
