package io.github.descentry.monitor;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run has moved from group to group. The groups it has left stay known, for the news of it
 * may be lost in a crash and have to be told once more; of more than {@value #MOST} the latest.
 * Mutable; a few bytes for a run that has never moved.
 */
final class Moves {

    private static final int MOST = 8;

    private final List<String> left = new ArrayList<>(0);
    private long since = Long.MIN_VALUE;
    private boolean fresh;

    /**
     * Notes that the run joins a group.
     *
     * @param before the group that it leaves for it; absent: it was in none
     * @param arrival when that was heard of, in milliseconds. A run that was forgotten and comes
     *     back is later by that clock, so its number is larger than any it had
     */
    void join(String group, Optional<String> before, long arrival) {
        since = since == Long.MIN_VALUE ? arrival : Math.max(since + 1, arrival);
        fresh = true;
        left.remove(group);
        before.ifPresent(left::add);
        if (left.size() > MOST) {
            left.remove(0);
        }
    }

    /** The run has reported. */
    void reported() {
        fresh = false;
    }

    /**
     * What its group is told.
     *
     * @param subject the run at present
     */
    Membership membership(Subject subject) {
        if (since == Long.MIN_VALUE) {
            return Membership.STEADY;
        }
        List<Departure> departures = new ArrayList<>(left.size());
        for (String group : left) {
            Subject there =
                    new Subject(
                            subject.run(),
                            subject.project(),
                            Optional.of(group),
                            subject.attempt(),
                            subject.step(),
                            subject.time());
            departures.add(new Departure(there, subject.group().orElse(""), since));
        }
        return new Membership(since, fresh, departures);
    }

    /** The same without the departures, which are told once unless there is a doubt. */
    Membership told() {
        return since == Long.MIN_VALUE
                ? Membership.STEADY
                : new Membership(since, fresh, List.of());
    }

    void write(StateWriter out) {
        out.writeLong(since);
        out.writeBoolean(fresh);
        out.writeByte(left.size());
        left.forEach(out::writeString);
    }

    void read(StateReader in) {
        since = in.readLong();
        fresh = in.readBoolean();
        for (int count = in.readByte(); count > 0; count--) {
            left.add(in.readString());
        }
    }
}
