package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.ConfigFile;
import io.github.descentry.app.config.Setting;
import io.github.descentry.broker.BrokerFailure;
import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.feed.ForecastListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the monitor until it is told to end. */
@Command(
        name = "serve",
        description = {
            "Runs the monitor against a Kafka cluster, or with an embedded Kafka.",
            "Any number of processes with the same streams.application_id share the work."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    /**
     * Longest wait for an orderly end while an embedded Kafka and its only client start: nobody has
     * been promised anything yet, and what Kafka has on disk outlives any end.
     */
    private static final Duration STARTING = Duration.ofSeconds(4);

    @Spec private CommandSpec specification;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka cluster to work with.")
    private String bootstrap;

    @Option(
            names = "--embedded",
            description = "Run a Kafka of one node in this process, on the loopback address.")
    private boolean embedded;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            defaultValue = "9092",
            description = "Port of the embedded Kafka; 0: a free one. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data are kept; data.folder of the configuration.")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration in YAML.")
    private Path configFile;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Policies in YAML to put in force, now and whenever the file changes. Default:"
                            + " those that were put in force last, or else the configuration's"
                            + " rules.")
    private Path policyFile;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            description = "Port of the HTTP server; web.port of the configuration.")
    private Integer port;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log more to stderr; twice: Kafka's own log too.")
    private boolean[] verbose = {};

    @Override
    public Integer call() throws InterruptedException {
        System.setProperty("policies.log", "INFO");
        if (verbose.length > 0) {
            System.setProperty("descentry.log", "INFO");
        }
        if (verbose.length > 1) {
            System.setProperty("kafka.log", "INFO");
        }
        Config config = config();
        Optional<String> cluster = Optional.ofNullable(bootstrap).or(config::bootstrapServers);
        if (embedded == cluster.isPresent()) {
            throw new UserError(
                    embedded
                            ? "--embedded and a cluster are both given; which is it to be?"
                            : "no Kafka given: --bootstrap HOST:PORT, kafka.bootstrap.servers in"
                                    + " the configuration, or --embedded");
        }
        try (Interruption interruption = Interruption.open()) {
            return embedded
                    ? embedded(config, interruption)
                    : serve(config, cluster.get(), interruption);
        }
    }

    private int embedded(Config config, Interruption interruption) throws InterruptedException {
        interruption.patience(STARTING);
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(config.dataFolder().resolve("kafka"), kafkaPort)) {
            return serve(config, kafka.bootstrapServers(), interruption);
        } catch (BrokerFailure failure) {
            if (interruption.requested()) {
                return ExitCode.OK; // Kafka does not start in a process that was told to end.
            }
            throw new UserError(failure.getMessage(), failure);
        }
    }

    private Config config() {
        if (policyFile != null) {
            PolicyWatch.read(policyFile); // A bad one is told before anything starts.
        }
        try {
            Config config = configFile == null ? Config.defaults() : ConfigFile.read(configFile);
            if (data != null) {
                config = config.with(Setting.DATA_FOLDER, data.toString());
            }
            return port == null ? config : config.with(Setting.WEB_PORT, port.toString());
        } catch (ConfigError failure) {
            throw new UserError(failure.getMessage(), failure);
        }
    }

    private int serve(Config config, String bootstrapServers, Interruption interruption)
            throws InterruptedException {
        if (interruption.requested()) {
            return ExitCode.OK;
        }
        PrintWriter out = specification.commandLine().getOut();
        try (LiveMonitor monitor =
                LiveMonitor.start(
                        config,
                        bootstrapServers,
                        ForecastListener.NONE,
                        Optional.ofNullable(policyFile))) {
            if (!monitor.createdTopics().isEmpty()) {
                out.println("created topics " + String.join(", ", monitor.createdTopics()));
            }
            boolean said = false;
            Duration waited = Duration.ZERO;
            while (!interruption.requested()) {
                if (monitor.failure().isPresent()) {
                    throw new UserError("the monitor stopped: " + monitor.failure().get());
                }
                if (!said && monitor.health().running()) {
                    said = true;
                    interruption.patience(Interruption.PATIENCE);
                    out.println(status(config, bootstrapServers, monitor));
                    out.flush();
                }
                if (!said && waited.compareTo(START_WITHIN) > 0) {
                    said = true;
                    out.println(
                            "still not running after "
                                    + waited.toSeconds()
                                    + " s, the topology is "
                                    + monitor.health().state()
                                    + "; it goes on trying");
                    out.flush();
                }
                interruption.await(LOOK);
                waited = waited.plus(LOOK);
            }
            out.println(
                    embedded || monitor.health().running()
                            ? "ending"
                            : "ending; the topology is "
                                    + monitor.health().state()
                                    + " and leaves its group first, which takes some seconds");
            out.flush();
        }
        return ExitCode.OK;
    }

    private String status(Config config, String bootstrapServers, LiveMonitor monitor) {
        return String.format(
                "running: Kafka %s%s, topics %s*, metrics %s/metrics, API %s/api/v1/runs; Ctrl-C"
                        + " ends",
                bootstrapServers,
                embedded ? " (embedded, data in " + config.dataFolder() + ")" : "",
                config.text(Setting.TOPICS_PREFIX),
                monitor.url(),
                monitor.url());
    }
}
