package io.github.descentry.stop;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the runs of a group had reached at one share of their planned steps, in the order in which
 * they got there: the evidence that rules across runs judge by. There is one rung for each percent,
 * see {@link #RUNGS}, so that runs that report at different steps, or plan different lengths, can
 * be held against each other: their levels are interpolated to the rung when they cross it.
 *
 * <p>Of a run that crosses again, as after a restart, the later mark counts. Takes as many runs as
 * the settings allow; one more is left out. Mutable; some 20 bytes and the name per run.
 */
public final class Rung {

    /** Rungs from 1 to this, one for each percent of the plan. */
    public static final int RUNGS = 100;

    static final int VERSION = 1;

    private final List<Mark> marks = new ArrayList<>();

    /**
     * One run at this rung.
     *
     * @param run name of the run
     * @param level where its objective stood: the median of its last 5 % of values, interpolated
     * @param expected the final value that was forecast there, interpolated; NaN if none was
     */
    public record Mark(String run, double level, double expected) {}

    /** The runs that got here, the earliest first. A view that follows later marks. */
    public List<Mark> marks() {
        return Collections.unmodifiableList(marks);
    }

    /** The mark of a run; null if it has not been here. */
    public Mark mark(String run) {
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i).run().equals(run)) {
                return marks.get(i);
            }
        }
        return null;
    }

    /**
     * Adds a mark, or puts it in the place of the run's earlier one.
     *
     * @param most marks to hold
     */
    public void put(Mark mark, int most) {
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i).run().equals(mark.run())) {
                marks.set(i, mark);
                return;
            }
        }
        if (marks.size() < most) {
            marks.add(mark);
        }
    }

    /** Removes the mark of a run; whether there was one. */
    public boolean remove(String run) {
        return marks.removeIf(mark -> mark.run().equals(run));
    }

    public void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeInt(marks.size());
        for (Mark mark : marks) {
            out.writeString(mark.run());
            out.writeDouble(mark.level());
            out.writeDouble(mark.expected());
        }
    }

    /**
     * @throws IllegalArgumentException if the bytes are of a version that this one cannot read
     */
    public static Rung read(StateReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "rung version=" + version + " cannot be read, only " + VERSION);
        }
        Rung rung = new Rung();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            rung.marks.add(new Mark(in.readString(), in.readDouble(), in.readDouble()));
        }
        return rung;
    }

    public byte[] encode() {
        StateWriter out = new StateWriter(16 + 48 * marks.size());
        write(out);
        return out.toByteArray();
    }

    /** See {@link #read}. */
    public static Rung decode(byte[] bytes) {
        return read(new StateReader(bytes));
    }
}
