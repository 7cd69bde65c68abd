package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is written may be cut off, and who runs the program in a script has to know. */
final class StandardOutputTest {

    private static ProcessBuilder settings() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "check",
                "settings");
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aFullDiskIsAnErrorOfOneLine() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "SKIPPED: there is no /dev/full here; Linux has it");
        Process process = settings().redirectOutput(full).start();
        assertEquals(
                "descentry: standard output cannot be written: No space left on device",
                errors(process).strip());
        assertEquals(ExitCode.USAGE, process.waitFor());
    }

    @Test
    void whoReadsMayHaveHadEnough() throws Exception {
        Process process = settings().start();
        process.getInputStream().close();
        assertEquals("", errors(process));
        assertEquals(ExitCode.OK, process.waitFor());
    }

    @Test
    void theOutputIsWholeOtherwise() throws Exception {
        Process process = settings().start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(out.contains("data.folder"), out);
        assertEquals(ExitCode.OK, process.waitFor());
    }
}
