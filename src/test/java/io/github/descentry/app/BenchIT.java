package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmark of the pipeline, in a process of its own; nothing is asked of its speed. */
class BenchIT {

    private static final int PATIENCE_SECONDS = 120;
    private static final int INTERRUPTED = 130;

    @TempDir Path folder;
    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private Process bench(int events) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench",
                        "pipeline",
                        "--json",
                        "--repeats",
                        "1",
                        "--runs",
                        "4",
                        "--events",
                        Integer.toString(events))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    /** Folders of Kafka's and of the stores; native libraries that were unpacked do not count. */
    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("tmp"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("descentry"))
                    .toList();
        }
    }

    @Test
    void bothTopologiesAreMeasuredAndNothingIsLeft() throws Exception {
        process = bench(4_000);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), read("err"));
        JsonNode result = JsonMapper.builder().build().readTree(read("out"));
        double ours = result.at("/monitor_per_second/0").asDouble();
        double passThrough = result.at("/pass_through_per_second/0").asDouble();
        assertTrue(ours > 0 && passThrough > 0, read("out"));
        assertEquals(ours / passThrough, result.at("/median_ratio").asDouble(), 1e-3);
        assertEquals(List.of(), left());
    }

    @Test
    void interruptedHalfWayItLeavesNothing() throws Exception {
        process = bench(200_000);
        Waiting.until(() -> !left().isEmpty(), "Kafka's folder is there");
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(INTERRUPTED, process.exitValue());
        assertEquals("", read("out"));
        assertEquals("descentry: interrupted", read("err").strip());
        assertEquals(List.of(), left());
    }
}
