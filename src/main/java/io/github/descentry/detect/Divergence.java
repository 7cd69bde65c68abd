package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

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
 * not divergence. While a spike is open the rise is the spike's story.
 *
 * <p>Recovering once half of the rise is gone, resolved when back within half of what opened it,
 * escalated when it lasts or doubles.
 */
final class Divergence implements CurveDetector {

    private static final double CLIP = 4;

    private final Life life = new Life(Kind.DIVERGENCE);
    private double sum;
    private long sumStep;
    private double reference;
    private double opening;
    private double peak;
    private int reports;

    private final Detector spike;

    /**
     * @param spike the spike detector of the same curve, judged before this one
     */
    Divergence(Detector spike) {
        this.spike = spike;
    }

    @Override
    public Kind kind() {
        return Kind.DIVERGENCE;
    }

    @Override
    public Optional<Turn> judge(CurveReport report) {
        if (!Double.isFinite(report.innovation().value())) {
            return Optional.empty();
        }
        return life.open() ? follow(report) : watch(report);
    }

    private Optional<Turn> watch(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        Baseline baseline = report.baseline();
        if (baseline.reports() <= config.warmupReports()
                || !report.past(config.warmupShare())
                || !baseline.learns()) {
            return Optional.empty();
        }
        if (spike.open()) {
            sum = 0;
            return Optional.empty();
        }
        double distance = (baseline.value() - baseline.best()) / baseline.noise();
        double before = sum;
        sum = Math.max(0, sum + Math.max(-CLIP, Math.min(CLIP, distance - config.slack())));
        sum = Math.min(sum, 2 * config.threshold());
        if (before == 0 && sum > 0) {
            sumStep = report.step();
        }
        double rise = baseline.stray();
        double floor =
                Math.max(
                        config.floorShare() * baseline.magnitude(),
                        (report.goal() == Goal.MINIMIZE
                                        ? config.giveBackShare()
                                        : config.giveBackShareOfGains())
                                * baseline.descent());
        floor = Math.max(floor, config.strayFactor() * baseline.pastStray());
        boolean multiple =
                baseline.best() > 0
                        && rise > (config.factor() - 1) * baseline.best()
                        && sum >= config.threshold() / 2;
        if (!(rise >= floor) || !(sum >= config.threshold() || multiple)) {
            return Optional.empty();
        }
        if (overfit(report)) {
            return Optional.empty();
        }
        reference = baseline.best();
        opening = rise;
        peak = rise;
        reports = 0;
        Turn turn =
                life.open(
                        sumStep,
                        report.step(),
                        Severity.WARNING,
                        Wording.evidence(
                                "level",
                                baseline.signed(baseline.level()),
                                "best_level",
                                baseline.signed(baseline.best()),
                                "rise",
                                rise,
                                "floor",
                                floor,
                                "cusum_noises",
                                sum,
                                "noise",
                                baseline.noise()),
                        report.metric()
                                + " has been getting worse since step "
                                + sumStep
                                + ": now around "
                                + Wording.number(
                                        baseline.signed(baseline.best() + baseline.stray()))
                                + ", best was "
                                + Wording.number(baseline.signed(baseline.best()))
                                + "; lower the learning rate or go back if it goes on");
        sum = 0;
        life.follow(rise);
        return Optional.of(turn);
    }

    private boolean overfit(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        if (report.training().isEmpty()) {
            return false;
        }
        Baseline training = report.training().get();
        double tolerated =
                Math.max(
                        2 * training.noise(),
                        Math.max(
                                config.floorShare() * training.magnitude(),
                                config.giveBackShare() * training.descent()));
        return training.stray() < tolerated;
    }

    private Optional<Turn> follow(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        Baseline baseline = report.baseline();
        double rise = baseline.best() + baseline.stray() - reference;
        double height = Math.max(rise, peak);
        boolean doubled = height >= 2 * opening && peak < 2 * opening;
        peak = height;
        reports++;
        life.follow(rise);
        long length = report.step() - life.firstStep();
        if (rise <= opening / 2 && rise <= peak / 3) {
            return Optional.of(
                    life.resolve(
                            report.step(),
                            evidence(report, rise, length),
                            report.metric()
                                    + " has come back: around "
                                    + Wording.number(
                                            baseline.signed(baseline.best() + baseline.stray()))
                                    + " after "
                                    + length
                                    + " steps, best was "
                                    + Wording.number(baseline.signed(reference))));
        }
        boolean over =
                length > report.steps(config.recoveryShare()) && reports > config.recoveryReports();
        if (!life.escalated() && (doubled || over && rise > peak / 2)) {
            return Optional.of(
                    life.escalate(
                            report.step(),
                            evidence(report, rise, length),
                            report.metric()
                                    + " is diverging: "
                                    + Wording.number(rise)
                                    + " above its best "
                                    + Wording.number(baseline.signed(reference))
                                    + " after "
                                    + length
                                    + " steps; stop, or go back with a lower learning rate"));
        }
        if (!life.recovering() && !life.escalated() && rise < peak / 2) {
            return Optional.of(
                    life.recover(
                            report.step(),
                            evidence(report, rise, length),
                            report.metric()
                                    + " is coming back: "
                                    + Wording.number(rise)
                                    + " above its best, was "
                                    + Wording.number(peak)));
        }
        return Optional.empty();
    }

    private java.util.Map<String, Double> evidence(CurveReport report, double rise, long length) {
        Baseline baseline = report.baseline();
        return Wording.evidence(
                "level", baseline.signed(baseline.best() + baseline.stray()),
                "best_level", baseline.signed(reference),
                "rise", rise,
                "peak_rise", peak,
                "length_steps", length);
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
        sum = 0;
        return life.close(step, why);
    }

    @Override
    public void write(StateWriter out) {
        life.write(out);
        out.writeDouble(sum);
        out.writeLong(sumStep);
        if (life.open()) {
            out.writeDouble(reference);
            out.writeDouble(opening);
            out.writeDouble(peak);
            out.writeInt(reports);
        }
    }

    @Override
    public void read(StateReader in) {
        life.read(in);
        sum = in.readDouble();
        sumStep = in.readLong();
        if (life.open()) {
            reference = in.readDouble();
            opening = in.readDouble();
            peak = in.readDouble();
            reports = in.readInt();
        }
    }
}
