package io.github.descentry.detect;

import io.github.descentry.detect.OverfitProof.Strength;
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
 * best)/noise − k)), see {@link OverfitProof}, and {@link Evaluations} for best and noise, which
 * are known from the third evaluation on; besides S ≥ h the two latest evaluations both have to be
 * above the best by a share of it, and by a share of what had been gained. A rise that is slow is
 * proven by its trend as well ({@link Upturn}). Where evaluations are few, one alone that is above
 * by 5 % and four noises is worth a note, which becomes a warning when the next ones prove it; if
 * it is the last one that the plan has room for, it is a warning at once. Having recovered from two
 * rises, a third has to be a quarter higher than the lower of them: a validation that is up and
 * down at a high learning rate is not reported over and over. The training curve has to be no
 * higher than it was at the best evaluation. Where it has not fallen noticeably since, where none
 * is known, or where the first evaluation is the best so that nothing has been gained yet, all bars
 * are twice as high.
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

    /** By how much a rise has to exceed the habit of the curve. */
    private static final double WORSE = 1.25;

    private final List<? extends Detector<CurveReport>> graver;

    private final OverfitProof proof = new OverfitProof();
    private Strength strength = Strength.NONE;
    private boolean last;

    /** Largest and second largest rise it has come back from. */
    private double pastPeak;

    private double habit;

    private double reference;
    private double floor;
    private double rise;

    /** The highest that two evaluations in a row have both been above the best. */
    private double peak;

    /** The highest that one has. */
    private double highest;

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
            proof.restart();
        }
        strength = judged(report);
        if (strength != Strength.NONE) {
            reference = proof.evaluations().best();
            last = report.progress().totalSteps().isPresent() && lastPlanned(report);
        }
        OptionalLong first =
                strength == Strength.NONE || report.overfitTold()
                        ? OptionalLong.empty()
                        : OptionalLong.of(proof.firstStep(report.step()));
        proof.learn(report);
        return first;
    }

    private Strength judged(CurveReport report) {
        if (disturbed(report)) {
            proof.forget();
            return Strength.NONE;
        }
        Strength proven = proof.judge(report);
        if (proven == Strength.NONE || proof.height() < WORSE * habit) {
            return Strength.NONE;
        }
        rise = report.value() - proof.evaluations().best();
        floor = proof.floor();
        peak = proof.height();
        highest = life().open() ? Math.max(highest, rise) : rise;
        return proven;
    }

    /** Whether the plan has no room for another evaluation. */
    private boolean lastPlanned(CurveReport report) {
        long spacing = report.step() - proof.evaluations().lastStep();
        return report.step() + spacing > report.progress().totalSteps().getAsLong();
    }

    @Override
    public Severity begunAs() {
        return strength == Strength.FULL || last ? Severity.WARNING : Severity.INFO;
    }

    private boolean disturbed(CurveReport report) {
        for (int i = 0; i < graver.size(); i++) {
            if (graver.get(i).life().open()) {
                return true;
            }
        }
        return report.training().isPresent() && report.training().get().disturbed();
    }

    @Override
    public Course follow(CurveReport report) {
        double value = report.value();
        boolean note = life().severity() == Severity.INFO;
        boolean proven = note && judged(report) == Strength.FULL;
        if (!note) {
            // What proved this one proves no other.
            proof.forget();
        }
        double before = proof.evaluations().last();
        rise = value - reference;
        highest = Math.max(highest, rise);
        double low = Math.min(value, before) - reference;
        double high = Math.max(value, before) - reference;
        boolean back = high <= Math.max(floor / 2, proof.evaluations().noise());
        proof.learn(report);
        if (rise <= 0 || back) {
            if (!note) {
                habit = Math.max(habit, Math.min(pastPeak, peak));
                pastPeak = Math.max(pastPeak, peak);
            }
            return Course.OVER;
        }
        peak = Math.max(peak, low);
        if (note) {
            return proven ? Course.SERIOUS : Course.HOLDS;
        }
        if (low >= report.config().overfit().harmShare() * Math.abs(reference)) {
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
        evidence.put("best_step", (double) proof.bestStep());
        evidence.put("rise", rise);
        evidence.put("rise_share", rise / (Math.abs(reference) + Double.MIN_NORMAL));
        if (turn == Status.OPENED) {
            evidence.put("floor", floor);
            evidence.put("noise", proof.evaluations().noise());
            evidence.put("cusum_noises", proof.sum());
        } else {
            evidence.put("peak_rise", highest);
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
        String since = " of step " + proof.bestStep();
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
                            + Wording.number(highest);
            case ESCALATED ->
                    life().severity() == Severity.CRITICAL
                            ? metric
                                    + " is "
                                    + percent
                                    + " above its best "
                                    + best
                                    + since
                                    + ": by its loss what is trained now is worse than the"
                                    + " checkpoint of that step; look at the scores, and if they"
                                    + " do not say otherwise stop and take that one"
                            : proven(report);
            case RESOLVED ->
                    metric + " is back at " + value + ", near its best " + best + " or below";
        };
    }

    private String percent() {
        return Wording.percent(rise / Math.abs(reference));
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
                + proof.bestStep()
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
        proof.forget();
    }

    @Override
    void writeRule(StateWriter out) {
        proof.write(out);
        if (proof.evaluations().count() == 0) {
            return;
        }
        out.writeDouble(pastPeak);
        out.writeDouble(habit);
        if (life().open()) {
            out.writeDouble(reference);
            out.writeDouble(floor);
            out.writeDouble(rise);
            out.writeDouble(peak);
            out.writeDouble(highest);
        }
    }

    @Override
    void readRule(StateReader in) {
        proof.read(in);
        if (proof.evaluations().count() == 0) {
            return;
        }
        pastPeak = in.readDouble();
        habit = in.readDouble();
        if (life().open()) {
            reference = in.readDouble();
            floor = in.readDouble();
            rise = in.readDouble();
            peak = in.readDouble();
            highest = in.readDouble();
        }
    }
}
