package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PlainDisplay display =
            new PlainDisplay(new PrintStream(written, true, StandardCharsets.UTF_8), 80);

    @Test
    void tellsNewsOnceAndTheTableNowAndThen() {
        Anomaly first = anomaly(300);
        Anomaly second = anomaly(600);
        StopSignal signal = DemoScene.signal("run", "diverged", 600);
        show(0, List.of(), List.of());
        show(1, List.of(first), List.of());
        show(2, List.of(second, first), List.of(signal));
        show(9, List.of(second, first), List.of(signal));
        show(10, List.of(second, first), List.of(signal));
        List<String> kinds =
                written.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\\W")[0])
                        .toList();
        assertEquals(
                List.of(
                        "API",
                        "descentry",
                        "run",
                        "run",
                        "anomaly",
                        "anomaly",
                        "stop",
                        "descentry",
                        "run",
                        "run"),
                kinds);
    }

    private void show(long second, List<Anomaly> anomalies, List<StopSignal> signals) {
        display.show(
                new DemoView(
                        Duration.ofSeconds(second),
                        List.of(DemoScene.run("run", RunState.RUNNING, 0.5, 0.4, 0.5)),
                        List.of(),
                        anomalies,
                        signals,
                        Optional.empty(),
                        List.of(new DemoView.Address("API", "http://127.0.0.1:1")),
                        ""));
    }

    private static Anomaly anomaly(long step) {
        return DemoScene.anomaly("run", Anomaly.Kind.SPIKE, Anomaly.Severity.WARNING, step);
    }
}
