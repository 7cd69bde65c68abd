package io.github.descentry.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Kafka in a process of its own, so that its work is not counted as ours, all that it writes in a
 * folder that goes with it. Nobody needs its data, so it is not asked to end but killed, which
 * takes no time on a busy machine either.
 */
final class BrokerProcess implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Process process;
    private final TemporaryFolder folder;
    private String bootstrapServers;

    private BrokerProcess(Process process, TemporaryFolder folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * @throws UserError if it cannot start, or the process is asked to end meanwhile
     */
    static BrokerProcess start(Interruption interruption) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("descentry-kafka");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx512m",
                                        "-Djava.io.tmpdir=" + folder.path(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Main.class.getName(),
                                        "bench",
                                        "broker"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BrokerProcess broker = new BrokerProcess(process, folder);
        try {
            broker.awaitReady(interruption);
            return broker;
        } catch (IOException | RuntimeException failure) {
            broker.close();
            throw failure;
        }
    }

    /** It says where it listens once it does. */
    private void awaitReady(Interruption interruption) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (!out.ready() && process.isAlive()) {
            if (interruption.await(LOOK)) {
                throw new UserError("interrupted");
            }
        }
        bootstrapServers = out.readLine();
        if (bootstrapServers == null) {
            throw new UserError("the broker's process ended before it was ready");
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
