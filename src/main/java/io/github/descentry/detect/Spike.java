package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sudden rise, of a score a fall, far outside of the curve's own noise. How far follows from the
 * false alarms that are allowed ({@link FalseAlarms}) by the curve's learned tail ({@link Tail});
 * an absolute floor is asked for as well, for late in a run the noise is so small that trifles are
 * unlikely.
 *
 * <ul>
 *   <li>A few reports in a row that are hopelessly unlikely together ({@link Burst}): a warning.
 *   <li>One report that is so unlikely alone: a note. Mostly it is a bad batch and the next report
 *       is back; if the next ones are not, it becomes a warning. That costs no false alarms: notes
 *       are as rare as the alarms they may become.
 *   <li>One that is monstrous as well, at least as much above the expected value as the whole
 *       value: a warning at once.
 * </ul>
 *
 * <p>Once a curve has recovered from two spikes, a third has to be a quarter higher than the lower
 * of them, so a curve that is spiky by nature is not reported over and over. Jumps that come back
 * at one distance ({@link Rhythm}) are of the metric, not of the training. A spike within some
 * reports of an attempt's start is called a resume spike.
 *
 * <p>From then on it is held against what was expected when it began: recovering once half of the
 * peak is gone, resolved when back inside the band, escalated as not recovered when that takes more
 * than a bounded share of the run. After twice that share it is no spike any more: what is left of
 * it is handed over to {@link Divergence} if it is high enough for one, else it has settled there.
 * What is left is the median of its last {@value Recent#SIZE} reports, and on a report that is back
 * inside the band nothing gets worse.
 */
final class Spike extends Detector<CurveReport> {

    /** By how much a spike has to exceed the habit of the curve. */
    private static final double WORSE = 1.25;

    /** Reports over which past spikes are forgotten. */
    private static final double HABIT_MEMORY = 20_000;

    /** A note becomes a warning with this many reports outside of the band. */
    private static final int NOTED = 3;

    /** A resumed job shows by then whether it has lost something on the way. */
    private static final int RESUMED = 10;

    /** It is handed over after this many times what escalates it. */
    private static final int HANDED_OVER = 2;

    private final Burst burst = new Burst();
    private final Rhythm rhythm = new Rhythm();
    private Detector<CurveReport> divergence;
    private Severity begun = Severity.WARNING;
    private double chance;
    private double expected;
    private double noise;
    private double band;
    private double peak;

    /** The last values since it began, as excess. */
    private final Recent recent = new Recent();

    private double left;
    private int reports;
    private int inside;
    private boolean resumed;
    private Optional<Finding> handed = Optional.empty();

    /** Largest and second largest peak it has recovered from, slowly forgotten. */
    private double pastPeak;

    private double habit;

    Spike() {
        super(Kind.SPIKE);
    }

    /** Names the detector whose open anomaly is the whole story of a rise. */
    void yieldTo(Detector<CurveReport> detector) {
        divergence = detector;
    }

    @Override
    public boolean concerns(CurveReport report) {
        handed = Optional.empty();
        return report.finite();
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        SpikeConfig config = report.config().spike();
        Baseline baseline = report.baseline();
        rhythm.take(report.step(), baseline.surprise());
        pastPeak *= 1 - 1 / HABIT_MEMORY;
        habit *= 1 - 1 / HABIT_MEMORY;
        double floor = floor(report);
        if (baseline.reports() <= config.warmupReports()
                || !report.past(config.warmupShare())
                || !baseline.learns()
                || divergence.life().open()
                || rhythm.expected()
                || !burst.add(report, floor)) {
            burst.clear();
            return OptionalLong.empty();
        }
        double excess = baseline.value() - burst.expected();
        double joint = burst.together();
        boolean together = (Burst.LONGEST - 1) * joint <= report.config().falseAlarms().burst();
        boolean monstrous = excess >= config.singleShare() * baseline.usual();
        FalseAlarms allowed = report.config().falseAlarms();
        boolean alone = burst.last() <= (monstrous ? allowed.single() : allowed.note());
        if (!alone && !together) {
            peak = burst.length() == 1 ? excess : Math.max(peak, excess);
            return OptionalLong.empty();
        }
        begun = together || monstrous ? Severity.WARNING : Severity.INFO;
        if (begun == Severity.WARNING && excess < WORSE * habit) {
            remember(excess);
            burst.clear();
            return OptionalLong.empty();
        }
        chance = Math.min(joint, burst.last());
        expected = burst.expected();
        noise = burst.noise();
        band = Math.max(config.bandNoises() * noise, floor / 2);
        peak = burst.length() == 1 ? excess : Math.max(peak, excess);
        recent.clear();
        leave(excess);
        reports = burst.length();
        inside = 0;
        resumed = baseline.resumedReports() >= 0 && baseline.resumedReports() <= RESUMED;
        long first = burst.step();
        burst.clear();
        return OptionalLong.of(first);
    }

    private void leave(double excess) {
        recent.add(excess);
        left = recent.median();
    }

    /** The report, if it is odd for this curve and no anomaly is open that would tell of it. */
    Optional<Oddity> oddity(CurveReport report) {
        SpikeConfig config = report.config().spike();
        Baseline baseline = report.baseline();
        return report.finite()
                        && baseline.chanceOf(baseline.surprise()) <= Oddity.ODD
                        && baseline.excess() >= floor(report)
                        && baseline.reports() > config.warmupReports()
                        && report.past(config.warmupShare())
                        && !life().open()
                        && !divergence.life().open()
                        && baseline.learns()
                ? Optional.of(
                        new Oddity(
                                report.step(),
                                report.value(),
                                baseline.signed(baseline.reference()),
                                baseline.chanceOf(baseline.surprise())))
                : Optional.empty();
    }

    @Override
    public Severity begunAs() {
        return begun;
    }

    private static double floor(CurveReport report) {
        SpikeConfig config = report.config().spike();
        double share =
                report.goal() == Goal.MINIMIZE ? config.floorShare() : config.floorShareOfGains();
        return share * report.baseline().magnitude();
    }

    private void remember(double height) {
        habit = Math.max(habit, Math.min(pastPeak, height));
        pastPeak = Math.max(pastPeak, height);
    }

    @Override
    public Course follow(CurveReport report) {
        SpikeConfig config = report.config().spike();
        rhythm.take(report.step(), report.baseline().surprise());
        double excess = report.baseline().value() - expected;
        reports++;
        peak = Math.max(peak, excess);
        leave(excess);
        inside = excess <= band ? inside + 1 : 0;
        if (inside >= config.resolveAfter()) {
            if (life().severity() != Severity.INFO) {
                remember(peak);
            }
            return Course.OVER;
        }
        if (life().severity() == Severity.INFO) {
            return rises(report) ? Course.SERIOUS : Course.HOLDS;
        }
        if (inside == 0 && late(report, 1) && left > band) {
            if (life().escalated() && late(report, HANDED_OVER)) {
                handed = Divergence.wouldTake(report, left) ? life().finding() : handed;
                return Course.OVER;
            }
            return Course.WORSE;
        }
        return !life().escalated() && left < peak / 2 ? Course.BETTER : Course.HOLDS;
    }

    /**
     * Whether a note is one no more: it lasts, and is more than curves of this kind do by habit.
     */
    private boolean rises(CurveReport report) {
        double share = report.config().spike().singleShare();
        return reports - inside >= NOTED && inside == 0 && peak >= WORSE * habit
                || inside == 0 && peak >= share * Math.abs(expected);
    }

    private boolean late(CurveReport report, int times) {
        SpikeConfig config = report.config().spike();
        return length(report) > times * report.steps(config.recoveryShare())
                && reports > times * config.recoveryReports();
    }

    /** The spike that has just become a divergence, as it last stood. */
    Optional<Finding> handedOver() {
        return handed;
    }

    /** What was expected when the latest spike began, worse is up. */
    double expected() {
        return expected;
    }

    double noise() {
        return noise;
    }

    /** The last values of the latest spike, as excess over what was expected when it began. */
    Recent recent() {
        return recent;
    }

    @Override
    public double excess() {
        return left;
    }

    private long length(CurveReport report) {
        return report.step() - life().firstStep();
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        Baseline baseline = report.baseline();
        Height height = new Height(peak, expected, noise);
        if (turn == Status.OPENED) {
            return height.evidence(
                    "value", baseline.signed(baseline.value()),
                    "expected", baseline.signed(expected),
                    "excess", baseline.value() - expected,
                    "chance", chance,
                    "floor", floor(report));
        }
        return height.evidence(
                "value",
                baseline.signed(baseline.value()),
                "expected",
                baseline.signed(expected),
                "excess",
                left,
                "length_steps",
                length(report),
                "length_reports",
                reports,
                "band",
                band);
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        Worsening way = Worsening.of(report.goal());
        String spike = way.sudden + " of step " + life().firstStep();
        return switch (turn) {
            case OPENED -> metric + opened(report);
            case RECOVERING ->
                    metric
                            + " is recovering from the "
                            + spike
                            + ": "
                            + Wording.number(left)
                            + " worse than before it, "
                            + Wording.number(peak)
                            + " "
                            + way.farthest;
            case ESCALATED ->
                    life().severity() == Severity.CRITICAL
                            ? metric
                                    + " has not recovered from the "
                                    + spike
                                    + ": still "
                                    + Wording.number(left)
                                    + " worse after "
                                    + length(report)
                                    + " steps; consider going back to a checkpoint before it"
                            : metric
                                    + " "
                                    + way.stays
                                    + " at step "
                                    + life().firstStep()
                                    + ", no single bad batch: "
                                    + new Height(peak, expected, noise).words("expected")
                                    + " "
                                    + way.farthest
                                    + "; look at the data from that step on and at"
                                    + " the gradient norm";
            case RESOLVED -> metric + resolved(report, " the " + spike);
        };
    }

    private String opened(CurveReport report) {
        String value = Wording.number(report.baseline().signed(report.baseline().value()));
        String height = new Height(peak, expected, noise).words("expected");
        Worsening way = Worsening.of(report.goal());
        String what = " " + way.moved + " " + value + " at step " + report.step() + ", " + height;
        if (resumed) {
            return what
                    + ", a resume "
                    + way.sudden
                    + ": check that the state of the optimizer and of the data"
                    + " sampler was restored";
        }
        if (begun == Severity.INFO) {
            return what
                    + ": a bad batch if the next reports are back; look at the data of this step";
        }
        return what
                + ": look at the data of this step and at the gradient norm; no reason to stop"
                + " while it recovers";
    }

    private String resolved(CurveReport report, String since) {
        String length = " after " + length(report) + " steps";
        String high =
                "; it was "
                        + Wording.number(peak)
                        + " worse "
                        + Worsening.of(report.goal()).farthest;
        if (handed.isPresent()) {
            return " never came back from"
                    + since
                    + ","
                    + length
                    + " still "
                    + Wording.number(left)
                    + " worse: from now on followed as a divergence that began there";
        }
        if (left > band && inside == 0) {
            return " has settled "
                    + Wording.number(left)
                    + " worse than before"
                    + since
                    + ", which did not fully recover"
                    + high;
        }
        String kind =
                life().severity() == Severity.INFO
                        ? ", a bad batch,"
                        : life().escalated()
                                ? ", a slow recovering one,"
                                : ", a fast recovering one,";
        return " is back where it was before" + since + kind + length + high;
    }

    @Override
    void forget() {
        burst.clear();
        rhythm.clear();
    }

    @Override
    void writeRule(StateWriter out) {
        burst.write(out);
        rhythm.write(out);
        out.writeDouble(pastPeak);
        out.writeDouble(habit);
        out.writeDouble(peak);
        if (life().open()) {
            out.writeByte(begun.ordinal());
            out.writeDouble(chance);
            out.writeDouble(expected);
            out.writeDouble(noise);
            out.writeDouble(band);
            recent.write(out);
            out.writeInt(reports);
            out.writeInt(inside);
            out.writeBoolean(resumed);
        }
    }

    @Override
    void readRule(StateReader in) {
        burst.read(in);
        rhythm.read(in);
        pastPeak = in.readDouble();
        habit = in.readDouble();
        peak = in.readDouble();
        if (life().open()) {
            begun = Severity.values()[in.readByte()];
            chance = in.readDouble();
            expected = in.readDouble();
            noise = in.readDouble();
            band = in.readDouble();
            recent.read(in);
            left = recent.median();
            reports = in.readInt();
            inside = in.readInt();
            resumed = in.readBoolean();
        }
    }
}
