package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    private static final int RECORDS = 2000;
    private static final int MUTANTS = 5_000;
    private static final WireSchemas SCHEMAS = new WireSchemas();
    private static final String[] SCRAPS = {
        "null",
        "true",
        "-1",
        "1e999",
        "NaN",
        "\"NaN\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\ud800",
        "\u0000",
        "é",
        "1",
        "0.5",
        "\"type\":",
        "\"run\":",
        "\"metrics\":",
        "99999999999999999999"
    };

    static Stream<Arguments> typesAndSeeds() {
        return WireSchemas.TYPES.stream()
                .flatMap(type -> Stream.of(1L, 20261123L).map(seed -> Arguments.of(type, seed)));
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("typesAndSeeds")
    void whatIsWrittenIsReadAgain(String type, long seed) {
        RandomRecords records = new RandomRecords(seed);
        for (int i = 0; i < RECORDS; i++) {
            Object record = records.next(type);
            byte[] bytes = AnyRecord.write(record);
            assertEquals(record, AnyRecord.read(type, bytes), () -> text(bytes));
        }
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("typesAndSeeds")
    void whatIsWrittenFitsItsSchema(String type, long seed) {
        RandomRecords records = new RandomRecords(seed);
        for (int i = 0; i < RECORDS / 10; i++) {
            byte[] bytes = AnyRecord.write(records.next(type));
            assertEquals(List.of(), SCHEMAS.findings(type, bytes), () -> text(bytes));
        }
    }

    /** What is damaged is rejected, or it still is a record that can be written and read again. */
    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("typesAndSeeds")
    void damageIsRejectedAndNothingElseIsEverThrown(String type, long seed) {
        RandomRecords records = new RandomRecords(seed);
        Random random = new Random(seed);
        Set<RejectedRecord.Reason> reasons = new HashSet<>();
        int accepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] bytes = damaged(AnyRecord.write(records.next(type)), random);
            Object record;
            try {
                record = AnyRecord.read(type, bytes);
            } catch (RejectedRecord rejection) {
                reasons.add(rejection.reason());
                assertTrue(rejection.getMessage().length() <= 241, rejection.getMessage());
                continue;
            }
            accepted++;
            byte[] again = AnyRecord.write(record);
            assertEquals(record, AnyRecord.read(type, again), () -> text(bytes));
            assertArrayEquals(again, AnyRecord.write(AnyRecord.read(type, again)));
        }
        // Proof that the damage reaches all parts of the reader.
        assertTrue(reasons.contains(RejectedRecord.Reason.MALFORMED_JSON));
        assertTrue(reasons.contains(RejectedRecord.Reason.INVALID_VALUE));
        assertTrue(reasons.contains(RejectedRecord.Reason.MISSING_FIELD));
        assertTrue(reasons.contains(RejectedRecord.Reason.UNKNOWN_TYPE));
        assertTrue(accepted > MUTANTS / 100, "accepted=" + accepted);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
        byte[] scrap = SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(bytes, at, bytes.length - at, new byte[0]);
            case 2 -> spliced(bytes, at, length, new byte[0]);
            case 3 -> spliced(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> spliced(bytes, at, 0, scrap);
            default -> replacedValue(bytes, random, scrap);
        };
    }

    /** Puts a scrap in the place of what stands between a colon and the next comma or brace. */
    private static byte[] replacedValue(byte[] bytes, Random random, byte[] scrap) {
        int from = random.nextInt(bytes.length);
        while (from < bytes.length && bytes[from] != ':') {
            from++;
        }
        int to = Math.min(from + 1, bytes.length);
        while (to < bytes.length && bytes[to] != ',' && bytes[to] != '}') {
            to++;
        }
        int start = Math.min(from + 1, bytes.length);
        return spliced(bytes, start, to - start, scrap);
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(
                bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
