package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FollowedFileTest {

    private final FollowedFile file = new FollowedFile("first");

    @Test
    void policiesOfOthersReplaceItOnce() {
        assertFalse(file.replacedBy("first"));
        assertTrue(file.replacedBy("other"));
        assertFalse(file.replacedBy("another"));
    }

    /** At the start, and when the file has changed, those from before are heard of first. */
    @Test
    void whatWasPublishedBeforeReplacesNothing() {
        assertFalse(file.replacedBy("old"));
        assertFalse(file.replacedBy("first"));
        file.publishing("second");
        assertEquals("second", file.version());
        assertFalse(file.replacedBy("first"));
        assertFalse(file.replacedBy("second"));
        assertTrue(file.replacedBy("first"));
    }
}
