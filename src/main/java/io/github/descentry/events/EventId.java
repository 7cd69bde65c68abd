package io.github.descentry.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of what the monitor says: the same facts give the same id, in a replay or after a crash, so
 * that a receiver can act once per id.
 */
public final class EventId {

    private static final int BYTES = 16;

    private EventId() {}

    /** The first 16 bytes of the SHA-256 of the parts, in hexadecimal. */
    public static String of(String... parts) {
        return HexFormat.of().formatHex(hash(String.join("|", parts)), 0, BYTES);
    }

    /**
     * The first 8 bytes of the SHA-256 of a name, as a number: stands for it where names that may
     * be long would take too much room. Two of a million names share one with a chance of 10⁻⁷.
     */
    public static long number(String name) {
        return ByteBuffer.wrap(hash(name)).getLong();
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
