package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.app.config.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the standard streams")
class CheckConfigCommandTest {

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();

    @Test
    void valuesStandInOneColumnHoweverLongTheNames(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "web.port: 8681\n");
        assertEquals(ExitCode.OK, Main.execute("check", "config", file.toString()));
        List<String> lines = streams.out().toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(Setting.values().length, lines.size());
        int column = lines.get(Setting.STOP_CANNOT_WIN_MINIMUM_SHARE.ordinal()).indexOf("0.25");
        for (Setting setting : Setting.values()) {
            String line = lines.get(setting.ordinal());
            assertEquals(setting.key(), line.substring(0, column).strip());
            assertTrue(line.substring(0, column).endsWith("  "), line);
            assertTrue(line.length() == column || line.charAt(column) != ' ', line);
        }
        assertTrue(lines.get(Setting.WEB_PORT.ordinal()).endsWith("  8681  (set)"));
    }
}
