package io.github.descentry.monitor;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Advices;
import io.github.descentry.stop.Subject;
import io.github.descentry.stop.Terms;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The runs that have left a group for another one, the latest {@value #MOST} of them, with what had
 * been advised of each. So that news from before, which came late, do not bring a run back; and
 * that the withdrawal of what was advised can be said again where it may have been lost. Mutable.
 */
final class Gone {

    private static final int MOST = 256;

    /** By the number of the run, the latest at the end. */
    private final Map<Long, Left> all = new LinkedHashMap<>();

    private record Left(long since, byte[] advices) {}

    /** Whether news are from before the run left: those of a run that came back are later. */
    boolean outdates(String run, long since) {
        if (all.isEmpty()) {
            return false;
        }
        Left left = all.get(EventId.number(run));
        return left != null && since < left.since;
    }

    /** Whether it is known that the run has left at that time, or later. */
    boolean knows(String run, long since) {
        Left left = all.get(EventId.number(run));
        return left != null && since <= left.since;
    }

    /** A run leaves, with what is advised of it. */
    void add(String run, long since, Advices advices) {
        StateWriter out = new StateWriter();
        advices.write(out);
        put(EventId.number(run), new Left(since, out.toByteArray()));
    }

    /** A run leaves that is not known here, or has left before: then it has left even later. */
    void add(String run, long since) {
        Left before = all.get(EventId.number(run));
        if (before == null) {
            add(run, since, new Advices());
        } else {
            put(EventId.number(run), new Left(Math.max(since, before.since), before.advices));
        }
    }

    private void put(long number, Left left) {
        all.remove(number);
        all.put(number, left);
        if (all.size() > MOST) {
            Iterator<Long> eldest = all.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Withdraws what was advised of a run when it left, perhaps once more. */
    void withdraw(Subject subject, String reason, Terms terms, Consumer<StopSignal> signals) {
        Left left = all.get(EventId.number(subject.run()));
        if (left != null) {
            Advices advices = new Advices();
            advices.read(new StateReader(left.advices));
            advices.revoke(key -> true, subject, reason, terms, signals);
        }
    }

    void write(StateWriter out) {
        out.writeInt(all.size());
        all.forEach(
                (run, left) -> {
                    out.writeLong(run);
                    out.writeLong(left.since);
                    out.writeInt(left.advices.length);
                    out.writeBytes(left.advices);
                });
    }

    void read(StateReader in) {
        for (int count = in.readInt(); count > 0; count--) {
            all.put(in.readLong(), new Left(in.readLong(), in.readBytes(in.readInt())));
        }
    }
}
