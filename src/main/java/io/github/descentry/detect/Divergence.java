package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A sustained rise above the best level the curve has reached.
 *
 * <p>The proof is one-sided CUSUM (Page 1954) on clipped distances from the best level in the
 * curve's own noise, S = max(0, S + clip((y − best)/noise − k)). The distance is taken from the
 * best level and not from the fit: a curve that flattens earlier than its law lies above the fit
 * for long and does not diverge. Besides S ≥ h the level has to have risen by a share of its
 * magnitude, by a share of what it had gained, and beyond what this curve has come back from
 * before: rewards and accuracies stray by habit. A level above a multiple of the best needs half of
 * S.
 *
 * <p>A validation curve that rises while the training curve stays near its best is over-fitting,
 * not divergence. While a spike or over-fitting is open the rise is their story.
 *
 * <p>Recovering once half of the rise is gone, resolved when back within half of what opened it,
 * escalated when it lasts or doubles.
 */
final class Divergence extends Detector<CurveReport> {

    private static final double CLIP = 4;

    private double sum;
    private long sumStep;
    private double reference;
    private double opening;
    private double rise;
    private double peak;
    private int reports;

    private final Spike spike;
    private final Overfit overfit;

    /**
     * @param spike the spike detector of the same curve, judged before this one
     * @param overfit the detector of over-fitting of the same curve, judged before this one
     */
    Divergence(Spike spike, Overfit overfit) {
        super(Kind.DIVERGENCE);
        this.spike = spike;
        this.overfit = overfit;
    }

    @Override
    public boolean concerns(CurveReport report) {
        return report.finite();
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        Baseline baseline = report.baseline();
        if (baseline.reports() <= config.warmupReports()
                || !report.past(config.warmupShare())
                || !baseline.learns()) {
            return OptionalLong.empty();
        }
        if (spike.life().open() || overfit.life().open()) {
            sum = 0;
            return OptionalLong.empty();
        }
        double distance = (baseline.value() - baseline.best()) / baseline.noise();
        double before = sum;
        sum = Math.max(0, sum + Math.max(-CLIP, Math.min(CLIP, distance - config.slack())));
        sum = Math.min(sum, 2 * config.threshold());
        if (before == 0 && sum > 0) {
            sumStep = report.step();
        }
        double stray = baseline.stray();
        boolean multiple =
                baseline.best() > 0
                        && stray > (config.factor() - 1) * baseline.best()
                        && sum >= config.threshold() / 2;
        if (!(stray >= floor(report))
                || !(sum >= config.threshold() || multiple)
                || overfit(report)) {
            return OptionalLong.empty();
        }
        reference = baseline.best();
        opening = stray;
        rise = stray;
        peak = stray;
        reports = 0;
        return OptionalLong.of(sumStep);
    }

    /** The least rise that is called a divergence. */
    private static double floor(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        Baseline baseline = report.baseline();
        double giveBack =
                report.goal() == Goal.MINIMIZE
                        ? config.giveBackShare()
                        : config.giveBackShareOfGains();
        double floor =
                Math.max(config.floorShare() * baseline.magnitude(), giveBack * baseline.descent());
        return Math.max(floor, config.strayFactor() * baseline.pastStray());
    }

    private boolean overfit(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        if (report.training().isEmpty()) {
            return false;
        }
        Baseline training = report.training().get().baseline();
        double tolerated =
                Math.max(
                        2 * training.noise(),
                        Math.max(
                                config.floorShare() * training.magnitude(),
                                config.giveBackShare() * training.descent()));
        return training.stray() < tolerated;
    }

    @Override
    public Course follow(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        // What proved this one proves no other.
        sum = 0;
        rise = level(report) - reference;
        double height = Math.max(rise, peak);
        boolean doubled = height >= 2 * opening && peak < 2 * opening;
        peak = height;
        reports++;
        if (rise <= opening / 2 && rise <= peak / 3) {
            return Course.OVER;
        }
        boolean late =
                length(report) > report.steps(config.recoveryShare())
                        && reports > config.recoveryReports();
        if (doubled || late && rise > peak / 2) {
            return Course.WORSE;
        }
        return !life().escalated() && rise < peak / 2 ? Course.BETTER : Course.HOLDS;
    }

    @Override
    public double excess() {
        return rise;
    }

    /** The level that the rise is seen at, worse is up. */
    private static double level(CurveReport report) {
        return report.baseline().best() + report.baseline().stray();
    }

    private long length(CurveReport report) {
        return report.step() - life().firstStep();
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        Baseline baseline = report.baseline();
        if (turn == Status.OPENED) {
            return Wording.evidence(
                    "level", baseline.signed(baseline.level()),
                    "best_level", baseline.signed(baseline.best()),
                    "rise", rise,
                    "floor", floor(report),
                    "cusum_noises", sum,
                    "noise", baseline.noise());
        }
        return Wording.evidence(
                "level", baseline.signed(level(report)),
                "best_level", baseline.signed(reference),
                "rise", rise,
                "peak_rise", peak,
                "length_steps", length(report));
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        String level = Wording.number(report.baseline().signed(level(report)));
        String best = Wording.number(report.baseline().signed(reference));
        return switch (turn) {
            case OPENED ->
                    metric
                            + " has been getting worse since step "
                            + sumStep
                            + ": now around "
                            + level
                            + ", best was "
                            + best
                            + "; lower the learning rate or go back if it goes on";
            case RECOVERING ->
                    metric
                            + " is coming back: "
                            + Wording.number(rise)
                            + " worse than its best, was "
                            + Wording.number(peak);
            case ESCALATED ->
                    metric
                            + " is diverging: "
                            + Wording.number(rise)
                            + " worse than its best "
                            + best
                            + " after "
                            + length(report)
                            + " steps; stop, or go back with a lower learning rate";
            case RESOLVED ->
                    metric
                            + " has come back: around "
                            + level
                            + " after "
                            + length(report)
                            + " steps, best was "
                            + best;
        };
    }

    @Override
    void forget() {
        sum = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeDouble(sum);
        out.writeLong(sumStep);
        if (life().open()) {
            out.writeDouble(reference);
            out.writeDouble(opening);
            out.writeDouble(peak);
            out.writeInt(reports);
        }
    }

    @Override
    void readRule(StateReader in) {
        sum = in.readDouble();
        sumStep = in.readLong();
        if (life().open()) {
            reference = in.readDouble();
            opening = in.readDouble();
            peak = in.readDouble();
            reports = in.readInt();
        }
    }
}
