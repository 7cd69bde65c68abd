package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DueTimesTest {

    private final DueTimes due = new DueTimes();

    @Test
    void aTimeMovedLaterComesLater() {
        due.set("a", 10);
        due.set("a", 20);
        assertEquals(List.of(), due.take(15));
        assertEquals(List.of("a"), due.take(20));
        assertEquals(List.of(), due.take(99));
    }

    @Test
    void aTimeMovedEarlierComesEarlierAndOnce() {
        due.set("a", 20);
        due.set("a", 10);
        assertEquals(List.of("a"), due.take(10));
        assertEquals(List.of(), due.take(99));
    }

    @Test
    void agreesWithAScanOverAllUnderRandomMoves() {
        Random random = new Random(7);
        Map<String, Long> naive = new HashMap<>();
        for (int now = 0; now < 2_000; now++) {
            String name = "n" + random.nextInt(20);
            if (random.nextInt(10) == 0) {
                due.remove(name);
                naive.remove(name);
            } else {
                long at = now + random.nextInt(50);
                due.set(name, at);
                naive.put(name, at);
            }
            long time = now;
            TreeSet<String> expected = new TreeSet<>(naive.keySet());
            expected.removeIf(each -> naive.get(each) > time);
            assertEquals(expected, new TreeSet<>(due.take(now)), "at " + now);
            naive.keySet().removeAll(expected);
        }
    }
}
