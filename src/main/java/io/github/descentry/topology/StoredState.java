package io.github.descentry.topology;

import io.github.descentry.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a store holds under a name: the memory of the monitor and which record it was last taught
 * by.
 *
 * <p>On disk: one byte of version, 8 bytes of offset, 8 of time, then the memory's own bytes.
 *
 * @param offset of the last event, in the partition that the store's task reads; −1 where offsets
 *     say nothing
 * @param time Kafka's time of that record, in milliseconds since 1970
 * @param bytes as stored
 */
record StoredState(long offset, long time, byte[] bytes) {

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + 2 * Long.BYTES;

    /**
     * Whether a record is one that the memory has already learned from, read again after a crash.
     *
     * <p>A topic that was deleted and created again starts at offset 0: its records have low
     * offsets, yet are new. They are later in time, and so are told apart.
     */
    boolean covers(long recordOffset, long recordTime) {
        return recordOffset <= offset && recordTime <= time;
    }

    /** The memory's own bytes. */
    byte[] memory() {
        return Arrays.copyOfRange(bytes, HEADER, bytes.length);
    }

    /** Writes all but the memory, whose bytes are to follow. */
    static void begin(StateWriter out, long offset, long time) {
        out.writeByte(VERSION);
        out.writeLong(offset);
        out.writeLong(time);
    }

    /**
     * @throws UnreadableState if another version wrote it
     */
    static StoredState of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || in.get() != VERSION) {
            throw new UnreadableState(
                    "its version is "
                            + (bytes.length == 0 ? "missing" : bytes[0])
                            + ", this program reads "
                            + VERSION);
        }
        long offset = in.getLong();
        long time = in.getLong();
        return new StoredState(offset, time, bytes);
    }
}
