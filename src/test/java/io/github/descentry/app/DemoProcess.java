package io.github.descentry.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code descentry demo} in a process of its own, with pipes for a terminal. */
final class DemoProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    /**
     * @param scratch where its temporary folders and its output go
     */
    DemoProcess(Path scratch, String... arguments) throws IOException {
        out = Files.createTempFile(scratch, "out", ".txt");
        err = Files.createTempFile(scratch, "err", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + scratch);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "demo", "--port", "0", "--kafka-port", "0"));
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits until stdout has this in it. */
    void awaitOut(String text) throws Exception {
        while (!out().contains(text)) {
            if (!process.isAlive()) {
                throw new AssertionError("ended before it said " + text + ":\n" + err());
            }
            Thread.sleep(100);
        }
    }

    /** As Ctrl-C does. */
    void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
