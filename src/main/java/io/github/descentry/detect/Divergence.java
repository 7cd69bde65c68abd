package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sustained rise above the best level the curve has reached; of a score, a fall below it.
 *
 * <p>The proof is {@link Sustained}, a sequential test on distances from the best level; its
 * threshold follows from the false alarms that are allowed ({@link FalseAlarms}). The distance is
 * taken from the best level and not from the fit: a curve that flattens earlier than its law lies
 * above the fit for long and does not diverge. Besides the proof the level has to have risen by a
 * share of its magnitude, by a share of what it had gained, and beyond what this curve has come
 * back from before: rewards and accuracies stray by habit. A level above a multiple of the best
 * needs half of the proof.
 *
 * <p>A validation curve that rises while the training curve stays near its best is over-fitting,
 * not divergence. While a spike is open the rise is the spike's story; a spike that never comes
 * back is handed over and goes on as a divergence: it began when the spike did, and has been
 * critical since the spike has. Its height is that of the median of the last values, for the moving
 * level may not have followed the spike yet.
 *
 * <p>Scores on training data are not judged: mostly they are means since the epoch began, and fall
 * back at each new one. The training loss tells.
 *
 * <p>Recovering once half of the rise is gone, resolved when back within half of what opened it,
 * escalated when it lasts or doubles.
 */
final class Divergence extends Detector<CurveReport> {

    private final Sustained proof = new Sustained();
    private double reference;
    private double noise;
    private boolean carried;
    private double opening;
    private double rise;

    /** The last values since it began, as excess over the reference. */
    private final Recent recent = new Recent();

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
        return report.finite() && !meanOfTheEpoch(report);
    }

    /** Whether it may be a mean since the epoch began, which falls back at each new one. */
    private static boolean meanOfTheEpoch(CurveReport report) {
        return report.goal() == Goal.MAXIMIZE && report.split() == Split.TRAINING;
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        DivergenceConfig config = report.config().divergence();
        Baseline baseline = report.baseline();
        carried = spike.handedOver().isPresent();
        if (carried) {
            reference = spike.expected();
            noise = spike.noise();
            recent.copy(spike.recent());
            begin(spike.excess());
            return OptionalLong.of(spike.handedOver().get().firstStep());
        }
        if (baseline.reports() <= config.warmupReports()
                || !report.past(config.warmupShare())
                || !baseline.learns()) {
            return OptionalLong.empty();
        }
        if (spike.life().open() || overfit.life().open()) {
            proof.clear();
            return OptionalLong.empty();
        }
        double rate = report.config().falseAlarms().rise();
        proof.add(report.step(), baseline, config.slack(), rate);
        double stray = baseline.stray();
        // What mostly says no, and costs least, is asked first.
        if (!(stray >= floor(report))) {
            return OptionalLong.empty();
        }
        double threshold = proof.threshold(config.slack(), rate);
        boolean proven = proof.sum() >= threshold && proof.chance(config.slack()) <= rate;
        boolean multiple =
                baseline.best() > 0
                        && stray > (config.factor() - 1) * baseline.best()
                        && proof.sum() >= threshold / 2;
        double wander = config.strayFactor() * proof.wander(baseline, config.slack());
        if (!(stray >= wander) || !(proven || multiple) || overfit(report)) {
            return OptionalLong.empty();
        }
        reference = baseline.best();
        noise = baseline.noise();
        recent.clear();
        recent.add(baseline.value() - reference);
        begin(stray);
        return OptionalLong.of(proof.step());
    }

    private void begin(double height) {
        opening = height;
        rise = height;
        peak = height;
        reports = 0;
    }

    @Override
    public Optional<Finding> carriesOn() {
        return spike.handedOver();
    }

    /** Whether a spike that stays that high is one of these. */
    static boolean wouldTake(CurveReport report, double height) {
        return !meanOfTheEpoch(report) && height >= floor(report);
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
        proof.clear();
        recent.add(report.baseline().value() - reference);
        rise = carried ? recent.median() : level(report) - reference;
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
        Height height = new Height(peak, reference, noise);
        if (turn == Status.OPENED) {
            return height.evidence(
                    "level", baseline.signed(reference + rise),
                    "best_level", baseline.signed(reference),
                    "rise", rise,
                    "floor", floor(report),
                    "cusum_noises", proof.sum(),
                    "noise", noise);
        }
        return height.evidence(
                "level", baseline.signed(reference + rise),
                "best_level", baseline.signed(reference),
                "rise", rise,
                "length_steps", length(report));
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        Worsening way = Worsening.of(report.goal());
        String level = Wording.number(report.baseline().signed(reference + rise));
        String best = Wording.number(report.baseline().signed(reference));
        return switch (turn) {
            case OPENED ->
                    carried
                            ? metric
                                    + " has not come back since step "
                                    + life().firstStep()
                                    + ", a "
                                    + way.sudden
                                    + " that did not recover: around "
                                    + level
                                    + ", was "
                                    + best
                                    + "; stop, or go back to a checkpoint before that step"
                            : metric
                                    + " has been getting worse since step "
                                    + life().firstStep()
                                    + ", a divergence without a "
                                    + way.sudden
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
                            + " has come back after "
                            + length(report)
                            + " steps: around "
                            + Wording.number(report.baseline().signed(reference + recent.median()))
                            + back()
                            + best
                            + "; it was "
                            + Wording.number(peak)
                            + " worse "
                            + way.farthest;
        };
    }

    /** How far from the best the last values are, in front of the best. */
    private String back() {
        double rest = recent.median();
        return rest > 0
                ? ", " + Wording.number(rest) + " worse than its best "
                : ", as good as its best ";
    }

    @Override
    void forget() {
        proof.clear();
    }

    @Override
    void writeRule(StateWriter out) {
        proof.write(out);
        if (life().open()) {
            out.writeDouble(reference);
            out.writeDouble(noise);
            out.writeBoolean(carried);
            recent.write(out);
            out.writeDouble(opening);
            out.writeDouble(peak);
            out.writeInt(reports);
        }
    }

    @Override
    void readRule(StateReader in) {
        proof.read(in);
        if (life().open()) {
            reference = in.readDouble();
            noise = in.readDouble();
            carried = in.readBoolean();
            recent.read(in);
            opening = in.readDouble();
            peak = in.readDouble();
            reports = in.readInt();
        }
    }
}
