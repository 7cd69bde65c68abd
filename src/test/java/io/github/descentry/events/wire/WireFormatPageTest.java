package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireFormatPageTest {

    @Test
    void everyExampleIsAnEventWithoutUnknownFields() throws IOException {
        List<String> unknown = new ArrayList<>();
        RunEventJson json = new RunEventJson(10_000, unknown::add);
        int examples = 0;
        boolean inside = false;
        for (String line : page().lines().toList()) {
            if (line.startsWith("```")) {
                inside = line.equals("```json");
            } else if (inside) {
                json.read(line.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
                examples++;
            }
        }
        assertTrue(examples >= 7, "examples=" + examples);
        assertTrue(unknown.isEmpty(), unknown.toString());
    }

    @Test
    void everyReasonIsExplained() throws IOException {
        String page = page();
        for (RejectedRecord.Reason reason : RejectedRecord.Reason.values()) {
            assertTrue(page.contains("| `" + reason.word() + "` |"), reason.word());
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("src/site/markdown/wire-format.md"));
    }
}
