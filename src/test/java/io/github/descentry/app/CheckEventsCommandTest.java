package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the standard streams")
class CheckEventsCommandTest {

    private static final String GOOD =
            "{\"type\":\"checkpoint\",\"run\":\"a\",\"step\":1,\"metrics\":{\"loss\":NaN}}\n";

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();
    private final ByteArrayOutputStream out = streams.out();
    private final ByteArrayOutputStream err = streams.err();

    @TempDir private Path folder;

    @Test
    void goodEventsEndWithZeroAndUnknownFieldsAreCounted() throws IOException {
        Path file = write(GOOD + GOOD.replace("\"step\"", "\"host\":\"x\",\"step\""));

        assertEquals(ExitCode.OK, Main.execute("check", "events", file.toString()));

        assertEquals(
                "unknown field host: 1\n2 events read: 2 would be accepted, 0 rejected\n",
                out.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }

    @Test
    void everyBadLineIsNamedAndTheExitCodeIsOne() throws IOException {
        Path file =
                write(
                        GOOD
                                + GOOD.replace("NaN", "\"high\"")
                                + "\n{\"type\":\"checkpoint\"\n"
                                + GOOD);

        assertEquals(ExitCode.FAILED, Main.execute("check", "events", file.toString()));

        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.startsWith(file + ":2: non_numeric_metric: loss=\"high\" is no number"), text);
        assertTrue(text.contains(file + ":4: malformed_json: no valid JSON"), text);
        assertTrue(text.strip().endsWith("4 events read: 2 would be accepted, 2 rejected"), text);
    }

    @Test
    void aMissingFileIsOneLine() {
        assertEquals(ExitCode.USAGE, Main.execute("check", "events", "absent.jsonl"));
        assertEquals(
                "descentry: absent.jsonl: no such file or folder",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void aFolderIsOneLineInPlainWords() {
        assertEquals(ExitCode.USAGE, Main.execute("check", "events", folder.toString()));
        assertEquals(
                "descentry: " + folder + ": is a folder, not a file",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("x.jsonl"), text);
    }
}
