package io.github.descentry.stop.preset.study;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What a trial reported at each step, as Optuna keeps it: a step's first value stays. */
final class StepValues {

    /** Takes a step and its value. */
    interface Taker {
        void take(long step, double value);
    }

    private final Map<Long, Double> values = new LinkedHashMap<>();

    /**
     * @return whether it was taken; else the step had one before
     */
    boolean add(long step, double value) {
        return values.putIfAbsent(step, value) == null;
    }

    /** The value at exactly that step, which may be NaN. */
    OptionalDouble at(long step) {
        Double value = values.get(step);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    int count() {
        return values.size();
    }

    /** In the order in which they were reported. */
    void forEach(Taker taker) {
        values.forEach(taker::take);
    }

    void write(StateWriter out) {
        out.writeInt(values.size());
        forEach(
                (step, value) -> {
                    out.writeLong(step);
                    out.writeDouble(value);
                });
    }

    /** Has what was written reported once more. */
    static void read(StateReader in, Taker taker) {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            taker.take(in.readLong(), in.readDouble());
        }
    }
}
