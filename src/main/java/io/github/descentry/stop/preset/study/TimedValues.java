package io.github.descentry.stop.preset.study;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/** What a trial reported, with the time of each, in whatever unit the rule counts it. */
final class TimedValues {

    /** Takes a time and the value that was reported then. */
    interface Taker {
        void take(double time, double value);
    }

    private final Numbers times = new Numbers();
    private final Numbers values = new Numbers();

    /** Adds one at the end, whatever its time. */
    void add(double time, double value) {
        times.add(time);
        values.add(value);
    }

    /**
     * Adds one behind those that are not later; all have to be in order.
     *
     * @return its place
     */
    int insert(double time, double value) {
        int place = times.countUpTo(time);
        times.insert(place, time);
        values.insert(place, value);
        return place;
    }

    double time(int index) {
        return times.at(index);
    }

    double value(int index) {
        return values.at(index);
    }

    int count() {
        return values.count();
    }

    /** How many are before that time; all have to be in order. */
    int countBelow(double time) {
        return times.countBelow(time);
    }

    /** How many are not after that time; all have to be in order. */
    int countUpTo(double time) {
        return times.countUpTo(time);
    }

    /** As NumPy takes it, of the values {@code from} one to before another. */
    double mean(int from, int to) {
        return values.mean(from, to);
    }

    void write(StateWriter out) {
        times.write(out);
        values.write(out);
    }

    /** Has what was written reported once more. */
    static void read(StateReader in, Taker taker) {
        TimedValues written = new TimedValues();
        written.times.read(in);
        written.values.read(in);
        for (int i = 0; i < written.count(); i++) {
            taker.take(written.time(i), written.value(i));
        }
    }
}
