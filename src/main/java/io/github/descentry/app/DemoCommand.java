package io.github.descentry.app;

import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code descentry demo}: everything in one process, with real training jobs to watch. */
@Command(
        name = "demo",
        description =
                "Starts Kafka, the monitor and a handful of small training jobs in this process,"
                        + " and shows what is forecast of them.")
final class DemoCommand implements Callable<Integer> {

    /** Of lines that no terminal cuts. */
    private static final int PLAIN_WIDTH = 132;

    @Option(
            names = "--once",
            description = "End when the jobs have ended, after about a minute, with a summary.")
    private boolean once;

    @Option(
            names = "--json",
            description =
                    "With --once: the summary as one JSON document, and nothing else, on stdout.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep topics and state in this folder and go on from there at the next start."
                            + " Default: a temporary folder.")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            description =
                    "Port of metrics and API; 0 for any. Default: 8680, or any other if that is in"
                            + " use.")
    private Integer port;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            description =
                    "Port of Kafka; 0 for any. Default: 9092, or any other if that is in use.")
    private Integer kafkaPort;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description =
                    "How fast the jobs may train: 1 takes them a minute, 2 half of it if the"
                            + " machine can.")
    private double speed;

    @Override
    public Integer call() {
        if (json && !once) {
            throw new UserError("--json needs --once: its document is written at the end");
        }
        if (!(speed > 0 && speed <= 1000)) {
            throw new UserError("--speed=" + speed + " is not above 0 and at most 1000");
        }
        Demo.Options options = new Demo.Options(once, port(port), port(kafkaPort), speed);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DemoFolders folders = DemoFolders.open(Optional.ofNullable(data));
        try (Interruption interruption = Interruption.open(() -> abandon(folders));
                folders) {
            return run(new Demo(folders, options, display(out), interruption), out, interruption);
        }
    }

    private int run(Demo demo, PrintStream out, Interruption interruption) {
        try {
            Optional<DemoReport> report = demo.run();
            report.ifPresent(it -> print(it, out));
            boolean complete = report.isPresent() && report.get().settled();
            return complete || !once || interruption.requested() ? ExitCode.OK : late();
        } catch (RuntimeException e) {
            if (interruption.requested()) {
                return ExitCode.OK; // What was being started could not be: it was told to end.
            }
            throw e;
        }
    }

    private void print(DemoReport report, PrintStream out) {
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
    }

    private static int late() {
        System.err.println("descentry: the monitor has not told the end of every run in time");
        return ExitCode.FAILED;
    }

    /** What still runs loses its folder, and would complain of it. */
    private static void abandon(DemoFolders folders) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.stop();
        }
        folders.close();
    }

    /** Whatever is shown on the way must stay off stdout where that is for a program. */
    private Display display(PrintStream out) {
        Map<String, String> environment = System.getenv();
        if (json) {
            return new PlainDisplay(System.err, PLAIN_WIDTH);
        }
        return Terminal.attached(environment, Terminal.Stream.OUTPUT)
                ? new LiveDisplay(out, environment)
                : new PlainDisplay(out, PLAIN_WIDTH);
    }

    private static OptionalInt port(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
