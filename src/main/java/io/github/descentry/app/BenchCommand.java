package io.github.descentry.app;

import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measurements of the whole, on the machine at hand. */
@Command(
        name = "bench",
        description = "Measures how fast the program is on this machine.",
        subcommands = {BenchCommand.Pipeline.class, BenchCommand.Broker.class})
final class BenchCommand implements Runnable {

    @Spec private CommandSpec specification;

    @Override
    public void run() {
        throw new ParameterException(
                specification.commandLine(),
                "no measurement given; descentry bench --help lists them");
    }

    /** The topology against one that thinks nothing. */
    @Command(
            name = "pipeline",
            description = {
                "Messages per second of the monitor's topology, against a pass-through topology with"
                        + " the same parser, store, state size, outputs and guarantee.",
                "Repeats alternate, so that both meet the same machine. The broker runs in a process"
                        + " of its own."
            })
    static final class Pipeline implements Callable<Integer> {

        @Spec private CommandSpec specification;

        @Option(
                names = "--events",
                defaultValue = "200000",
                paramLabel = "N",
                description = "Events per repeat. Default: ${DEFAULT-VALUE}.")
        private int events;

        @Option(
                names = "--runs",
                defaultValue = "40",
                paramLabel = "N",
                description = "Runs they belong to. Default: ${DEFAULT-VALUE}.")
        private int runs;

        @Option(
                names = "--repeats",
                defaultValue = "5",
                paramLabel = "N",
                description = "Pairs measured, after one to warm up. Default: ${DEFAULT-VALUE}.")
        private int repeats;

        @Option(
                names = "--threads",
                defaultValue = "2",
                paramLabel = "N",
                description = "Stream threads and partitions. Default: ${DEFAULT-VALUE}.")
        private int threads;

        @Option(
                names = "--guarantee",
                defaultValue = "exactly_once",
                paramLabel = "NAME",
                converter = GuaranteeConverter.class,
                description = "exactly_once or at_least_once. Default: ${DEFAULT-VALUE}.")
        private Guarantee guarantee;

        @Option(names = "--json", description = "One JSON document instead of text.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            if (events < 1 || runs < 1 || repeats < 1 || threads < 1) {
                throw new UserError("--events, --runs, --repeats and --threads must be above 0");
            }
            PipelineResult result;
            // Its folders are taken away on Ctrl-C too.
            try (Interruption interruption = Interruption.open(this::interrupted)) {
                try (BrokerProcess broker = BrokerProcess.start(interruption)) {
                    result =
                            new PipelineBench(
                                            broker.bootstrapServers(),
                                            new PipelineLoad(events, runs, threads, guarantee),
                                            interruption)
                                    .run(repeats);
                } catch (UserError failure) {
                    if (!interruption.requested()) {
                        throw failure;
                    }
                    // Said here: once the interruption is closed the process may be gone at once.
                    interrupted();
                    return ExitCode.INTERRUPTED;
                }
            }
            PrintWriter out = specification.commandLine().getOut();
            out.println(json ? result.json() : result.text());
            out.flush();
            return ExitCode.OK;
        }

        private void interrupted() {
            PrintWriter err = specification.commandLine().getErr();
            err.println("descentry: interrupted");
            err.flush();
        }
    }

    /** The words of {@code streams.guarantee}. */
    static final class GuaranteeConverter implements ITypeConverter<Guarantee> {
        @Override
        public Guarantee convert(String text) {
            for (Guarantee guarantee : Guarantee.values()) {
                if (guarantee.name().equalsIgnoreCase(text)) {
                    return guarantee;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is neither exactly_once nor at_least_once");
        }
    }

    /** The broker's process; ends with its standard input: who started it may be gone. */
    @Command(name = "broker", hidden = true, description = "Runs a temporary Kafka.")
    static final class Broker implements Callable<Integer> {

        @Spec private CommandSpec specification;

        @Override
        public Integer call() throws IOException {
            // Ctrl-C in a terminal reaches it too, but it is needed until its standard input ends.
            Interruption interruption = Interruption.open();
            try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(0)) {
                PrintWriter out = specification.commandLine().getOut();
                out.println(kafka.bootstrapServers());
                out.flush();
                while (System.in.read() >= 0) {
                    // Nothing is said to it.
                }
            } finally {
                interruption.close();
            }
            return ExitCode.OK;
        }
    }
}
