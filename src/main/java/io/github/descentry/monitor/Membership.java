package io.github.descentry.monitor;

import java.util.List;

/**
 * How a run is in its group, which goes along with all that its group is told of it.
 *
 * @param since a number that grows with each group that the run joins; the smallest of all: it has
 *     no group. What bears a smaller one than that at which the run has left is no news any more,
 *     however late it comes
 * @param fresh whether the run has not reported since it joined: it was judged by what it has told
 *     so far already, elsewhere
 * @param departures from the groups that it was in before, to be told behind all else
 */
public record Membership(long since, boolean fresh, List<Departure> departures) {

    /** Of a run that has always been in its group, or in none. */
    public static final Membership STEADY = new Membership(Long.MIN_VALUE, false, List.of());
}
