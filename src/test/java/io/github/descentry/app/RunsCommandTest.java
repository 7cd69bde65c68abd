package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.metrics.TopologyHealth;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.views.RunBoard;
import io.github.descentry.web.WebConfig;
import io.github.descentry.web.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the standard output")
final class RunsCommandTest {

    private static final String LONG =
            "team-with-a-long-name/and-a-run-with-a-name-that-is-longer-than-forty-characters";

    private final RunBoard board = new RunBoard(BoardConfig.DEFAULTS);
    private final WebServer server =
            new WebServer(
                    new WebConfig("127.0.0.1", 0),
                    board,
                    () -> "",
                    () -> new TopologyHealth("running", List.of()));
    private final PrintStream originalOut = System.out;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void captureOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreOutput() {
        System.setOut(originalOut);
        server.close();
    }

    @Test
    void columnsStandBelowTheirHeadsHoweverLongTheNames() {
        Forecast forecast =
                DemoScene.run("a", RunState.RUNNING, 3e-4, 1e-5, 0.1).forecasts().get(0);
        board.accept(forecast);
        board.accept(DemoScene.signal("a", "cannot_win", 1530));
        board.accept(DemoScene.forecast(LONG, RunState.COMPLETED, 0.5, Optional.empty()));
        board.accept(
                new UnfittedRun(
                        "sampler",
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        RunState.RUNNING,
                        7,
                        DemoScene.TIME,
                        OptionalLong.empty(),
                        List.of("beta"),
                        "no forecast, as nothing is known of beta"));

        assertEquals(ExitCode.OK, Main.execute("runs", "--url", server.url()));

        assertEquals(
                List.of(
                        padded("run")
                                + "  state           step      value"
                                + "                      final (80 %)  rank  stop",
                        padded("a")
                                + "  running    1530/3000  0.0003000"
                                + "  1.000e-05 (9.700e-06..1.030e-05)        advise",
                        padded("sampler")
                                + "  running            7  no forecast, as nothing is known of beta",
                        LONG + "  completed  1530/3000     0.5000"),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static String padded(String name) {
        return name + " ".repeat(LONG.length() - name.length());
    }
}
