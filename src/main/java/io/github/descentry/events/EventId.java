package io.github.descentry.events;

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
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
