package io.github.descentry.stop.preset.study;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a rule has seen of each trial, by the trial's name. Where the original counts its trials,
 * the order of first appearance here gives the number, from 0.
 */
final class Trials<T extends Trials.Part> implements Iterable<T> {

    /** What is kept of one trial. */
    interface Part {

        void write(StateWriter out);

        void read(StateReader in);
    }

    private final Map<String, T> parts = new LinkedHashMap<>();
    private final IntFunction<T> begin;

    /**
     * @param begin makes the part of a trial from its number
     */
    Trials(IntFunction<T> begin) {
        this.begin = begin;
    }

    /** The part of that trial; a new one at its first appearance. */
    T of(String trial) {
        T part = parts.get(trial);
        if (part == null) {
            part = begin.apply(parts.size());
            parts.put(trial, part);
        }
        return part;
    }

    @Override
    public Iterator<T> iterator() {
        return parts.values().iterator();
    }

    void write(StateWriter out) {
        out.writeInt(parts.size());
        parts.forEach(
                (trial, part) -> {
                    out.writeString(trial);
                    part.write(out);
                });
    }

    void read(StateReader in) {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            of(in.readString()).read(in);
        }
    }
}
