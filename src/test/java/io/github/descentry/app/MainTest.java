package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("replaces the standard streams")
class MainTest {

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();
    private final ByteArrayOutputStream out = streams.out();
    private final ByteArrayOutputStream err = streams.err();

    @Test
    void helpGoesToStdoutAndNamesTheExitCodes() {
        assertEquals(ExitCode.OK, Main.execute("--help"));
        assertTrue(text(out).contains("Usage: descentry"), text(out));
        assertTrue(text(out).contains("130   ended by Ctrl-C"), text(out));
        assertTrue(text(out).contains("143   ended by SIGTERM"), text(out));
        assertEquals("", text(err));
    }

    @Test
    void versionNamesProgramAndJvm() {
        assertEquals(ExitCode.OK, Main.execute("--version"));
        assertTrue(text(out).startsWith("descentry "), text(out));
    }

    @Test
    void aWrongOptionIsOneLineOnStderr() {
        assertEquals(ExitCode.USAGE, Main.execute("--no-such-option"));
        assertEquals(
                "descentry: '--no-such-option' is no command or option here; descentry --help lists them",
                text(err).stripTrailing());
        assertEquals("", text(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "replai;'replai' is no command or option here; did you mean replay?",
                "demo --sped 2;'--sped' is no command or option here; did you mean --speed",
                "serve --port 70000;--port': '70000' is not within 0 to 65535",
                "demo --kafka-port x;--kafka-port': 'x' is no whole number",
                "demo --speed abc;--speed': 'abc' is no number",
                "bench pipeline --events 1.5;'1.5' is no whole number",
                "bench pipeline --events 99999999999;'99999999999' is too large or too small",
                "backtest stop --curves x --slots -3;--slots': '-3' is below 0",
                "backtest stop --curves x --slots all;--slots': 'all' is no whole number",
                "backtest stop --curves x --orders 0;--orders': '0' is below 1",
                "backtest stop --curves x --best -1;--best': '-1' is below 1",
                "backtest stop --curves x --target NaN;--target': 'NaN' is not finite",
                "backtest stop --curves x --target low;--target': 'low' is no number",
                "backtest stop --curves x --groups moon;groups=moon is none of folder, column",
                "bench pipeline --guarantee foo;'foo' is neither exactly_once nor at_least_once",
            })
    void aMistakeIsOneLineInPlainWords(String arguments, String message) {
        assertEquals(ExitCode.USAGE, Main.execute(arguments.split(" ")));
        assertTrue(text(err).startsWith("descentry: "), text(err));
        assertTrue(text(err).contains(message), text(err));
        assertEquals(1, text(err).lines().count(), text(err));
    }

    @Test
    void aNameThatIsEmptyDoesNotStandForTheWorkingDirectory() {
        assertEquals(ExitCode.USAGE, Main.execute("backtest", "stop", "--curves", ""));
        assertTrue(text(err).contains("'' is no name of a file or folder"), text(err));
        assertEquals(1, text(err).lines().count(), text(err));
    }

    @Test
    void debugAddsTheStackTrace() {
        assertEquals(ExitCode.USAGE, Main.execute("--debug"));
        assertTrue(text(err).contains("\tat "), text(err));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
