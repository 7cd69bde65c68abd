package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A training loss that suddenly is lower and stays so, without a reason: the run sees data that it
 * has learned already, and its loss is falsely low. The usual case is a resume that starts the data
 * order anew; a new epoch over a small set looks the same, and is the same.
 *
 * <p>What was normal before is kept: the level, less what the curve would have fallen by itself at
 * its pace of late, and the noise of that level, which is wider the more neighbouring values are
 * alike (a running mean says the same again and again). From the first report after a resume, or
 * from a single report that is far below both level and expectation, the mean of what comes is held
 * against it. The drop has to exceed a share of the magnitude and several noises, for so many
 * reports.
 *
 * <p>Two things explain a drop: a learning rate that is lower than before, and a validation loss
 * that falls as well, in step, as when something is suddenly understood. After a resume the drop
 * alone is proof enough while no validation contradicts. Without a resume it is said only where the
 * rate is known, and has not fallen, and a validation curve has reported since, and has not fallen
 * either: a rate that nobody reports is the commonest reason of sudden drops.
 *
 * <p>Resolved when the loss has risen again by half of the drop, or validation has come down after
 * all: by more than the training loss has gone on to fall meanwhile, for a run that learns falls on
 * both.
 */
final class RepeatedData extends Detector<CurveReport> {

    /** Pace is learned over this many reports. */
    private static final double PACE_MEMORY = 20;

    /** Reports by which a moving level lags behind. */
    private static final double LAG = 8;

    /**
     * A drop is watched for a validation for at most that many times the reports it has to last.
     */
    private static final int PATIENCE = 20;

    /** A rate that was higher within so many reports may be felt now. */
    private static final double RATE_MEMORY = 100;

    private static final double MOST_CORRELATION = 0.98;

    private static final double MEAN_RATE = 0.1;

    private long known;
    private double level = Double.NaN;
    private double pace;
    private double noise;
    private double rate = Double.NaN;
    private double validation = Double.NaN;
    private long resumedStep = -1;

    private boolean watching;
    private boolean resumed;
    private long sinceStep;
    private int reports;
    private long validations;
    private double mean;
    private double drop;

    /** While open: the mean when it opened, the lowest since, and the latest values. */
    private double opening;

    private double lowest;
    private final Recent recent = new Recent();

    /**
     * Whether it ended because validation has come down; says how, and is not part of the state.
     */
    private boolean explained;

    RepeatedData() {
        super(Kind.REPEATED_DATA);
    }

    @Override
    boolean disturbs() {
        return false;
    }

    @Override
    public boolean concerns(CurveReport report) {
        return report.split() == Split.TRAINING
                && report.goal() == Goal.MINIMIZE
                && report.finite();
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        if (report.resumedStep() != resumedStep) {
            resumedStep = report.resumedStep();
            watch(report, true);
        } else if (!watching && sudden(report)) {
            watch(report, false);
        }
        if (watching) {
            return verdict(report);
        }
        learn(report);
        return OptionalLong.empty();
    }

    private void watch(CurveReport report, boolean afterResume) {
        watching = known > report.config().repeatedData().warmupReports();
        resumed = afterResume;
        sinceStep = report.step();
        reports = 0;
        mean = 0;
        validations = validationReports(report);
    }

    /** Whether one report is far below all that was to be expected, and not by its rate. */
    private boolean sudden(CurveReport report) {
        RepeatedDataConfig config = report.config().repeatedData();
        if (known <= config.warmupReports()
                || !report.past(config.warmupShare())
                || Double.isNaN(rate)
                || Double.isNaN(validation)
                || rateFell(report)) {
            return false;
        }
        double expected = level - LAG * Math.max(0, pace);
        if (!Double.isNaN(report.innovation().expected())) {
            expected = Math.min(expected, report.innovation().expected());
        }
        return expected - report.value() >= least(report);
    }

    private double least(CurveReport report) {
        RepeatedDataConfig config = report.config().repeatedData();
        return Math.max(config.floorShare() * Math.abs(level), config.noises() * noise);
    }

    private OptionalLong verdict(CurveReport report) {
        RepeatedDataConfig config = report.config().repeatedData();
        reports++;
        mean += (report.value() - mean) / Math.min(reports, config.lastingReports());
        drop = level - Math.max(0, pace) * (LAG + 0.5 * reports) - mean;
        boolean low = drop >= least(report);
        boolean over =
                resumed
                        ? reports > config.watchReports()
                        : !low || reports > PATIENCE * config.lastingReports();
        if (over || rateFell(report) || low && validationFell(report, 0)) {
            stopWatching();
            return OptionalLong.empty();
        }
        boolean confirmed = resumed || validationReports(report) > validations;
        if (!low || reports < config.lastingReports() || !confirmed) {
            return OptionalLong.empty();
        }
        opening = mean;
        lowest = mean;
        recent.clear();
        recent.add(report.value());
        return OptionalLong.of(sinceStep);
    }

    private boolean rateFell(CurveReport report) {
        return report.progress().learningRate() < report.config().repeatedData().rateShare() * rate;
    }

    /**
     * Whether the validation loss has come down as well.
     *
     * @param itself by how much it falls by itself, as share of its height
     */
    private boolean validationFell(CurveReport report, double itself) {
        if (!validated(report) || Double.isNaN(validation)) {
            return false;
        }
        double now = report.validation().get().baseline().value();
        double share = report.config().repeatedData().validationShare() * drop / Math.abs(level);
        return validationReports(report) != validations
                && validation - now >= (share + itself) * Math.abs(validation);
    }

    /** Whether there is a validation loss: of a score it is not known what is in step. */
    private static boolean validated(CurveReport report) {
        return report.validation().isPresent() && report.validation().get().goal() == Goal.MINIMIZE;
    }

    private static long validationReports(CurveReport report) {
        return validated(report) ? report.validation().get().baseline().reports() : 0;
    }

    /** What comes is normal from now on. */
    private void stopWatching() {
        watching = false;
        known = 0;
    }

    /** Learns what is normal, as the baseline has it, for the time after a resume. */
    private void learn(CurveReport report) {
        Baseline baseline = report.baseline();
        if (known == 0) {
            level = Double.NaN;
            pace = 0;
            rate = Double.NaN;
        }
        known = Math.min(known + 1, Integer.MAX_VALUE);
        if (!Double.isNaN(level)) {
            pace += (level - baseline.level() - pace) / Math.min(known, PACE_MEMORY);
        }
        level = baseline.level();
        double correlation = Math.min(MOST_CORRELATION, baseline.correlation());
        noise = baseline.noise() * Math.sqrt((1 + correlation) / (1 - correlation));
        double now = report.progress().learningRate();
        rate = Double.isNaN(rate) ? now : Math.max(now, rate * (1 - 1 / RATE_MEMORY));
        validation = validated(report) ? report.validation().get().baseline().value() : Double.NaN;
    }

    /** Without a resume it is most often a new epoch over a small set: a fact to know. */
    @Override
    public Severity begunAs() {
        return resumed ? Severity.WARNING : Severity.INFO;
    }

    @Override
    public Course follow(CurveReport report) {
        mean += MEAN_RATE * (report.value() - mean);
        lowest = Math.min(lowest, mean);
        recent.add(report.value());
        double fallen = Math.max(0, opening - mean) / Math.abs(level);
        explained = validationFell(report, fallen);
        if (!explained && mean - lowest < drop / 2) {
            return Course.HOLDS;
        }
        stopWatching();
        return Course.OVER;
    }

    @Override
    public double excess() {
        return -drop;
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("level_before", level);
        double now = turn == Status.OPENED ? mean : recent.median();
        evidence.put("level", now);
        evidence.put("drop", turn == Status.OPENED ? drop : level - now);
        if (turn == Status.OPENED) {
            evidence.put("floor", least(report));
            evidence.put("noise", noise);
            evidence.put("after_resume", resumed ? 1.0 : 0.0);
        }
        if (!Double.isNaN(rate)) {
            evidence.put("rate_before", rate);
            evidence.put("rate", report.progress().learningRate());
        }
        if (validated(report) && !Double.isNaN(validation)) {
            evidence.put("validation_before", validation);
            evidence.put("validation", report.validation().get().baseline().value());
        }
        return evidence;
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        if (turn != Status.OPENED) {
            return explained
                    ? metric
                            + " is no longer taken for falsely low"
                            + validation(report, ", for ")
                            + " as well"
                    : metric
                            + " is no longer falsely low: around "
                            + Wording.number(recent.median())
                            + ", was down to "
                            + Wording.number(lowest)
                            + " since step "
                            + life().firstStep();
        }
        return metric
                + " is "
                + Wording.number(drop)
                + " lower since "
                + (resumed ? "the run was resumed at step " : "step ")
                + sinceStep
                + ", around "
                + Wording.number(mean)
                + " instead of "
                + Wording.number(level)
                + validation(report, ", while ")
                + ": the data are being repeated"
                + (resumed
                        ? "; check that the data order was restored with the weights"
                        : "; a new epoch over a small set, or the data loader has started anew");
    }

    private String validation(CurveReport report, String word) {
        boolean told =
                validated(report)
                        && !Double.isNaN(validation)
                        && validationReports(report) != validations;
        return told
                ? word
                        + report.validation().get().metric()
                        + " has gone from "
                        + Wording.number(validation)
                        + " to "
                        + Wording.number(report.validation().get().baseline().value())
                : "";
    }

    @Override
    void forget() {
        watching = false;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeLong(known);
        out.writeLong(resumedStep);
        if (known > 0) {
            out.writeDouble(level);
            out.writeDouble(pace);
            out.writeDouble(noise);
            out.writeDouble(rate);
            out.writeDouble(validation);
        }
        out.writeBoolean(watching);
        if (watching) {
            out.writeBoolean(resumed);
            out.writeLong(sinceStep);
            out.writeInt(reports);
            out.writeLong(validations);
            out.writeDouble(mean);
            out.writeDouble(drop);
        }
        if (life().open()) {
            out.writeDouble(opening);
            out.writeDouble(lowest);
            recent.write(out);
        }
    }

    @Override
    void readRule(StateReader in) {
        known = in.readLong();
        resumedStep = in.readLong();
        if (known > 0) {
            level = in.readDouble();
            pace = in.readDouble();
            noise = in.readDouble();
            rate = in.readDouble();
            validation = in.readDouble();
        }
        watching = in.readBoolean();
        if (watching) {
            resumed = in.readBoolean();
            sinceStep = in.readLong();
            reports = in.readInt();
            validations = in.readLong();
            mean = in.readDouble();
            drop = in.readDouble();
        }
        if (life().open()) {
            opening = in.readDouble();
            lowest = in.readDouble();
            recent.read(in);
        }
    }
}
