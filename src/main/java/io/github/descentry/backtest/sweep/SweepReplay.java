package io.github.descentry.backtest.sweep;

import io.github.descentry.stop.policy.HeldFor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * Replays a group as a cluster would run it: some runs side by side, each as far as its plan goes
 * in the same time, the next one starting when one has ended. Who reports first of several that are
 * equally far, and who starts first, is drawn by the seed; in order of the names for seed 0.
 *
 * @param slots runs side by side; 0: all of them
 * @param seed of the order
 */
record SweepReplay(int slots, long seed) {

    SweepReplay {
        if (slots < 0) {
            throw new IllegalArgumentException("slots=" + slots + " is below 0");
        }
    }

    /**
     * What came of it.
     *
     * @param stops where each stopped run was stopped, as a count of its points
     * @param reasons why, in words, where that is known
     * @param held of how many runs a stop was held back to the end, by what held it
     */
    record Outcome(
            Map<SweepRun, Integer> stops,
            Map<String, String> reasons,
            Map<HeldFor, Integer> held) {}

    /** Goes through all reports. */
    Outcome replay(SweepGroup group, SweepPolicy policy) {
        List<SweepRun> order = new ArrayList<>(group.runs());
        if (seed != 0) {
            Collections.shuffle(order, new Random(seed));
        }
        SweepPolicy.Session session = policy.begin(group);
        Map<SweepRun, Integer> stops = new LinkedHashMap<>();
        Map<String, String> reasons = new HashMap<>();
        Queue<Place> waiting = new ArrayDeque<>();
        for (SweepRun run : order) {
            if (!run.points().isEmpty()) {
                waiting.add(new Place(run, waiting.size()));
            }
        }
        PriorityQueue<Place> running =
                new PriorityQueue<>(
                        Comparator.comparingDouble(Place::next)
                                .thenComparingInt(place -> place.order));
        int most = slots == 0 ? waiting.size() : slots;
        while (running.size() < most && !waiting.isEmpty()) {
            running.add(waiting.remove());
        }
        while (!running.isEmpty()) {
            Place place = running.remove();
            double now = place.next();
            SweepRun run = place.run;
            place.taken++;
            session.advance(now);
            boolean stop = session.report(run, place.taken);
            boolean last = place.taken == run.points().size();
            if (!last && !stop) {
                running.add(place);
                continue;
            }
            if (last) {
                session.completed(run);
            } else {
                session.stopped(run, place.taken);
                stops.put(run, place.taken);
                reasons.put(run.run(), session.reason(run));
            }
            if (!waiting.isEmpty()) {
                Place next = waiting.remove();
                next.start = now;
                running.add(next);
            }
        }
        return new Outcome(stops, reasons, session.held());
    }

    /** Where a run stands. */
    private static final class Place {

        private final SweepRun run;
        private final int order;
        private double start;
        private int taken;

        private Place(SweepRun run, int order) {
            this.run = run;
            this.order = order;
        }

        private double next() {
            return start + run.points().get(taken).share();
        }
    }
}
