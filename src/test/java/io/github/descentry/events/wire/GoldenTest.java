package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {

    private static final WireSchemas SCHEMAS = new WireSchemas();

    static List<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void isWrittenByteForByte(Golden golden) {
        assertEquals(
                new String(golden.file(), StandardCharsets.UTF_8),
                new String(AnyRecord.write(golden.record()), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void isReadAsTheRecord(Golden golden) {
        assertEquals(golden.record(), AnyRecord.read(golden.type(), golden.file()));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void fitsItsSchema(Golden golden) {
        assertEquals(List.of(), SCHEMAS.findings(golden.type(), golden.file()));
    }

    @Test
    void everyTypeHasAMinimalAndAFullOne() {
        TreeSet<String> wanted = new TreeSet<>();
        for (String type : WireSchemas.TYPES) {
            wanted.add(type + "/minimal");
            wanted.add(type + "/full");
        }
        golden().forEach(golden -> wanted.remove(golden.toString()));
        assertEquals(new TreeSet<>(), wanted);
    }
}
