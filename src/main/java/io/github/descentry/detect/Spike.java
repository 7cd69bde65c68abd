package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A sudden rise far outside of the curve's own noise. Opens on one report that is both monstrous
 * and hopelessly unlikely, or on a few in a row that are unlikely each; always by an absolute floor
 * as well, for late in a run the noise is so small that trifles are unlikely. How unlikely is told
 * by the curve's learned tail ({@link Tail}); and once it has recovered from two spikes, a third
 * has to be a quarter higher than the lower of them. So a curve that is spiky by nature is not
 * reported over and over.
 *
 * <p>From then on it is held against what was expected when it began: recovering once half of the
 * peak is gone, resolved when back inside the band, escalated as not recovered when that takes more
 * than a bounded share of the run. It resolves still if it comes back later.
 */
final class Spike extends Detector<CurveReport> {

    /** What takes more reports to prove is a drift and no spike. */
    private static final int LONGEST_BURST = 4;

    /** More is said as that many: noise of a curve that never moved is next to nothing. */
    private static final double MOST_NOISES = 1e6;

    /** By how much a spike has to exceed the habit of the curve. */
    private static final double WORSE = 1.25;

    /** Reports over which past spikes are forgotten. */
    private static final double HABIT_MEMORY = 2000;

    private int burst;
    private long burstStep;
    private double reference;
    private double together;
    private double band;
    private double peak;
    private double smoothed;
    private int reports;
    private int inside;

    /** Largest and second largest peak it has recovered from, slowly forgotten. */
    private double pastPeak;

    private double habit;

    Spike() {
        super(Kind.SPIKE);
    }

    @Override
    public boolean concerns(CurveReport report) {
        return report.finite();
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        SpikeConfig config = report.config().spike();
        Baseline baseline = report.baseline();
        pastPeak *= 1 - 1 / HABIT_MEMORY;
        habit *= 1 - 1 / HABIT_MEMORY;
        double excess = baseline.excess();
        double floor = floor(report);
        if (!(excess >= floor)
                || baseline.chance() > config.oddChance()
                || baseline.reports() <= config.warmupReports()
                || !report.past(config.warmupShare())
                || !baseline.learns()) {
            burst = 0;
            return OptionalLong.empty();
        }
        if (burst == 0) {
            burstStep = report.step();
            reference = baseline.reference();
            band = Math.max(config.bandNoises() * baseline.noise(), floor / 2);
            peak = 0;
            together = 1;
            smoothed = 0;
            reports = 0;
            inside = 0;
        }
        burst++;
        // The next in a row proves as much less as it is correlated with the one before.
        double proof = burst == 1 ? 1 : 1 - baseline.correlation();
        together *= Math.pow(Math.max(baseline.chance(), config.singleChance()), proof);
        peak = Math.max(peak, baseline.value() - reference);
        boolean joint = together <= config.burstChance() && burst <= LONGEST_BURST;
        if (!alone(report) && !joint) {
            return OptionalLong.empty();
        }
        if (excess < WORSE * habit) {
            remember(excess);
            return OptionalLong.empty();
        }
        smoothed = baseline.value() - reference;
        reports = burst;
        inside = 0;
        burst = 0;
        return OptionalLong.of(burstStep);
    }

    private static double floor(CurveReport report) {
        SpikeConfig config = report.config().spike();
        double share =
                report.goal() == Goal.MINIMIZE ? config.floorShare() : config.floorShareOfGains();
        return share * report.baseline().magnitude();
    }

    /** Whether the report proves a spike without any other. */
    private static boolean alone(CurveReport report) {
        SpikeConfig config = report.config().spike();
        Baseline baseline = report.baseline();
        return baseline.chance() <= config.singleChance()
                && baseline.excess() >= config.singleShare() * baseline.magnitude();
    }

    private void remember(double height) {
        habit = Math.max(habit, Math.min(pastPeak, height));
        pastPeak = Math.max(pastPeak, height);
    }

    @Override
    public Course follow(CurveReport report) {
        SpikeConfig config = report.config().spike();
        double excess = report.baseline().value() - reference;
        reports++;
        peak = Math.max(peak, excess);
        smoothed += 0.3 * (excess - smoothed);
        inside = excess <= band ? inside + 1 : 0;
        if (inside >= config.resolveAfter()) {
            remember(peak);
            return Course.OVER;
        }
        boolean late =
                length(report) > report.steps(config.recoveryShare())
                        && reports > config.recoveryReports();
        if (late && smoothed > band) {
            return Course.WORSE;
        }
        return !life().escalated() && smoothed < peak / 2 ? Course.BETTER : Course.HOLDS;
    }

    @Override
    public double excess() {
        return smoothed;
    }

    private long length(CurveReport report) {
        return report.step() - life().firstStep();
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        Baseline baseline = report.baseline();
        if (turn == Status.OPENED) {
            return Wording.evidence(
                    "value", baseline.signed(baseline.value()),
                    "expected", baseline.signed(reference),
                    "excess", baseline.excess(),
                    "surprise_noises", Math.min(MOST_NOISES, baseline.surprise()),
                    "chance", alone(report) ? baseline.chance() : together,
                    "floor", floor(report));
        }
        return Wording.evidence(
                "value",
                baseline.signed(baseline.value()),
                "expected",
                baseline.signed(reference),
                "excess",
                smoothed,
                "peak_excess",
                peak,
                "length_steps",
                length(report),
                "band",
                band);
    }

    /** A curve that never moved before has no noise to count in. */
    private static String noises(Baseline baseline) {
        return baseline.surprise() < MOST_NOISES
                ? " (" + Wording.number(baseline.surprise()) + " times its noise)"
                : "";
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        Baseline baseline = report.baseline();
        String metric = report.metric();
        return switch (turn) {
            case OPENED ->
                    metric
                            + " jumped to "
                            + Wording.number(baseline.signed(baseline.value()))
                            + " at step "
                            + report.step()
                            + ", "
                            + Wording.number(baseline.excess())
                            + " worse than expected"
                            + noises(baseline)
                            + ": look at the data of this step and at the"
                            + " gradient norm; no reason to stop while it recovers";
            case RECOVERING ->
                    metric
                            + " is recovering from the spike of step "
                            + life().firstStep()
                            + ": "
                            + Wording.number(smoothed)
                            + " worse than before it, "
                            + Wording.number(peak)
                            + " at its peak";
            case ESCALATED ->
                    metric
                            + " has not recovered from the spike of step "
                            + life().firstStep()
                            + ": still "
                            + Wording.number(smoothed)
                            + " worse after "
                            + length(report)
                            + " steps; consider going back to a checkpoint before it";
            case RESOLVED ->
                    metric
                            + " is back where it was before the spike of step "
                            + life().firstStep()
                            + ", after "
                            + length(report)
                            + " steps; it was "
                            + Wording.number(peak)
                            + " worse at its peak";
        };
    }

    @Override
    void forget() {
        burst = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeInt(burst);
        out.writeDouble(pastPeak);
        out.writeDouble(habit);
        if (burst > 0 || life().open()) {
            out.writeLong(burstStep);
            out.writeDouble(reference);
            out.writeDouble(together);
            out.writeDouble(band);
            out.writeDouble(peak);
            out.writeDouble(smoothed);
            out.writeInt(reports);
            out.writeInt(inside);
        }
    }

    @Override
    void readRule(StateReader in) {
        burst = in.readInt();
        pastPeak = in.readDouble();
        habit = in.readDouble();
        if (burst > 0 || life().open()) {
            burstStep = in.readLong();
            reference = in.readDouble();
            together = in.readDouble();
            band = in.readDouble();
            peak = in.readDouble();
            smoothed = in.readDouble();
            reports = in.readInt();
            inside = in.readInt();
        }
    }
}
