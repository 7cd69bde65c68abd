package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A gradient norm far above its own band. Norms vary by factors, so all is judged on a logarithmic
 * scale ({@link LogBand}). Opens on one norm that is both monstrous and hopelessly unlikely under
 * the run's own tail, or on a few in a row that are large and unlikely each, and hopelessly so
 * together; how unlikely follows from the false alarms that are allowed ({@link FalseAlarms}). And
 * on one that is NaN or infinite, unless the loss of the same report is lost too, which is told as
 * such, or lone ones are a habit of the run: mixed precision that looks for its loss scale has them
 * all the time. A norm of zero is a skipped step and says nothing. The first reports and the first
 * steps are passed over, norms are wild there.
 *
 * <p>Recovering once half of the height is gone (in logarithms), resolved after a few reports back
 * inside, critical when that takes more than a bounded share of the run, or when a few in a row are
 * not finite. A level that stays for some hundred reports becomes normal. Once it has recovered
 * from two explosions, a third has to be a quarter higher than the lower of them.
 *
 * <p>That gradient norms tell of instability before the loss does is the experience of large runs:
 * on 12 April 2022 that of BLOOM-176B rose from 0.24 to 2.4 within two iterations, three before the
 * loss peaked (its public chronicles). Skipping steps beyond 6 deviations of the last 128 norms is
 * the rule of OLMo-core; it takes norms for normal, of which heavy tails make false alarms.
 */
final class GradExplosion extends RunDetector {

    /** What takes more reports to prove is a drift and no explosion. */
    private static final int LONGEST_BURST = 4;

    /** By how much, in logarithms, an explosion has to exceed the habit. */
    private static final double WORSE = Math.log(1.25);

    /** Norms over which past explosions are forgotten. */
    private static final double HABIT_MEMORY = 2000;

    private final LogBand band = new LogBand();
    private final LatestReport latest = new LatestReport();

    /** Norms in a row that were not finite. */
    private int nonFinite;

    /** Count of finite norms at the latest one that was not; negative: there was none. */
    private long lastNonFinite = -1;

    private int burst;
    private long burstStep;
    private double together;
    private double peak;
    private double smoothed;
    private int reports;
    private int inside;

    /** Largest and second largest height it has recovered from, slowly forgotten. */
    private double pastPeak;

    private double habit;

    GradExplosion() {
        super(Kind.GRAD_EXPLOSION);
    }

    /** A norm below 0 is none, one of 0 that of a step that was skipped. */
    @Override
    public boolean concerns(RunReport report) {
        return report.gradientNorm().isPresent()
                && !(report.gradientNorm().getAsDouble() <= 0)
                && latest.precedes(report);
    }

    @Override
    public OptionalLong begins(RunReport report) {
        latest.take(report);
        double norm = norm(report);
        if (!Double.isFinite(norm)) {
            return beginsWithoutNumber(report);
        }
        nonFinite = 0;
        band.judge(norm);
        OptionalLong begun = beginsWith(report);
        band.learn(norm, false);
        return begun;
    }

    private OptionalLong beginsWithoutNumber(RunReport report) {
        GradExplosionConfig config = report.config().gradExplosion();
        if (nonFinite++ == 0) {
            burstStep = report.step();
        }
        burst = 0;
        boolean habitual =
                lastNonFinite >= 0 && band.values() - lastNonFinite <= config.nonFiniteHabit();
        lastNonFinite = band.values();
        if (young(report) || report.lost() || habitual && nonFinite < config.nonFinite()) {
            return OptionalLong.empty();
        }
        open(Math.log(config.singleFactor()));
        return OptionalLong.of(burstStep);
    }

    private OptionalLong beginsWith(RunReport report) {
        GradExplosionConfig config = report.config().gradExplosion();
        pastPeak *= 1 - 1 / HABIT_MEMORY;
        habit *= 1 - 1 / HABIT_MEMORY;
        double excess = band.excess();
        if (young(report)
                || !(excess >= Math.log(config.factor()))
                || band.chance() > config.oddChance()) {
            burst = 0;
            return OptionalLong.empty();
        }
        if (burst == 0) {
            burstStep = report.step();
            together = 1;
        }
        burst++;
        FalseAlarms allowed = report.config().falseAlarms();
        // The next in a row proves as much less as it is correlated with the one before.
        double proof = burst == 1 ? 1 : 1 - band.correlation();
        together *= Math.pow(Math.max(band.chance(), allowed.norm()), proof);
        boolean alone =
                excess >= Math.log(config.singleFactor()) && band.chance() <= allowed.norm();
        boolean joint = together <= allowed.norms() && burst <= LONGEST_BURST;
        if (!alone && !joint) {
            return OptionalLong.empty();
        }
        if (excess < habit + WORSE && habit > 0) {
            remember(excess);
            return OptionalLong.empty();
        }
        open(excess);
        return OptionalLong.of(burstStep);
    }

    private boolean young(RunReport report) {
        GradExplosionConfig config = report.config().gradExplosion();
        return band.values() < config.warmupReports() || !report.past(config.warmupShare());
    }

    private void open(double excess) {
        peak = excess;
        smoothed = excess;
        reports = Math.max(1, burst);
        inside = 0;
        burst = 0;
    }

    private void remember(double height) {
        habit = Math.max(habit, Math.min(pastPeak, height));
        pastPeak = Math.max(pastPeak, height);
    }

    @Override
    public Course follow(RunReport report) {
        GradExplosionConfig config = report.config().gradExplosion();
        latest.take(report);
        double norm = norm(report);
        double excess = peak;
        if (Double.isFinite(norm)) {
            nonFinite = 0;
            band.judge(norm);
            band.learn(norm, true);
            excess = band.excess();
        } else {
            nonFinite++;
            lastNonFinite = band.values();
        }
        reports++;
        peak = Math.max(peak, excess);
        smoothed += 0.3 * (excess - smoothed);
        double width = Math.max(Math.log(config.bandFactor()), 3 * band.scale());
        inside = nonFinite == 0 && excess <= width ? inside + 1 : 0;
        if (inside >= config.resolveAfter()) {
            remember(peak);
            return Course.OVER;
        }
        boolean late =
                length(report) > report.steps(config.recoveryShare())
                        && reports > config.recoveryReports();
        if (nonFinite >= config.nonFinite() || late && smoothed > width) {
            return Course.WORSE;
        }
        return !life().escalated() && smoothed < peak / 2 ? Course.BETTER : Course.HOLDS;
    }

    private static double norm(RunReport report) {
        return report.gradientNorm().getAsDouble();
    }

    private long length(RunReport report) {
        return report.step() - life().firstStep();
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        Map<String, Double> evidence =
                Wording.evidence(
                        "gradient_norm", norm(report),
                        "usual_norm", band.usual(),
                        "times_usual", norm(report) / band.usual());
        if (turn == Status.OPENED) {
            if (nonFinite == 0) {
                evidence.put("chance", Math.min(band.chance(), together));
            }
        } else {
            evidence.put("peak_times_usual", Math.exp(peak));
            evidence.put("length_steps", (double) length(report));
        }
        return evidence;
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        String norm = Wording.number(norm(report));
        String usual = Wording.number(band.usual());
        String times = Wording.number(norm(report) / band.usual());
        return switch (turn) {
            case OPENED ->
                    nonFinite > 0
                            ? "the gradient norm is "
                                    + norm
                                    + " at step "
                                    + report.step()
                                    + ", usual is "
                                    + usual
                                    + "; a single one may be a step that mixed precision skips"
                            : "the gradient norm jumped to "
                                    + norm
                                    + " at step "
                                    + report.step()
                                    + ", "
                                    + times
                                    + " times the usual "
                                    + usual
                                    + "; watch the loss, look at the batch and at clipping";
            case RECOVERING ->
                    "the gradient norm is coming back: "
                            + norm
                            + ", usual is "
                            + usual
                            + ", was "
                            + Wording.number(Math.exp(peak))
                            + " times that";
            case ESCALATED ->
                    nonFinite > 0
                            ? "the gradient norm has been "
                                    + norm
                                    + " for "
                                    + nonFinite
                                    + " reports in a row; the weights are probably lost"
                            : "the gradient norm has not come back for "
                                    + length(report)
                                    + " steps: "
                                    + norm
                                    + ", "
                                    + times
                                    + " times the usual "
                                    + usual
                                    + "; lower the learning rate or go back to a checkpoint";
            case RESOLVED ->
                    "the gradient norm is back at "
                            + norm
                            + " after "
                            + length(report)
                            + " steps, usual is "
                            + usual;
        };
    }

    @Override
    void forget() {
        burst = 0;
        nonFinite = 0;
        latest.clear();
    }

    @Override
    void writeRule(StateWriter out) {
        // Most runs never report a norm.
        boolean reported = band.values() > 0 || lastNonFinite >= 0;
        out.writeBoolean(reported);
        if (!reported) {
            return;
        }
        latest.write(out);
        band.write(out);
        out.writeInt(nonFinite);
        out.writeLong(lastNonFinite);
        out.writeDouble(pastPeak);
        out.writeDouble(habit);
        out.writeInt(burst);
        out.writeLong(burstStep);
        out.writeDouble(together);
        if (life().open()) {
            out.writeDouble(peak);
            out.writeDouble(smoothed);
            out.writeInt(reports);
            out.writeInt(inside);
        }
    }

    @Override
    void readRule(StateReader in) {
        if (!in.readBoolean()) {
            return;
        }
        latest.read(in);
        band.read(in);
        nonFinite = in.readInt();
        lastNonFinite = in.readLong();
        pastPeak = in.readDouble();
        habit = in.readDouble();
        burst = in.readInt();
        burstStep = in.readLong();
        together = in.readDouble();
        if (life().open()) {
            peak = in.readDouble();
            smoothed = in.readDouble();
            reports = in.readInt();
            inside = in.readInt();
        }
    }
}
