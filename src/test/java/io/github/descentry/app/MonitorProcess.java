package io.github.descentry.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code descentry serve} in a process of its own, to be killed. */
final class MonitorProcess implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("metrics (http://[^/]+)/metrics");

    private final Process process;
    private final Path log;

    private MonitorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static MonitorProcess start(String bootstrap, Path data, Path config) throws IOException {
        return start(
                data,
                List.of(
                        "serve",
                        "--bootstrap",
                        bootstrap,
                        "--data",
                        data.toString(),
                        "--config",
                        config.toString(),
                        "--port",
                        "0"));
    }

    static MonitorProcess start(Path data, List<String> arguments) throws IOException {
        Files.createDirectories(data);
        Path log = Files.createTempFile(data.getParent(), "serve", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.github.descentry.app.Main");
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new MonitorProcess(process, log);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Where its HTTP server is, once it has said that it runs. */
    String url() throws Exception {
        Matcher url = URL.matcher("");
        Waiting.until(
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the monitor ended:\n" + log());
                    }
                    return url.reset(log()).find();
                },
                "the monitor runs");
        return url.group(1);
    }

    String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** As {@code kill -9} does: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill} does. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
