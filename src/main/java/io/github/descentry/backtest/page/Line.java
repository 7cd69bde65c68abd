package io.github.descentry.backtest.page;

import java.util.Arrays;

/**
 * A curve as it is drawn: no more points than can be seen. Where there are more, the lowest and the
 * highest of each stretch are kept, so that no spike is lost; of values that are no numbers, one.
 *
 * @param x rising
 * @param y as many; may hold values that are no numbers, which leave a gap
 */
public record Line(double[] x, double[] y) {

    /** Stretches of a curve; each leaves at most three points. */
    private static final int STRETCHES = 240;

    public Line {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x=" + x.length + " values, y=" + y.length);
        }
    }

    /**
     * Thinned out.
     *
     * @param from first place that is drawn
     * @param to behind the last
     */
    public static Line of(double[] x, double[] y, int from, int to) {
        return of(x, y, from, to, STRETCHES);
    }

    /**
     * Thinned out.
     *
     * @param from first place that is drawn
     * @param to behind the last
     * @param most stretches; each leaves at most three points
     */
    public static Line of(double[] x, double[] y, int from, int to, int most) {
        int count = Math.max(0, to - from);
        int stretches = Math.min(most, count);
        double[] keptX = new double[3 * stretches];
        double[] keptY = new double[3 * stretches];
        int kept = 0;
        for (int stretch = 0; stretch < stretches; stretch++) {
            int start = from + (int) ((long) count * stretch / stretches);
            int end = from + (int) ((long) count * (stretch + 1) / stretches);
            for (int at : extremes(y, start, end)) {
                keptX[kept] = x[at];
                keptY[kept++] = y[at];
            }
        }
        return new Line(Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept));
    }

    /** Places of the lowest and the highest number and of one that is none, in their order. */
    private static int[] extremes(double[] y, int start, int end) {
        int low = -1;
        int high = -1;
        int none = -1;
        for (int i = start; i < end; i++) {
            if (!Double.isFinite(y[i])) {
                none = i;
            } else {
                low = low < 0 || y[i] < y[low] ? i : low;
                high = high < 0 || y[i] > y[high] ? i : high;
            }
        }
        return Arrays.stream(new int[] {low, high, none})
                .filter(at -> at >= 0)
                .distinct()
                .sorted()
                .toArray();
    }

    public int size() {
        return x.length;
    }

    /** The part up to a place, with the first point behind it: the parts of a line meet. */
    public Line upTo(double place) {
        int end = Math.min(x.length, firstBehind(place) + 1);
        return new Line(Arrays.copyOf(x, end), Arrays.copyOf(y, end));
    }

    /** The part behind a place. */
    public Line after(double place) {
        int start = firstBehind(place);
        return new Line(
                Arrays.copyOfRange(x, start, x.length), Arrays.copyOfRange(y, start, x.length));
    }

    private int firstBehind(double place) {
        int at = 0;
        while (at < x.length && x[at] <= place) {
            at++;
        }
        return at;
    }
}
