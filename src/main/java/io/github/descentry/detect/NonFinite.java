package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/**
 * NaN or an infinity where a number should be. Opens at the first one, as a warning: a skipped step
 * under mixed precision looks the same. Escalates after some in a row, resolves after some finite
 * ones in a row.
 *
 * <p>A maximised metric that was never finite is not there yet (a reward before the first episode
 * has ended), and no anomaly; a loss is one from its first report.
 */
final class NonFinite implements CurveDetector {

    private final Life life = new Life(Kind.NON_FINITE);
    private int inARow;
    private int finiteInARow;
    private boolean everFinite;

    @Override
    public Kind kind() {
        return Kind.NON_FINITE;
    }

    @Override
    public Optional<Turn> judge(CurveReport report) {
        double value = report.innovation().value();
        if (!Double.isFinite(value)) {
            return everFinite || report.goal() == Goal.MINIMIZE
                    ? odd(report, value)
                    : Optional.empty();
        }
        everFinite = true;
        return life.open() ? fine(report, value) : Optional.empty();
    }

    private Optional<Turn> odd(CurveReport report, double value) {
        NonFiniteConfig config = report.config().nonFinite();
        inARow++;
        finiteInARow = 0;
        if (!life.open()) {
            return Optional.of(
                    life.open(
                            report.step(),
                            report.step(),
                            Severity.WARNING,
                            Wording.evidence("value", value, "reports_in_a_row", inARow),
                            report.metric()
                                    + " is "
                                    + value
                                    + " at step "
                                    + report.step()
                                    + ": check the next reports before trusting this run"));
        }
        life.follow(Double.NaN);
        if ((!life.escalated() || life.recovering()) && inARow >= config.escalateAfter()) {
            return Optional.of(
                    life.escalate(
                            report.step(),
                            Wording.evidence("value", value, "reports_in_a_row", inARow),
                            report.metric()
                                    + " has been non-finite for "
                                    + inARow
                                    + " reports since step "
                                    + life.firstStep()
                                    + ": the weights are probably lost, go back to a checkpoint"
                                    + " before that step"));
        }
        return Optional.empty();
    }

    private Optional<Turn> fine(CurveReport report, double value) {
        NonFiniteConfig config = report.config().nonFinite();
        inARow = 0;
        finiteInARow++;
        life.follow(Double.NaN);
        var evidence = Wording.evidence("value", value, "finite_in_a_row", finiteInARow);
        if (finiteInARow >= config.resolveAfter()) {
            finiteInARow = 0;
            return Optional.of(
                    life.resolve(
                            report.step(),
                            evidence,
                            report.metric()
                                    + " is finite again since "
                                    + config.resolveAfter()
                                    + " reports, at "
                                    + Wording.number(value)));
        }
        if (!life.recovering()) {
            return Optional.of(
                    life.recover(
                            report.step(),
                            evidence,
                            report.metric()
                                    + " is finite again, "
                                    + Wording.number(value)
                                    + " at step "
                                    + report.step()));
        }
        return Optional.empty();
    }

    @Override
    public boolean open() {
        return life.open();
    }

    @Override
    public Optional<Finding> finding() {
        return life.finding();
    }

    @Override
    public Optional<Turn> close(long step, String why) {
        inARow = 0;
        finiteInARow = 0;
        return life.close(step, why);
    }

    @Override
    public void write(StateWriter out) {
        life.write(out);
        out.writeInt(inARow);
        out.writeInt(finiteInARow);
        out.writeBoolean(everFinite);
    }

    @Override
    public void read(StateReader in) {
        life.read(in);
        inARow = in.readInt();
        finiteInARow = in.readInt();
        everFinite = in.readBoolean();
    }
}
