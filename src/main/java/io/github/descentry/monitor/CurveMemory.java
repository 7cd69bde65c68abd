package io.github.descentry.monitor;

import io.github.descentry.detect.Baseline;
import io.github.descentry.detect.CurveDetectors;
import io.github.descentry.detect.CurveView;
import io.github.descentry.detect.Split;
import io.github.descentry.events.Goal;
import io.github.descentry.fit.CurveFit;
import io.github.descentry.fit.Innovation;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/** What the monitor knows of one curve: its fit, its detectors, its latest report. Mutable. */
final class CurveMemory implements CurveView {

    private static final Goal[] GOALS = Goal.values();
    private static final Split[] SPLITS = Split.values();

    /** A run that goes on from at least this share of the way has its level known. */
    private static final double NEAR = 0.8;

    private final String metric;
    private final Goal goal;
    private final Split split;
    private final int preference;
    private final CurveFit fit;
    private final CurveDetectors detectors;
    private final EndLevel end;
    private Optional<CurveMemory> training = Optional.empty();
    private Optional<CurveMemory> validation = Optional.empty();
    private long step = -1;
    private long time = Long.MIN_VALUE;
    private double value = Double.NaN;
    private double zscore = Double.NaN;

    CurveMemory(String metric, Goal goal, Split split, int preference) {
        this(metric, goal, split, preference, new EndLevel(), new CurveFit(goal));
    }

    private CurveMemory(
            String metric, Goal goal, Split split, int preference, EndLevel end, CurveFit fit) {
        this.end = end;
        this.metric = metric;
        this.goal = goal;
        this.split = split;
        this.preference = preference;
        this.fit = fit;
        this.detectors = new CurveDetectors(goal);
    }

    @Override
    public String metric() {
        return metric;
    }

    @Override
    public Goal goal() {
        return goal;
    }

    @Override
    public Split split() {
        return split;
    }

    @Override
    public Baseline baseline() {
        return detectors.baseline();
    }

    @Override
    public boolean disturbed() {
        return detectors.disturbed();
    }

    /** The curves of the run are others now: which go with this one. */
    void pair(RunMemory memory) {
        training = Counterpart.of(memory, this, Split.VALIDATION, Split.TRAINING);
        validation = Counterpart.of(memory, this, Split.TRAINING, Split.VALIDATION);
    }

    /** The training curve that goes with this one, see {@link Counterpart}. */
    Optional<CurveMemory> training() {
        return training;
    }

    /** The validation curve that goes with this one. */
    Optional<CurveMemory> validation() {
        return validation;
    }

    int preference() {
        return preference;
    }

    CurveFit fit() {
        return fit;
    }

    CurveDetectors detectors() {
        return detectors;
    }

    /** Step of the latest report; -1 if there is none in this segment. */
    long step() {
        return step;
    }

    /** Time of the latest report, in epoch milliseconds. */
    long time() {
        return time;
    }

    double value() {
        return value;
    }

    /**
     * The level that the curve ends at if it ends now, see {@link EndLevel}; the latest value if
     * there was none since the run went back.
     */
    double endLevel() {
        double level = end.level();
        return Double.isNaN(level) ? value : level;
    }

    double zscore() {
        return zscore;
    }

    void report(long newStep, long newTime, Innovation innovation) {
        step = newStep;
        time = newTime;
        value = innovation.value();
        end.add(value);
        zscore = innovation.zscore();
    }

    /** The run goes on from an earlier step, which may be reported again. */
    void rewind(long toStep) {
        if (step >= toStep) {
            boolean near = toStep >= NEAR * step;
            step = toStep - 1;
            fit.restart(toStep);
            end.restart();
            baseline().restart(near);
        }
    }

    void write(StateWriter out) {
        out.writeString(metric);
        out.writeByte(goal.ordinal());
        out.writeByte(split.ordinal());
        out.writeByte(preference);
        out.writeLong(step);
        out.writeLong(time);
        out.writeDouble(value);
        out.writeDouble(zscore);
        end.write(out);
        fit.write(out);
        detectors.write(out);
    }

    static CurveMemory read(StateReader in) {
        String metric = in.readString();
        Goal goal = GOALS[in.readByte()];
        Split split = SPLITS[in.readByte()];
        int preference = in.readByte();
        long step = in.readLong();
        long time = in.readLong();
        double value = in.readDouble();
        double zscore = in.readDouble();
        EndLevel end = new EndLevel();
        end.read(in);
        CurveMemory curve =
                new CurveMemory(metric, goal, split, preference, end, CurveFit.read(in));
        curve.step = step;
        curve.time = time;
        curve.value = value;
        curve.zscore = zscore;
        curve.detectors.read(in);
        return curve;
    }
}
