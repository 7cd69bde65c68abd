package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The level that every value is held against. */
class TrackerTest {

    private final Random random = new Random(5);
    private final Tracker tracker = new Tracker();
    private int reports;

    private double observe(double value, double slope) {
        reports++;
        return tracker.observe(value + 0.01 * random.nextGaussian(), Math.log(reports), slope);
    }

    @Test
    void outliersArePulledInUntilTheyLast() {
        for (int i = 0; i < 100; i++) {
            observe(2, 0);
        }
        for (int i = 0; i < 5; i++) {
            assertTrue(observe(3, 0) < 2.2, "an outlier");
        }
        assertEquals(3, observe(3, 0), 0.05);
        for (int i = 0; i < 10; i++) {
            observe(3, 0);
        }
        assertEquals(3, tracker.level(), 0.05);
    }

    /** A fit that has gone astray for a while may expect anything. */
    @Test
    void aTrendThatLeadsNowhereIsGivenUpSoon() {
        for (int i = 0; i < 100; i++) {
            observe(2, 0);
        }
        for (int i = 0; i < 3; i++) {
            observe(2, 1e22);
        }
        assertTrue(tracker.level() > 10, "it is followed");
        assertTrue(tracker.level() < 20, "but not beyond doubling at each value");
        for (int i = 0; i < 15; i++) {
            observe(2, 0);
        }
        assertEquals(2, tracker.level(), 0.1);
    }
}
