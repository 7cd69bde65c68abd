package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
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
 * of it, and by a share of what had been gained. A rise that is slow is proven by its trend as well
 * ({@link Upturn}). Where evaluations are few, one alone that is above by 5 % and four noises is
 * worth a note, which becomes a warning when the next ones prove it; if it is the last one that the
 * plan has room for, it is a warning at once. Having recovered from two rises, a third has to be a
 * quarter higher than the lower of them: a validation that is up and down at a high learning rate
 * is not reported over and over. The training curve has to be no higher than it was at the best
 * evaluation. Where it has not fallen noticeably since, where none is known, or where the first
 * evaluation is the best so that nothing has been gained yet, all bars are twice as high.
 *
 * <p>Only losses are judged. Accuracy mostly goes on rising, or stays, long after the loss has
 * turned: probabilities get overconfident before answers get wrong. A bounded score that falls for
 * other reasons strays by habit.
 *
 * <p>While values of either curve are no numbers, have jumped or are running away, it is not
 * over-fitting that is seen. It is told on one curve of a run at a time, the first that proves it:
 * a validation loss is often logged under several names and scales. Critical once the rise is
 * large, resolved when the evaluations are back near the best or below.
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

    /** What evaluations so far prove. */
    private enum Proof {
        NONE,
        /** One evaluation alone, where there are few. */
        ALONE,
        FULL
    }

    private final List<? extends Detector<CurveReport>> graver;

    private final Evaluations evaluations = new Evaluations();
    private final Upturn upturn = new Upturn();
    private Proof proof = Proof.NONE;
    private boolean last;
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
        proof = proof(report);
        if (proof != Proof.NONE) {
            reference = evaluations.best();
            last = report.progress().totalSteps().isPresent() && lastPlanned(report);
        }
        OptionalLong first =
                proof == Proof.NONE || report.overfitTold()
                        ? OptionalLong.empty()
                        : OptionalLong.of(sum > 0 ? sumStep : report.step());
        learn(report);
        return first;
    }

    /** Whether the plan has no room for another evaluation. */
    private boolean lastPlanned(CurveReport report) {
        long spacing = report.step() - evaluations.lastStep();
        return report.step() + spacing > report.progress().totalSteps().getAsLong();
    }

    @Override
    public Severity begunAs() {
        return proof == Proof.FULL || last ? Severity.WARNING : Severity.INFO;
    }

    private Proof proof(CurveReport report) {
        OverfitConfig config = report.config().overfit();
        double value = report.value();
        if (evaluations.count() == 0 || value <= evaluations.best() || disturbed(report)) {
            sum = 0;
            upturn.clear();
            return Proof.NONE;
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
        upturn.add(rise);
        if (evaluations.count() < LEAST || trainingRisen(report)) {
            return Proof.NONE;
        }
        boolean plain = trainingFallen(report) && evaluations.gained() > 0;
        double bar = plain ? 1 : config.caution();
        double low = evaluations.lowRise(value);
        floor = floor(config, 1);
        boolean sustained = sum >= bar * config.threshold() && low >= bar * floor;
        boolean full = sustained;
        if (!sustained && upturn.steepness(evaluations.noise()) >= config.steepness()) {
            floor = floor(config, 0.5);
            full = low >= bar * floor;
        }
        if (!full && !alone(report, noises / bar, rise / bar)) {
            return Proof.NONE;
        }
        double height = full ? low : rise;
        if (height < WORSE * habit) {
            return Proof.NONE;
        }
        peak = height;
        return full ? Proof.FULL : Proof.ALONE;
    }

    private double floor(OverfitConfig config, double part) {
        return Math.max(
                config.floorShare() * evaluations.size(),
                part * config.giveBackShare() * evaluations.gained());
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
        boolean note = life().severity() == Severity.INFO;
        boolean proven = note && proof(report) == Proof.FULL;
        if (!note) {
            // What proved this one proves no other.
            sum = 0;
            upturn.clear();
        }
        rise = value - reference;
        double low = Math.min(value, evaluations.last()) - reference;
        double high = Math.max(value, evaluations.last()) - reference;
        boolean back = high <= Math.max(floor / 2, evaluations.noise());
        learn(report);
        if (rise <= 0 || back) {
            if (!note) {
                habit = Math.max(habit, Math.min(pastPeak, peak));
                pastPeak = Math.max(pastPeak, peak);
            }
            return Course.OVER;
        }
        if (note) {
            peak = Math.max(peak, low);
            return proven ? Course.SERIOUS : Course.HOLDS;
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
        String percent = percent();
        return switch (turn) {
            case OPENED ->
                    life().severity() == Severity.INFO
                            ? metric
                                    + " is at "
                                    + value
                                    + ", "
                                    + percent
                                    + " above its best "
                                    + best
                                    + since
                                    + ": over-fitting if the next evaluations stay there"
                            : proven(report);
            case RECOVERING ->
                    metric
                            + " is coming back: "
                            + Wording.number(rise)
                            + " above its best "
                            + best
                            + ", was "
                            + Wording.number(peak);
            case ESCALATED ->
                    life().severity() == Severity.CRITICAL
                            ? metric
                                    + " is "
                                    + percent
                                    + " above its best "
                                    + best
                                    + since
                                    + ": what is trained now is worse than the checkpoint of that"
                                    + " step; stop and take that one"
                            : proven(report);
            case RESOLVED ->
                    metric + " is back at " + value + ", near its best " + best + " or below";
        };
    }

    private String percent() {
        return Wording.number(Math.rint(1000 * rise / Math.abs(reference)) / 10) + " %";
    }

    private String proven(CurveReport report) {
        return report.metric()
                + " rises, to "
                + Wording.number(report.value())
                + ", "
                + percent()
                + " above its best "
                + Wording.number(reference)
                + " of step "
                + bestStep
                + training(report)
                + ": over-fitting; keep the checkpoint of that step, think of stopping,"
                + " more data or more regularization";
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
        upturn.clear();
    }

    @Override
    void writeRule(StateWriter out) {
        evaluations.write(out);
        if (evaluations.count() == 0) {
            return;
        }
        out.writeDouble(sum);
        upturn.write(out);
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
        upturn.read(in);
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
