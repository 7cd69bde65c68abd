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
 * under mixed precision looks the same. Resolves after some finite ones in a row. Escalates after
 * some that were not finite before it came to that, in a row or not: a loss that is NaN at every
 * other step is as lost as one that always is.
 *
 * <p>Recovering at the first finite value. A value that is not finite again takes that back; from
 * then on one finite value is believed no more, and recovering takes all but one of those that
 * resolve.
 *
 * <p>A maximised metric that was never finite is not there yet (a reward before the first episode
 * has ended), and no anomaly; a loss is one from its first report.
 */
final class NonFinite extends Detector<CurveReport> {

    private int bad;
    private boolean relapsed;
    private int finiteInARow;
    private boolean everFinite;

    NonFinite() {
        super(Kind.NON_FINITE);
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        if (report.finite()) {
            everFinite = true;
            return OptionalLong.empty();
        }
        if (!everFinite && report.goal() == Goal.MAXIMIZE) {
            return OptionalLong.empty();
        }
        bad = 1;
        finiteInARow = 0;
        relapsed = false;
        return OptionalLong.of(report.step());
    }

    @Override
    public Course follow(CurveReport report) {
        NonFiniteConfig config = report.config().nonFinite();
        if (!report.finite()) {
            relapsed |= finiteInARow > 0;
            finiteInARow = 0;
            return ++bad >= config.escalateAfter() ? Course.WORSE : Course.RELAPSED;
        }
        everFinite = true;
        if (++finiteInARow >= config.resolveAfter()) {
            return Course.OVER;
        }
        boolean believed = !relapsed || finiteInARow >= config.resolveAfter() - 1;
        return believed ? Course.BETTER : Course.HOLDS;
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        double value = report.value();
        return report.finite()
                ? Wording.evidence("value", value, "finite_in_a_row", finiteInARow)
                : Wording.evidence("value", value, "reports", bad);
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        return switch (turn) {
            case OPENED ->
                    metric
                            + " is "
                            + report.value()
                            + (relapsed ? " again" : "")
                            + " at step "
                            + report.step()
                            + ": check the next reports before trusting this run";
            case ESCALATED ->
                    metric
                            + " has been non-finite in "
                            + bad
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
                            + " has been finite again for "
                            + Wording.reports(finiteInARow)
                            + ", at "
                            + Wording.number(report.value());
        };
    }

    @Override
    void forget() {
        bad = 0;
        finiteInARow = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeInt(bad);
        out.writeInt(finiteInARow);
        out.writeBoolean(relapsed);
        out.writeBoolean(everFinite);
    }

    @Override
    void readRule(StateReader in) {
        bad = in.readInt();
        finiteInARow = in.readInt();
        relapsed = in.readBoolean();
        everFinite = in.readBoolean();
    }
}
