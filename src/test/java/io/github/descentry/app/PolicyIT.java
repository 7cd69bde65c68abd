package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.app.config.PolicyFile;
import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Policies as an operator uses them, on a monitor in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PolicyIT {

    private static final String ENFORCE = "policies: [{name: live, mode: enforce%s}]\n";

    @TempDir static Path folder;
    private EmbeddedKafka kafka;

    @BeforeAll
    void startKafka() {
        kafka = EmbeddedKafka.startTemporary(0);
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    void aFileIsInForceAsItIsEditedAndABrokenEditLeavesTheLastOneInForce() throws Exception {
        Installation installation = new Installation(kafka, "edited");
        Path file = Files.writeString(folder.resolve("edited-policy.yaml"), ENFORCE.formatted(""));
        try (MonitorProcess monitor = serve(installation, "edited", Optional.of(file))) {
            monitor.url();
            lose(installation, "a");
            StopSignal told = signal(installation, "a");
            assertEquals(Mode.ENFORCE, told.mode());
            assertEquals("non_finite", told.rule());
            assertEquals(Optional.of("live"), told.policy());
            assertEquals(Optional.of(version(file)), told.policyVersion());

            String first = "policies " + version(file) + " are in force";
            Waiting.until(() -> monitor.log().contains(first), "what is in force is said");

            Files.writeString(file, "policies: [{name: live}]\n");
            awaitTold(installation, "b", it -> it.mode() == Mode.OBSERVE);
            String next = "policies " + version(file) + " are in force";
            Waiting.until(() -> monitor.log().contains(next), "the change is said");

            Files.writeString(file, ENFORCE.formatted(", protect: ['keep*']"));
            awaitTold(
                    installation,
                    "keep",
                    it -> it.held().equals(Optional.of("the run is protected by keep*")));
            String last = version(file);

            Files.writeString(file, "policies: [{name: live, mood: enforce}]\n");
            Waiting.until(
                    () ->
                            monitor.log()
                                    .contains(
                                            "line 1, policy live: policies[0].mood=enforce is"
                                                    + " unknown, there are budget,"),
                    "the broken edit is warned of");
            assertTrue(monitor.log().contains("policies " + last + " stay in force"));
            lose(installation, "c");
            assertEquals(Mode.ENFORCE, signal(installation, "c").mode());
            assertEquals(Optional.of(last), signal(installation, "c").policyVersion());
            assertFalse(monitor.log().contains("\tat "), monitor.log());
        }
    }

    @Test
    void anotherProcessShowsWhatIsInForceAndChangesIt() throws Exception {
        Installation installation = new Installation(kafka, "applied");
        Path file = Files.writeString(folder.resolve("applied-policy.yaml"), ENFORCE.formatted(""));
        try (MonitorProcess monitor = serve(installation, "applied", Optional.empty())) {
            monitor.url();
            assertTrue(
                    policy(ExitCode.FAILED, installation, "show")
                            .contains("no policies are in force"));

            String applied = policy(ExitCode.OK, installation, "apply", file.toString());
            assertEquals("policies " + version(file) + " are in force", applied.strip());
            awaitTold(
                    installation,
                    "a",
                    it ->
                            it.mode() == Mode.ENFORCE
                                    && it.policyVersion().equals(Optional.of(version(file))));

            String shown = policy(ExitCode.OK, installation, "show");
            assertTrue(shown.startsWith("# version " + version(file)), shown);
            Path copy = Files.writeString(folder.resolve("shown-policy.yaml"), shown);
            assertEquals(version(file), version(copy));

            Path broken = Files.writeString(folder.resolve("broken-policy.yaml"), "policies: 3\n");
            String refused = policy(ExitCode.USAGE, installation, "apply", broken.toString());
            assertEquals(1, refused.strip().lines().count(), refused);
            assertTrue(
                    policy(ExitCode.OK, installation, "show").contains(version(file)),
                    "what cannot be is not put in force");

            for (String rubbish : List.of("not json", "{}", "{\"policies\":[]}")) {
                send(installation, installation.topics().policies().name(), rubbish);
            }
            shown = policy(ExitCode.OK, installation, "show");
            assertTrue(shown.contains("# version " + version(file)), shown);
            assertEquals(3, shown.lines().filter(it -> it.startsWith("passed over")).count());
            assertFalse(shown.contains("ERROR"), shown);
            Waiting.until(
                    () ->
                            monitor.log()
                                            .lines()
                                            .filter(it -> it.contains("change nothing"))
                                            .count()
                                    == 3,
                    "each is warned of once");
            awaitTold(
                    installation, "d", it -> it.policyVersion().equals(Optional.of(version(file))));
            assertFalse(monitor.log().contains("\tat "), monitor.log());
        }
    }

    @Test
    void aKilledMonitorTellsNothingTwiceAndRemembersWhatItsBudgetWasUsedFor() throws Exception {
        Installation installation = new Installation(kafka, "budget");
        Path file =
                Files.writeString(
                        folder.resolve("budget-policy.yaml"),
                        ENFORCE.formatted(", budget: {stops_per_hour: 1}"));
        try (MonitorProcess monitor = serve(installation, "budget", Optional.of(file))) {
            monitor.url();
            start(installation, "a");
            lose(installation, "a");
            assertEquals(Mode.ENFORCE, signal(installation, "a").mode());
            monitor.kill();
        }
        try (MonitorProcess monitor = serve(installation, "budget", Optional.of(file))) {
            monitor.url();
            Waiting.until(
                    () -> monitor.get("/api/v1/runs/a/decision").contains("\"stop\":true"),
                    "a restart forgets no stop that stands");
            send(installation, "a", 31, 40, 31);
            assertHeld(installation, "b");
            monitor.kill();
        }
        delete(folder.resolve("budget").resolve("state"));
        try (MonitorProcess monitor = serve(installation, "budget", Optional.of(file))) {
            monitor.url();
            send(installation, "a", 41, 50, 41);
            send(installation, "b", 31, 40, 31);
            assertHeld(installation, "c");
            assertEquals(1, signals(installation, "a").size());
            assertEquals(1, signals(installation, "b").size());
        }
    }

    private static void assertHeld(Installation installation, String run) throws Exception {
        lose(installation, run);
        StopSignal signal = signal(installation, run);
        assertEquals(Mode.OBSERVE, signal.mode());
        assertTrue(signal.held().orElseThrow().startsWith("stops_per_hour=1 is used up"));
    }

    /** Lets one run after the other lose its numbers until one is told as it should. */
    private static void awaitTold(
            Installation installation, String name, Predicate<StopSignal> told) throws Exception {
        int[] runs = {0};
        Waiting.until(
                () -> {
                    String run = name + runs[0]++;
                    lose(installation, run);
                    return told.test(signal(installation, run));
                },
                "a run " + name + " is told by what is in force");
    }

    /** Says that a run begins, which until its first report has no curve. */
    private static void start(Installation installation, String run) throws Exception {
        send(
                installation,
                new RunStarted(
                        run,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Instant.now(),
                        Plan.ofSteps(1000),
                        Optional.empty(),
                        Map.of(),
                        Map.of()));
        Waiting.until(
                () ->
                        installation.readRaw(installation.topics().unfittedRuns().name()).stream()
                                .anyMatch(record -> record.value() != null),
                "the run without a curve is told");
    }

    /** A run that loses its numbers at step 21. */
    private static void lose(Installation installation, String run) throws Exception {
        send(installation, run, 1, 30, 21);
    }

    private static void send(
            Installation installation, String run, long from, long to, long firstLost)
            throws Exception {
        List<RunEvent> events = new ArrayList<>();
        for (long step = from; step <= to; step++) {
            double loss = step >= firstLost ? Double.NaN : 2 + 3 / Math.sqrt(step);
            events.add(
                    new Checkpoint(
                            run,
                            OptionalInt.empty(),
                            step,
                            Instant.now(),
                            OptionalDouble.empty(),
                            Map.of("loss", loss)));
        }
        send(installation, events.toArray(RunEvent[]::new));
    }

    /** Something else than policies is where they should be. */
    private static void send(Installation installation, String topic, String policies)
            throws Exception {
        send(
                installation,
                List.of(
                        new ProducerRecord<>(
                                topic,
                                Topics.POLICIES_KEY,
                                policies.getBytes(StandardCharsets.UTF_8))));
    }

    private static void send(Installation installation, RunEvent... events) throws Exception {
        send(
                installation,
                Arrays.stream(events)
                        .map(
                                event ->
                                        new ProducerRecord<>(
                                                installation.topics().runEvents().name(),
                                                event.run(),
                                                RunEventJson.write(event)))
                        .toList());
    }

    private static void send(
            Installation installation, List<ProducerRecord<String, byte[]>> records)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                installation.bootstrapServers(),
                                "max.in.flight.requests.per.connection",
                                1),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    /** The first signal of a run, once there is one. */
    private static StopSignal signal(Installation installation, String run) throws Exception {
        Waiting.until(() -> !signals(installation, run).isEmpty(), "a signal of " + run);
        return signals(installation, run).get(0);
    }

    private static List<StopSignal> signals(Installation installation, String run) {
        return installation.readRaw(installation.topics().stopSignals().name()).stream()
                .map(record -> RecordJson.STOP_SIGNAL.read(record.value()))
                .filter(signal -> signal.run().equals(run))
                .toList();
    }

    private static String version(Path file) {
        return PolicyFile.read(file).version();
    }

    private MonitorProcess serve(Installation installation, String name, Optional<Path> policy)
            throws Exception {
        Path data = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--bootstrap",
                                kafka.bootstrapServers(),
                                "--data",
                                data.toString(),
                                "--config",
                                installation.config(folder, "exactly_once").toString(),
                                "--port",
                                "0"));
        policy.ifPresent(file -> arguments.addAll(List.of("--policy", file.toString())));
        return MonitorProcess.start(data, arguments);
    }

    /** What {@code descentry policy} says in a process of its own. */
    private String policy(int exitCode, Installation installation, String... words)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("policy"));
        arguments.addAll(List.of(words));
        String topic = installation.topics().policies().name();
        arguments.addAll(
                List.of(
                        "--bootstrap",
                        kafka.bootstrapServers(),
                        "--prefix",
                        topic.substring(0, topic.length() - "policies".length())));
        try (MonitorProcess process = MonitorProcess.start(folder.resolve("policy"), arguments)) {
            assertEquals(exitCode, process.await(), process.log());
            return process.log();
        }
    }

    private static void delete(Path path) throws Exception {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
