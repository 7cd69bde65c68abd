package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WarmMemoriesTest {

    private final WarmMemories<String> warm = new WarmMemories<>(2, 1_000);

    @Test
    void givesTheMemoryForTheBytesItWasStoredIn() {
        warm.put("a", new byte[] {1, 2}, "memory");
        assertEquals(Optional.of("memory"), warm.take("a", new byte[] {1, 2}));
    }

    @Test
    void doesNotKnowAMemoryIfTheStoreHoldsOtherBytes() {
        warm.put("a", new byte[] {1, 2}, "of an aborted transaction");
        assertEquals(Optional.empty(), warm.take("a", new byte[] {1, 1}));
    }

    @Test
    void doesNotKnowAMemoryThatWasTakenAndNotBroughtBack() {
        warm.put("a", new byte[] {1}, "broken off half-way");
        warm.take("a", new byte[] {1});
        assertEquals(Optional.empty(), warm.take("a", new byte[] {1}));
    }

    @Test
    void letsTheOneGoThatWasNotUsedForLongest() {
        warm.put("a", new byte[] {1}, "A");
        warm.put("b", new byte[] {2}, "B");
        warm.put("a", new byte[] {1}, "A");
        warm.put("c", new byte[] {3}, "C");
        assertEquals(Optional.empty(), warm.take("b", new byte[] {2}));
        assertEquals(Optional.of("A"), warm.take("a", new byte[] {1}));
        assertEquals(Optional.of("C"), warm.take("c", new byte[] {3}));
    }

    @Test
    void keepsNoMoreBytesThanItMay() {
        warm.put("a", new byte[600], "A");
        warm.put("a", new byte[500], "A");
        warm.put("b", new byte[500], "B");
        assertEquals(Optional.of("A"), warm.take("a", new byte[500]));
        warm.put("c", new byte[501], "C");
        assertEquals(Optional.empty(), warm.take("b", new byte[500]));
        warm.put("d", new byte[1_001], "D");
        assertEquals(Optional.empty(), warm.take("d", new byte[1_001]));
        assertEquals(Optional.empty(), warm.take("c", new byte[501]));
    }
}
