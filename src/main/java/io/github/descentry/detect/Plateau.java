package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Nothing more is expected of a curve although much of the run is still to come. A fact to know and
 * no fault: its severity is to inform, and it never gets worse.
 *
 * <p>Judged by the forecast and not by how long the curve has been flat: the gain is what lies
 * between the curve's level now and the quantile of the forecast for the planned end that only a
 * small chance remains to better. So a flat stretch before a decay of the learning rate is no
 * plateau, whether the decay is declared or only likely, and a curve that is too noisy or too young
 * to be forecast well is none either. The gain has to be below a share of the metric's magnitude
 * for a share of the run.
 *
 * <p>Never said without a plan. A forecast for twice the steps so far takes the flat stretch that
 * many language models begin with for the end; so does any rule on how long a curve has been flat.
 * In the last fifth of the run nothing opens: there the run is done. While any other anomaly of the
 * curve is open it is the other's story.
 */
final class Plateau extends Detector<CurveReport> {

    private final List<? extends Detector<CurveReport>> graver;

    private int reports;
    private long sinceStep;

    /**
     * @param graver detectors of the same curve that go before this one, judged before it
     */
    Plateau(List<? extends Detector<CurveReport>> graver) {
        super(Kind.PLATEAU);
        this.graver = List.copyOf(graver);
    }

    @Override
    boolean disturbs() {
        return false;
    }

    @Override
    public Severity begunAs() {
        return Severity.INFO;
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        PlateauConfig config = report.config().plateau();
        if (!report.finite()
                || graverOpen()
                || report.estimate().isEmpty()
                || !report.estimate().get().planned()
                || !report.past(config.warmupShare())
                || report.past(config.lastShare())
                || !report.baseline().learns()) {
            reports = 0;
            return OptionalLong.empty();
        }
        if (!(chanceOfMore(report, config.gainShare()) <= config.chance())) {
            reports = 0;
            return OptionalLong.empty();
        }
        if (reports == 0) {
            sinceStep = report.step();
        }
        reports = Math.min(reports, Integer.MAX_VALUE - 1) + 1;
        return reports >= config.sustainedReports()
                        && report.step() - sinceStep >= report.steps(config.sustainedShare())
                ? OptionalLong.of(sinceStep)
                : OptionalLong.empty();
    }

    private boolean graverOpen() {
        for (int i = 0; i < graver.size(); i++) {
            if (graver.get(i).life().open()) {
                return true;
            }
        }
        return false;
    }

    /** Chance of a gain beyond a share of the magnitude until the end of the forecast. */
    private static double chanceOfMore(CurveReport report, double share) {
        Baseline baseline = report.baseline();
        double target = baseline.signed(baseline.level() - share * baseline.magnitude());
        double below = report.estimate().orElseThrow().distribution().cumulativeProbability(target);
        return report.goal() == Goal.MINIMIZE ? below : 1 - below;
    }

    /** The most that may still be gained, but for the small chance. */
    private static double gain(CurveReport report) {
        Baseline baseline = report.baseline();
        double chance = report.config().plateau().chance();
        double quantile = report.goal() == Goal.MINIMIZE ? chance : 1 - chance;
        double end = report.estimate().orElseThrow().distribution().quantile(quantile);
        return baseline.level() - baseline.signed(end);
    }

    @Override
    public Course follow(CurveReport report) {
        PlateauConfig config = report.config().plateau();
        if (graverOpen()) {
            return Course.OVER;
        }
        if (!report.finite() || report.estimate().isEmpty()) {
            return Course.HOLDS;
        }
        double more = chanceOfMore(report, config.endFactor() * config.gainShare());
        return more > config.chance() ? Course.OVER : Course.HOLDS;
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        if (report.estimate().isEmpty()) {
            return Map.of();
        }
        Baseline baseline = report.baseline();
        CurveEstimate estimate = report.estimate().get();
        double gain = gain(report);
        return Wording.evidence(
                "level", baseline.signed(baseline.level()),
                "gain_at_most", gain,
                "gain_at_most_share", gain / baseline.magnitude(),
                "chance_of_more", report.config().plateau().chance(),
                "forecast", estimate.distribution().quantile(0.5),
                "at_step", estimate.atStep());
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        if (turn == Status.RESOLVED) {
            return graverOpen()
                    ? metric + " is no longer flat, something else has happened to it"
                    : metric
                            + " is expected to gain again, up to "
                            + Wording.number(gain(report))
                            + " by step "
                            + Math.round(report.estimate().orElseThrow().atStep());
        }
        CurveEstimate estimate = report.estimate().orElseThrow();
        return metric
                + " has been flat since step "
                + sinceStep
                + ", around "
                + Wording.number(report.baseline().signed(report.baseline().level()))
                + ": at most "
                + Wording.number(Math.max(0, gain(report)))
                + " more is expected until the planned end at step "
                + Math.round(estimate.atStep())
                + "; stop here, or change the learning rate or the data";
    }

    @Override
    void forget() {
        reports = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeInt(reports);
        if (reports > 0 || life().open()) {
            out.writeLong(sinceStep);
        }
    }

    @Override
    void readRule(StateReader in) {
        reports = in.readInt();
        if (reports > 0 || life().open()) {
            sinceStep = in.readLong();
        }
    }
}
