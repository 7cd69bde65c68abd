package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RekeyedTest {

    @Test
    void aRecordSentOnKeepsTheTimeItWasFirstReceived() {
        Record<String, String> first = new Record<>("other", "event", 1_000);
        Record<String, String> stamped = Rekeyed.mark(first).withKey("run").withTimestamp(9_000);
        assertEquals(Instant.ofEpochMilli(1_000), Rekeyed.received(stamped));
        Record<String, String> again = Rekeyed.mark(stamped).withTimestamp(20_000);
        assertEquals(Instant.ofEpochMilli(1_000), Rekeyed.received(again));
    }

    @Test
    void aRecordUnderItsRightKeyHasTheTimeOfTheBroker() {
        assertEquals(Instant.ofEpochMilli(5), Rekeyed.received(new Record<>("run", "event", 5)));
    }
}
