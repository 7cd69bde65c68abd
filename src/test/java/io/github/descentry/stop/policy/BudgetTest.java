package io.github.descentry.stop.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void aShareOfAGroupIsRoundedDown() {
        assertEquals(2, new Budget(10, 0.5, 1).most(5));
        assertEquals(0, new Budget(10, 0.25, 1).most(3));
        assertEquals(0, new Budget(10, 0, 1).most(1_000));
        assertEquals(7, new Budget(10, 1, 1).most(7));
    }

    /** As binary numbers these products are a little below what they look like. */
    @Test
    void aShareInHundredthsAllowsWhatItLooksLike() {
        assertEquals(29, new Budget(10, 0.29, 1).most(100));
        assertEquals(57, new Budget(10, 0.57, 1).most(100));
    }
}
