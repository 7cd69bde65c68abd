package io.github.descentry.backtest;

import java.util.ArrayList;
import java.util.List;

/** When overfitting has done half of its harm. */
final class Harm {

    private Harm() {}

    /**
     * Index of the first value after the curve's minimum that is at least half of the way up from
     * there to the level the curve ends at; the size of the curve if none is.
     *
     * @param from first index of the stretch in which the minimum is looked for
     */
    static int half(Series curve, int from) {
        int lowest = from;
        List<Double> values = new ArrayList<>(curve.size());
        for (int i = 0; i < curve.size(); i++) {
            values.add(curve.value(i));
            if (i > from && curve.value(i) < curve.value(lowest)) {
                lowest = i;
            }
        }
        double minimum = lowest < curve.size() ? curve.value(lowest) : Double.NaN;
        double half = (minimum + FinalValue.of(values)) / 2;
        for (int i = lowest + 1; i < curve.size(); i++) {
            if (curve.value(i) >= half) {
                return i;
            }
        }
        return curve.size();
    }
}
