package io.github.descentry.fit;

import io.github.descentry.state.SettledPart;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/**
 * The part of a curve that the fit looks at: bins of equal width in ln(step), each the mean of the
 * values that fell into it. Mutable, one writer, at most {@value #CAPACITY} bins whatever the
 * length of the run.
 *
 * <p>Densely logged values are strongly correlated; a bin is one look at the curve. Only the last
 * stretch of the run is kept (the last {@value #WINDOW} of ln progress, a factor of five): how a
 * curve began tells little of how it will end, and on recorded runs a fit over all of it was about
 * a tenth worse. A bin also ends where the annealing has moved by {@value #ANNEALING_WIDTH}, so
 * that a short decay is seen in many looks.
 */
final class Sketch {

    static final int CAPACITY = 44;
    static final int KEPT = 6;

    /** Of a bin, in ln step. */
    static final double WIDTH = 0.08;

    private static final double WINDOW = 1.62;
    private static final double ANNEALING_WIDTH = 0.05;

    private int size;
    private final double[] step = new double[CAPACITY];
    private final double[] progress = new double[CAPACITY];
    private final double[] annealing = new double[CAPACITY];
    private final double[] mean = new double[CAPACITY];
    private final double[] logMean = new double[CAPACITY];
    private final double[] count = new double[CAPACITY];
    private final SettledPart closed = new SettledPart();

    // The open bin: sums since it was begun.
    private double openStart;
    private double openAnnealing;
    private double openCount;
    private double sumLogStep;
    private double sumLogProgress;
    private double sumAnnealing;
    private double sumValue;
    private double sumLogValue;

    // Values of the open bin that no refit has taken in yet.
    private double freshCount;
    private double freshValue;
    private double freshLogStep;

    /**
     * Adds a value.
     *
     * @param logStep the logarithm of {@code atStep}
     * @return whether a bin was closed by it, so that a refit is due
     */
    boolean add(
            double atStep, double logStep, double atProgress, double atAnnealing, double value) {
        boolean closed = false;
        if (openCount > 0
                && (full(atStep / openStart)
                        || Math.abs(atAnnealing - openAnnealing) >= ANNEALING_WIDTH)) {
            close();
            closed = true;
        }
        if (openCount == 0) {
            openStart = atStep;
            openAnnealing = atAnnealing;
        }
        openCount++;
        sumLogStep += logStep;
        sumLogProgress += Math.log(atProgress);
        sumAnnealing += atAnnealing;
        sumValue += value;
        freshCount++;
        freshValue += value;
        freshLogStep += logStep;
        sumLogValue += value > 0 ? Math.log(value) : Double.NaN;
        return closed;
    }

    /** Whether a bin is as wide as it may get; the logarithm is spared where it cannot be. */
    private static boolean full(double ratio) {
        return ratio > 1 + WIDTH && Math.log(ratio) >= WIDTH;
    }

    /**
     * Closes the open bin. Numbers are rounded as the state keeps them: a decision must not change
     * by a restart.
     */
    private void close() {
        closed.unsettle();
        if (size == CAPACITY) {
            drop(1);
        }
        step[size] = (float) Math.exp(sumLogStep / openCount);
        progress[size] = (float) Math.exp(sumLogProgress / openCount);
        annealing[size] = (float) (sumAnnealing / openCount);
        mean[size] = (float) (sumValue / openCount);
        logMean[size] = (float) (sumLogValue / openCount);
        count[size] = (float) openCount;
        size++;
        openCount = 0;
        sumLogStep = 0;
        sumLogProgress = 0;
        sumAnnealing = 0;
        sumValue = 0;
        sumLogValue = 0;
        taken();
        int old = 0;
        while (size - old > KEPT && Math.log(progress[size - 1] / progress[old]) > WINDOW) {
            old++;
        }
        drop(old);
    }

    private void drop(int bins) {
        if (bins == 0) {
            return;
        }
        size -= bins;
        for (double[] column : columns()) {
            System.arraycopy(column, bins, column, 0, size);
        }
    }

    /** The run goes back: what lies after {@code toStep} is forgotten. */
    void rewind(double toStep) {
        closed.unsettle();
        openCount = 0;
        sumLogStep = 0;
        sumLogProgress = 0;
        sumAnnealing = 0;
        sumValue = 0;
        sumLogValue = 0;
        taken();
        while (size > 0 && step[size - 1] > toStep) {
            size--;
        }
    }

    /** Moves all steps by an amount, see {@link CurveFit}. */
    void shift(double by) {
        closed.unsettle();
        for (int i = 0; i < size; i++) {
            step[i] = (float) (step[i] + by);
        }
        if (openCount > 0) {
            sumLogStep = openCount * Math.log(Math.exp(sumLogStep / openCount) + by);
            openStart += by;
            freshLogStep = sumLogStep;
        }
    }

    /** Progress and annealing as a new plan has them. */
    void remap(Progress run, double shift) {
        closed.unsettle();
        double[] steps = new double[size];
        for (int i = 0; i < size; i++) {
            steps[i] = step[i] - shift;
        }
        double[][] mapped = run.behind(steps);
        for (int i = 0; i < size; i++) {
            progress[i] = (float) Math.max(1e-6, mapped[0][i]);
            annealing[i] = (float) mapped[1][i];
        }
    }

    /** The bins as a refit sees them, the open one last; the values in it count as taken in. */
    Bins take() {
        int bins = size + (openCount > 0 ? 1 : 0);
        double[][] columns = columns();
        double[][] taken = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            taken[c] = Arrays.copyOf(columns[c], bins);
        }
        if (openCount > 0) {
            taken[0][size] = Math.exp(sumLogStep / openCount);
            taken[1][size] = Math.exp(sumLogProgress / openCount);
            taken[2][size] = sumAnnealing / openCount;
            taken[3][size] = sumValue / openCount;
            taken[4][size] = sumLogValue / openCount;
            taken[5][size] = openCount;
        }
        taken();
        return new Bins(bins, taken[0], taken[1], taken[2], taken[3], taken[4], taken[5]);
    }

    /**
     * Bins, oldest first.
     *
     * @param size how many
     * @param step geometric mean of the steps
     * @param progress geometric mean of x
     * @param annealing mean of d
     * @param mean mean of the values
     * @param logMean mean of their logarithms; NaN if one was not positive
     * @param count how many values
     */
    record Bins(
            int size,
            double[] step,
            double[] progress,
            double[] annealing,
            double[] mean,
            double[] logMean,
            double[] count) {}

    /** Bins a refit would see. */
    int size() {
        return size + (openCount > 0 ? 1 : 0);
    }

    private void taken() {
        freshCount = 0;
        freshValue = 0;
        freshLogStep = 0;
    }

    /** Values that came after the last refit. */
    double freshCount() {
        return freshCount;
    }

    /** Their mean. */
    double freshMean() {
        return freshValue / freshCount;
    }

    /** Mean ln step of the same. */
    double freshLogStep() {
        return freshLogStep / freshCount;
    }

    private double[][] columns() {
        return new double[][] {step, progress, annealing, mean, logMean, count};
    }

    private void writeClosed(StateWriter out) {
        out.writeByte(size);
        for (double[] column : columns()) {
            for (int i = 0; i < size; i++) {
                out.writeFloat((float) column[i]);
            }
        }
    }

    void write(StateWriter out) {
        closed.write(out, this::writeClosed);
        out.writeDouble(openStart);
        out.writeDouble(openAnnealing);
        out.writeDouble(openCount);
        out.writeDouble(sumLogStep);
        out.writeDouble(sumLogProgress);
        out.writeDouble(sumAnnealing);
        out.writeDouble(sumValue);
        out.writeDouble(sumLogValue);
        out.writeDouble(freshCount);
        out.writeDouble(freshValue);
        out.writeDouble(freshLogStep);
    }

    static Sketch read(StateReader in) {
        Sketch sketch = new Sketch();
        sketch.size = in.readByte();
        for (double[] column : sketch.columns()) {
            for (int i = 0; i < sketch.size; i++) {
                column[i] = in.readFloat();
            }
        }
        sketch.openStart = in.readDouble();
        sketch.openAnnealing = in.readDouble();
        sketch.openCount = in.readDouble();
        sketch.sumLogStep = in.readDouble();
        sketch.sumLogProgress = in.readDouble();
        sketch.sumAnnealing = in.readDouble();
        sketch.sumValue = in.readDouble();
        sketch.sumLogValue = in.readDouble();
        sketch.freshCount = in.readDouble();
        sketch.freshValue = in.readDouble();
        sketch.freshLogStep = in.readDouble();
        return sketch;
    }
}
