package io.github.descentry.monitor;

import io.github.descentry.stop.Rung;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the rungs of one group are kept. Apart from {@link GroupMemory}, so that a store can hold
 * each as a record of its own, under group and rung: a report touches at most four of a hundred. A
 * rung is small, some 20 bytes and the name per run.
 */
public interface Rungs {

    /**
     * A rung; an empty one if nothing was put there yet. What is changed in it counts only once it
     * is {@link #put}.
     *
     * @param rung from 1 to {@link Rung#RUNGS}
     */
    Rung get(int rung);

    void put(int number, Rung rung);

    /** Kept in this object only. */
    static Rungs inMemory() {
        Map<Integer, Rung> held = new HashMap<>();
        return new Rungs() {
            @Override
            public Rung get(int rung) {
                Rung found = held.get(rung);
                return found == null ? new Rung() : found;
            }

            @Override
            public void put(int number, Rung rung) {
                held.put(number, rung);
            }
        };
    }
}
