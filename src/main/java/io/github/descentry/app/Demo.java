package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.Setting;
import io.github.descentry.broker.BrokerFailure;
import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.jobs.DemoJobs;
import io.github.descentry.jobs.Pace;
import io.github.descentry.jobs.TrainingJob;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One session of the demo: Kafka, then the monitor, then the jobs; all put away in the opposite
 * order, whatever happened. For one {@link #run}.
 */
final class Demo {

    private static final int KAFKA_PORT = 9092;
    private static final double STEPS_PER_SECOND = DemoJobs.STEPS / 60.0;
    private static final Duration FRAME = Duration.ofMillis(250);

    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final DemoFolders folders;
    private final Options options;
    private final Display display;
    private final Interruption interruption;
    private final ForecastHistory history = new ForecastHistory();

    /**
     * How it was asked for.
     *
     * @param once end when the jobs have ended
     * @param port of metrics and API; absent: the usual one if it is free
     * @param kafkaPort of the broker; absent: the usual one if it is free
     * @param speed 1 for jobs of a minute
     */
    record Options(boolean once, OptionalInt port, OptionalInt kafkaPort, double speed) {}

    Demo(DemoFolders folders, Options options, Display display, Interruption interruption) {
        this.folders = folders;
        this.options = options;
        this.display = display;
        this.interruption = interruption;
    }

    /**
     * Runs until its jobs have ended or the process is asked to end.
     *
     * @return what happened; absent if it was ended before the jobs were started
     */
    Optional<DemoReport> run() {
        display.say("starting Kafka, the monitor and the training jobs ...");
        try (EmbeddedKafka kafka = startKafka()) {
            return interruption.requested() ? Optional.empty() : monitored(kafka);
        }
    }

    private Optional<DemoReport> monitored(EmbeddedKafka kafka) {
        Config config = config();
        Path policies = DemoSettings.policies(folders.root());
        try (LiveMonitor monitor =
                LiveMonitor.start(
                        config, kafka.bootstrapServers(), history, Optional.of(policies))) {
            awaitRunning(monitor);
            return interruption.requested()
                    ? Optional.empty()
                    : Optional.of(trained(kafka, monitor, config.topics().runEvents()));
        }
    }

    /** The first steps are the most interesting: nobody should miss them. */
    private void awaitRunning(LiveMonitor monitor) {
        Instant latest = Instant.now().plus(START_WITHIN);
        while (!monitor.health().running() && !interruption.await(FRAME)) {
            monitor.failure().ifPresent(reason -> broken("the monitor stopped: " + reason));
            if (Instant.now().isAfter(latest)) {
                broken("the monitor does not run after " + START_WITHIN.toSeconds() + " s");
            }
        }
    }

    private DemoReport trained(
            EmbeddedKafka kafka, LiveMonitor monitor, Topic<String, RunEvent> topic) {
        List<JobRun> jobs = new ArrayList<>();
        try {
            for (TrainingJob job : new DemoJobs(folders.nextSession()).all()) {
                Pace pace = Pace.steady(STEPS_PER_SECOND * options.speed());
                jobs.add(new JobRun(job, topic, kafka.bootstrapServers(), pace));
            }
            DemoWatch watch = new DemoWatch(jobs, monitor.board(), history, Instant.now());
            jobs.forEach(JobRun::start);
            watch(watch, monitor, addresses(kafka, monitor));
            return watch.report(Instant.now());
        } finally {
            display.end();
            jobs.forEach(JobRun::close);
        }
    }

    private void watch(DemoWatch watch, LiveMonitor monitor, List<DemoView.Address> addresses) {
        String closing =
                options.once() ? "ends when its jobs have ended, or by Ctrl-C" : "Ctrl-C ends it";
        Ending ending = new Ending();
        do {
            Instant now = Instant.now();
            display.show(watch.observe(now, addresses, closing));
            watch.failure().ifPresent(Demo::broken);
            monitor.failure().ifPresent(reason -> broken("the monitor stopped: " + reason));
            if (options.once() && ending.reached(now, watch.settled(), watch.jobsDone())) {
                return;
            }
        } while (!interruption.await(FRAME));
    }

    private static void broken(String reason) {
        throw new UserError(reason);
    }

    private static List<DemoView.Address> addresses(EmbeddedKafka kafka, LiveMonitor monitor) {
        return List.of(
                new DemoView.Address("metrics", monitor.url() + "/metrics"),
                new DemoView.Address("API", monitor.url() + "/api/v1/runs"),
                new DemoView.Address("Kafka", kafka.bootstrapServers()));
    }

    private EmbeddedKafka startKafka() {
        try {
            return EmbeddedKafka.start(folders.kafka(), port(options.kafkaPort(), KAFKA_PORT));
        } catch (BrokerFailure failure) {
            throw new UserError(failure.getMessage(), failure);
        }
    }

    private Config config() {
        int port = port(options.port(), Integer.parseInt(Setting.WEB_PORT.fallback()));
        return DemoSettings.config()
                .with(Setting.DATA_FOLDER, folders.root().toString())
                .with(Setting.WEB_PORT, Integer.toString(port));
    }

    /** The port asked for; else the usual one, or any where that is in use. */
    private static int port(OptionalInt wanted, int usual) {
        if (wanted.isPresent()) {
            return wanted.getAsInt();
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress("127.0.0.1", usual));
            return usual;
        } catch (IOException e) {
            return 0;
        }
    }
}
