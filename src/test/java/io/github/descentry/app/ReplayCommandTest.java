package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the standard error")
class ReplayCommandTest {

    private final PrintStream originalErr = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path folder;

    @BeforeEach
    void captureError() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreError() {
        System.setErr(originalErr);
    }

    @Test
    void aMissingFileIsOneLine() {
        refuses("absent.csv: no such file or folder", folder.resolve("absent.csv").toString());
    }

    @Test
    void aWrongHeaderIsOneLineAndSaysWhatWasExpected() throws Exception {
        Path file = Files.writeString(folder.resolve("x.csv"), "name,loss\n");
        refuses("the header must have run,step,metric,value", file.toString());
    }

    @Test
    void aSpeedThatIsNoneIsRefused() {
        refuses("'fast' is neither a number above 0 nor max", "x.csv", "--speed", "fast");
        refuses("'-1' is neither a number above 0 nor max", "x.csv", "--speed=-1");
    }

    @Test
    void aPrefixThatKafkaCannotTakeIsRefused() {
        refuses("prefix=a b is not made of", "x.csv", "--prefix", "a b");
    }

    @Test
    void topicAndPrefixExcludeEachOther() {
        refuses(
                "descentry: --topic=NAME, --prefix=PREFIX are mutually exclusive",
                "x.csv",
                "--prefix",
                "a",
                "--topic",
                "b");
    }

    private void refuses(String message, String... arguments) {
        err.reset();
        String[] all = new String[arguments.length + 3];
        all[0] = "replay";
        all[1] = "--bootstrap";
        all[2] = "localhost:1";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        assertEquals(ExitCode.USAGE, Main.execute(all));
        String text = err.toString(StandardCharsets.UTF_8).strip();
        assertTrue(text.startsWith("descentry: ") && text.contains(message), text);
        assertEquals(1, text.lines().count(), text);
    }
}
