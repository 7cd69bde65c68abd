package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A validation loss that rises above its own best while the training curve falls or stays at its
 * best: the run learns its data by heart.
 *
 * <p>The proof is a one-sided CUSUM (Page 1954) on evaluations, S = max(0, S + clip((y −
 * best)/noise − k)), see {@link Evaluations} for best and noise, which are known from the third
 * evaluation on; besides S ≥ h the two latest evaluations both have to be above the best by a share
 * of it, and by a share of what had been gained. Where evaluations are few, there may be no second
 * one before the harm is done: then one alone is enough if it is above by 5 % and four noises.
 * Having recovered from two rises, a third has to be a quarter higher than the lower of them: a
 * validation that is up and down at a high learning rate is not reported over and over. The
 * training curve has to be no higher than it was at the best evaluation. Where it has not fallen
 * noticeably since, or where none is known, all bars are twice as high.
 *
 * <p>Only losses are judged. Accuracy mostly goes on rising, or stays, long after the loss has
 * turned: probabilities get overconfident before answers get wrong. A bounded score that falls for
 * other reasons strays by habit.
 *
 * <p>While values of either curve are no numbers, have jumped or are running away, it is not
 * over-fitting that is seen. Critical once the rise is large, resolved when the evaluations are
 * back near the best or below.
 */
final class Overfit extends Detector<CurveReport> {

    private static final double CLIP = 4;

    /** Evaluations before it judges. */
    private static final int LEAST = 2;

    /** The training curve has fallen noticeably by this share of its magnitude. */
    private static final double FALLEN_SHARE = 0.002;

    /** Higher than at the best evaluation by more noises than this, it has risen, */
    private static final double RISEN_NOISES = 2;

    /** or by more than this share. */
    private static final double RISEN_SHARE = 0.01;

    /** By how much a rise has to exceed the habit of the curve. */
    private static final double WORSE = 1.25;

    private final List<? extends Detector<CurveReport>> graver;

    private final Evaluations evaluations = new Evaluations();
    private double sum;
    private long sumStep;
    private long bestStep;
    private double trainingAtBest = Double.NaN;

    /** Largest and second largest rise it has come back from. */
    private double pastPeak;

    private double habit;

    private double reference;
    private double floor;
    private double rise;
    private double peak;

    /**
     * @param graver detectors of the same curve that go before this one, judged before it
     */
    Overfit(List<? extends Detector<CurveReport>> graver) {
        super(Kind.OVERFIT);
        this.graver = List.copyOf(graver);
    }

    @Override
    boolean disturbs() {
        return false;
    }

    @Override
    public boolean concerns(CurveReport report) {
        return report.split() == Split.VALIDATION
                && report.goal() == Goal.MINIMIZE
                && report.finite();
    }

    @Override
    public OptionalLong begins(CurveReport report) {
        if (report.baseline().reports() == 1) {
            evaluations.restart();
            forget();
        }
        OptionalLong first = verdict(report);
        learn(report);
        return first;
    }

    private OptionalLong verdict(CurveReport report) {
        OverfitConfig config = report.config().overfit();
        double value = report.value();
        if (evaluations.count() == 0 || value <= evaluations.best() || disturbed(report)) {
            sum = 0;
            return OptionalLong.empty();
        }
        rise = value - evaluations.best();
        double noises = rise / evaluations.noise();
        double slack = config.slack() + evaluations.luck();
        double before = sum;
        sum = Math.max(0, sum + Math.max(-CLIP, Math.min(CLIP, noises - slack)));
        sum = Math.min(sum, 2 * config.threshold());
        if (before == 0 && sum > 0) {
            sumStep = report.step();
        }
        if (evaluations.count() < LEAST || trainingRisen(report)) {
            return OptionalLong.empty();
        }
        double bar = trainingFallen(report) ? 1 : config.caution();
        double low = evaluations.lowRise(value);
        floor = floor(config);
        boolean sustained = sum >= bar * config.threshold() && low >= bar * floor;
        if (!sustained && !alone(report, noises / bar, rise / bar)) {
            return OptionalLong.empty();
        }
        double height = sustained ? low : rise;
        if (height < WORSE * habit) {
            return OptionalLong.empty();
        }
        reference = evaluations.best();
        peak = height;
        return OptionalLong.of(sum > 0 ? sumStep : report.step());
    }

    private double floor(OverfitConfig config) {
        return Math.max(
                config.floorShare() * evaluations.size(),
                config.giveBackShare() * evaluations.gained());
    }

    /** Whether one evaluation proves it, because there are few. */
    private boolean alone(CurveReport report, double noises, double height) {
        OverfitConfig config = report.config().overfit();
        return report.step() - evaluations.lastStep() >= report.steps(config.fewShare())
                && noises >= config.singleNoises()
                && height >= floor
                && height
                        >= config.singleShare()
                                * Math.max(evaluations.size(), evaluations.gained());
    }

    private boolean disturbed(CurveReport report) {
        for (int i = 0; i < graver.size(); i++) {
            if (graver.get(i).life().open()) {
                return true;
            }
        }
        return report.training().isPresent() && report.training().get().disturbed();
    }

    private boolean trainingRisen(CurveReport report) {
        if (report.training().isEmpty() || Double.isNaN(trainingAtBest)) {
            return false;
        }
        Baseline training = report.training().get().baseline();
        double tolerated =
                Math.max(RISEN_NOISES * training.noise(), RISEN_SHARE * training.magnitude());
        return training.level() > trainingAtBest + tolerated;
    }

    private boolean trainingFallen(CurveReport report) {
        if (report.training().isEmpty() || Double.isNaN(trainingAtBest)) {
            return false;
        }
        Baseline training = report.training().get().baseline();
        return training.level() < trainingAtBest - FALLEN_SHARE * training.magnitude();
    }

    private void learn(CurveReport report) {
        boolean better = evaluations.count() == 0 || report.value() < evaluations.best();
        evaluations.add(report.value(), report.step());
        if (better) {
            bestStep = report.step();
            trainingAtBest =
                    report.training().isPresent()
                            ? report.training().get().baseline().level()
                            : Double.NaN;
        }
    }

    @Override
    public Course follow(CurveReport report) {
        OverfitConfig config = report.config().overfit();
        double value = report.value();
        // What proved this one proves no other.
        sum = 0;
        rise = value - reference;
        double low = Math.min(value, evaluations.last()) - reference;
        double high = Math.max(value, evaluations.last()) - reference;
        boolean back = high <= Math.max(floor / 2, evaluations.noise());
        learn(report);
        if (rise <= 0 || back) {
            habit = Math.max(habit, Math.min(pastPeak, peak));
            pastPeak = Math.max(pastPeak, peak);
            return Course.OVER;
        }
        peak = Math.max(peak, low);
        if (low >= config.harmShare() * Math.abs(reference)) {
            return Course.WORSE;
        }
        return !life().escalated() && rise < peak / 2 ? Course.BETTER : Course.HOLDS;
    }

    @Override
    public double excess() {
        return rise;
    }

    @Override
    public Map<String, Double> evidence(CurveReport report, Status turn) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("value", report.value());
        evidence.put("best", reference);
        evidence.put("best_step", (double) bestStep);
        evidence.put("rise", rise);
        evidence.put("rise_share", rise / (Math.abs(reference) + Double.MIN_NORMAL));
        if (turn == Status.OPENED) {
            evidence.put("floor", floor);
            evidence.put("noise", evaluations.noise());
            evidence.put("cusum_noises", sum);
        } else {
            evidence.put("peak_rise", peak);
        }
        gap(report).ifPresent(ratio -> evidence.put("gap_ratio", ratio));
        return evidence;
    }

    /** (validation − training) / training, where both are of one scale as their names tell. */
    private static OptionalDouble gap(CurveReport report) {
        if (report.training().isEmpty()) {
            return OptionalDouble.empty();
        }
        CurveView training = report.training().get();
        double level = training.baseline().level();
        boolean oneScale =
                training.goal() == Goal.MINIMIZE
                        && lastWord(training.metric()).equals(lastWord(report.metric()));
        return oneScale && level > 0
                ? OptionalDouble.of((report.value() - level) / level)
                : OptionalDouble.empty();
    }

    private static String lastWord(String metric) {
        int start = metric.length();
        while (start > 0 && Character.isLetterOrDigit(metric.charAt(start - 1))) {
            start--;
        }
        return metric.substring(start);
    }

    @Override
    public String sentence(CurveReport report, Status turn) {
        String metric = report.metric();
        String value = Wording.number(report.value());
        String best = Wording.number(reference);
        String since = " of step " + bestStep;
        String percent = Wording.number(Math.rint(1000 * rise / Math.abs(reference)) / 10) + " %";
        return switch (turn) {
            case OPENED ->
                    metric
                            + " rises, to "
                            + value
                            + ", "
                            + percent
                            + " above its best "
                            + best
                            + since
                            + training(report)
                            + ": over-fitting; keep the checkpoint of that step, think of stopping,"
                            + " more data or more regularization";
            case RECOVERING ->
                    metric
                            + " is coming back: "
                            + Wording.number(rise)
                            + " above its best "
                            + best
                            + ", was "
                            + Wording.number(peak);
            case ESCALATED ->
                    metric
                            + " is "
                            + percent
                            + " above its best "
                            + best
                            + since
                            + ": what is trained now is worse than the checkpoint of that step;"
                            + " stop and take that one";
            case RESOLVED ->
                    metric + " is back at " + value + ", near its best " + best + " or below";
        };
    }

    private static String training(CurveReport report) {
        return report.training().isEmpty()
                ? ""
                : ", while "
                        + report.training().get().metric()
                        + " is at "
                        + Wording.number(
                                report.training()
                                        .get()
                                        .baseline()
                                        .signed(report.training().get().baseline().level()));
    }

    @Override
    void forget() {
        sum = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        evaluations.write(out);
        if (evaluations.count() == 0) {
            return;
        }
        out.writeDouble(sum);
        out.writeLong(sumStep);
        out.writeLong(bestStep);
        out.writeDouble(trainingAtBest);
        out.writeDouble(pastPeak);
        out.writeDouble(habit);
        if (life().open()) {
            out.writeDouble(reference);
            out.writeDouble(floor);
            out.writeDouble(rise);
            out.writeDouble(peak);
        }
    }

    @Override
    void readRule(StateReader in) {
        evaluations.read(in);
        if (evaluations.count() == 0) {
            return;
        }
        sum = in.readDouble();
        sumStep = in.readLong();
        bestStep = in.readLong();
        trainingAtBest = in.readDouble();
        pastPeak = in.readDouble();
        habit = in.readDouble();
        if (life().open()) {
            reference = in.readDouble();
            floor = in.readDouble();
            rise = in.readDouble();
            peak = in.readDouble();
        }
    }
}
