package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * What the evaluations so far prove of {@link Overfit}: the rise of a validation loss above its own
 * best, held against its scatter, and the training curve then and now. Mutable; some 130 bytes.
 */
final class OverfitProof {

    enum Strength {
        NONE,
        /** One evaluation alone, where there are few. */
        ALONE,
        FULL
    }

    /** One evaluation counts at most so many noises. */
    private static final double CLIP = 4;

    /** Evaluations before it judges. */
    private static final int LEAST = 2;

    /** The training curve has fallen noticeably by this share of its magnitude. */
    private static final double FALLEN_SHARE = 0.002;

    /** Higher than at the best evaluation by more noises than this, it has risen, */
    private static final double RISEN_NOISES = 2;

    /** or by more than this share. */
    private static final double RISEN_SHARE = 0.01;

    private final Evaluations evaluations = new Evaluations();
    private final Upturn upturn = new Upturn();
    private double sum;
    private long sumStep;
    private long bestStep;
    private double trainingAtBest = Double.NaN;

    /** Of the latest evaluation that was judged: what it would have to exceed, and by how much. */
    private double floor;

    private double height;

    /** Judges an evaluation that is not learned yet. */
    Strength judge(CurveReport report) {
        OverfitConfig config = report.config().overfit();
        double value = report.value();
        if (evaluations.count() == 0 || value <= evaluations.best()) {
            forget();
            return Strength.NONE;
        }
        double rise = value - evaluations.best();
        double noises = rise / evaluations.noise();
        add(config, rise, noises, report.step());
        if (evaluations.count() < LEAST || trainingRisen(report)) {
            return Strength.NONE;
        }
        double bar = plain(report) ? 1 : config.caution();
        double low = evaluations.lowRise(value);
        floor = floor(config, 1);
        boolean full = sum >= bar * config.threshold() && low >= bar * floor;
        if (!full && upturn.steepness(evaluations.noise()) >= config.steepness()) {
            floor = floor(config, 0.5);
            full = low >= bar * floor;
        }
        height = full ? low : rise;
        if (full) {
            return Strength.FULL;
        }
        return alone(report, noises / bar, rise / bar) ? Strength.ALONE : Strength.NONE;
    }

    private void add(OverfitConfig config, double rise, double noises, long step) {
        double slack = config.slack() + evaluations.luck();
        double before = sum;
        sum = Math.max(0, sum + Math.max(-CLIP, Math.min(CLIP, noises - slack)));
        sum = Math.min(sum, 2 * config.threshold());
        if (before == 0 && sum > 0) {
            sumStep = step;
        }
        upturn.add(rise);
    }

    /** Whether something was gained and the training curve goes on falling: the plain case. */
    private boolean plain(CurveReport report) {
        return trainingFallen(report) && evaluations.gained() > 0;
    }

    private double floor(OverfitConfig config, double part) {
        return Math.max(
                config.floorShare() * evaluations.size(),
                part * config.giveBackShare() * evaluations.gained());
    }

    /** Whether one evaluation proves it, because there are few. */
    private boolean alone(CurveReport report, double noises, double rise) {
        OverfitConfig config = report.config().overfit();
        return report.step() - evaluations.lastStep() >= report.steps(config.fewShare())
                && noises >= config.singleNoises()
                && rise >= floor
                && rise
                        >= config.singleShare()
                                * Math.max(evaluations.size(), evaluations.gained());
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

    void learn(CurveReport report) {
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

    /** Step at which the rise began that is proven by an evaluation of this step. */
    long firstStep(long step) {
        return sum > 0 ? sumStep : step;
    }

    Evaluations evaluations() {
        return evaluations;
    }

    long bestStep() {
        return bestStep;
    }

    /** Least rise that the latest judgement asked for. */
    double floor() {
        return floor;
    }

    /** How high the rise is that it has proven. */
    double height() {
        return height;
    }

    /** What the evaluations add up to, in noises. */
    double sum() {
        return sum;
    }

    /** The run goes on from an earlier step: what it had reached is not reached any more. */
    void restart() {
        evaluations.restart();
        forget();
    }

    /** The next evaluation above the best is the first one. */
    void forget() {
        sum = 0;
        upturn.clear();
    }

    void write(StateWriter out) {
        evaluations.write(out);
        if (evaluations.count() == 0) {
            return;
        }
        out.writeDouble(sum);
        upturn.write(out);
        out.writeLong(sumStep);
        out.writeLong(bestStep);
        out.writeDouble(trainingAtBest);
    }

    void read(StateReader in) {
        evaluations.read(in);
        if (evaluations.count() == 0) {
            return;
        }
        sum = in.readDouble();
        upturn.read(in);
        sumStep = in.readLong();
        bestStep = in.readLong();
        trainingAtBest = in.readDouble();
    }
}
