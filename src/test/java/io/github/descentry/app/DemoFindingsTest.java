package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.app.config.PolicyFile;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.jobs.DemoJobs;
import io.github.descentry.jobs.TrainingJob;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.Rules;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.monitor.Rungs;
import io.github.descentry.monitor.SharedSpikes;
import io.github.descentry.monitor.Studies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the monitor says of the demo's jobs, under the demo's settings, with its real training but
 * neither Kafka nor waiting: every step takes 20 ms of a clock that is turned by hand.
 */
class DemoFindingsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir static Path folder;

    private static final Map<String, List<Anomaly>> ANOMALIES = new TreeMap<>();
    private static final Map<String, List<StopSignal>> SIGNALS = new TreeMap<>();

    private static MonitorConfig config;
    private static Rules rules;
    private static GroupMonitor siblings;
    private static GroupMemory sweep;
    private static SharedSpikes spikes;

    @BeforeAll
    static void watchThemAll() {
        config = DemoSettings.config().monitor();
        rules = Rules.of(PolicyFile.read(DemoSettings.policies(folder)));
        siblings = new GroupMonitor(config);
        sweep = new GroupMemory("char-lm");
        spikes = new SharedSpikes();
        RunMonitor monitor = new RunMonitor(config);
        Map<String, RunMemory> memories = new TreeMap<>();
        List<RunEvent> events =
                new DemoJobs(1)
                        .all().parallelStream()
                                .flatMap(job -> train(job).stream())
                                .sorted(Comparator.comparing(RunEvent::time))
                                .toList();
        for (RunEvent event : events) {
            RunMemory memory = memories.computeIfAbsent(event.run(), RunMemory::new);
            take(monitor.step(memory, event, event.time(), rules));
        }
        memories.values().forEach(run -> take(monitor.silence(run, START.plusSeconds(70), rules)));
    }

    private static List<RunEvent> train(TrainingJob job) {
        List<RunEvent> events = new ArrayList<>();
        TurnedClock clock = new TurnedClock();
        try {
            job.run(
                    events::add,
                    clock,
                    steps -> {
                        clock.steps = steps;
                        if (job.hangs() && steps == 2 * DemoJobs.STEPS / 5) {
                            throw new InterruptedException();
                        }
                    });
        } catch (InterruptedException e) {
            // It would hang from here on.
        }
        return events;
    }

    /** As the topology does: spikes, forecasts and signals of a run of a group go by the group. */
    private static void take(Outcome outcome) {
        boolean grouped = outcome.group().isPresent();
        for (Anomaly anomaly : outcome.anomalies()) {
            (grouped ? siblings.step(sweep, spikes, anomaly) : List.of(anomaly))
                    .forEach(turn -> of(ANOMALIES, turn.run()).add(turn));
        }
        for (Outcome.Odd odd : outcome.oddities()) {
            siblings.step(sweep, spikes, odd).forEach(turn -> of(ANOMALIES, turn.run()).add(turn));
        }
        outcome.signals().forEach(signal -> of(SIGNALS, signal.run()).add(signal));
        for (Forecast forecast : outcome.forecasts()) {
            if (grouped && forecast.objective()) {
                siblings.step(
                                sweep,
                                Rungs.inMemory(),
                                Studies.inMemory(),
                                forecast,
                                outcome.policy(),
                                rules)
                        .signals()
                        .forEach(signal -> of(SIGNALS, signal.run()).add(signal));
            }
        }
    }

    private static <T> List<T> of(Map<String, List<T>> byRun, String run) {
        return byRun.computeIfAbsent(run, unused -> new ArrayList<>());
    }

    /** What the demo says of itself decides: who is healthy is told by {@code about}. */
    @Test
    void nothingIsRaisedOnTheHealthyRunsAndNoneIsAdvisedToStop() {
        List<String> healthy =
                new DemoJobs(1)
                        .all().stream()
                                .filter(job -> job.about().equals("healthy"))
                                .map(TrainingJob::name)
                                .toList();
        assertEquals(4, healthy.size());
        for (String run : healthy) {
            assertEquals(List.of(), of(ANOMALIES, run), run);
            assertEquals(List.of(), of(SIGNALS, run), run);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "char-lm/bad-shard, SPIKE",
        "char-lm/same-shard, SPIKE BAD_BATCH",
        "char-lm/tiny, ''",
        "char-lm/sgd-hot, DIVERGENCE THRESHOLD",
        "rings/careless-loss, NON_FINITE",
        "nightly/small-data, OVERFIT",
        "nightly/lost-schedule, LR_OFF_PLAN",
        "nightly/wild-init, THRESHOLD",
        "nightly/hung-loader, STALLED",
    })
    void aFaultyRunIsRecognisedByNameAndForNothingElse(String run, String kinds) {
        Set<Kind> expected = EnumSet.noneOf(Kind.class);
        Arrays.stream(kinds.split(" "))
                .filter(kind -> !kind.isEmpty())
                .map(Kind::valueOf)
                .forEach(expected::add);
        Set<Kind> found = EnumSet.noneOf(Kind.class);
        of(ANOMALIES, run).forEach(turn -> found.add(turn.kind()));
        assertEquals(expected, found, () -> String.valueOf(of(ANOMALIES, run)));
    }

    @Test
    void aBatchThatIsBadForTwoIsHeldAgainstNeither() {
        List<Anomaly> second = of(ANOMALIES, "char-lm/same-shard");
        assertEquals(Kind.BAD_BATCH, second.get(0).kind());
        assertTrue(second.get(0).sentence().contains("char-lm/bad-shard"), second.toString());
        second.forEach(turn -> assertEquals(Severity.INFO, turn.severity(), turn.toString()));
        assertEquals(List.of(), of(SIGNALS, "char-lm/bad-shard"));
        assertEquals(List.of(), of(SIGNALS, "char-lm/same-shard"));
    }

    @Test
    void theRuleThatIsBrokenIsNamed() {
        of(ANOMALIES, "nightly/wild-init")
                .forEach(turn -> assertEquals(DemoSettings.RULE, turn.rule().orElseThrow()));
    }

    @Test
    void onlyTheHopelessAreAdvisedToStopEachByTheRuleForIt() {
        Map<String, Set<String>> stops = new TreeMap<>();
        SIGNALS.forEach(
                (run, signals) ->
                        signals.forEach(
                                signal ->
                                        stops.computeIfAbsent(run, unused -> new TreeSet<>())
                                                .add(signal.rule())));
        assertEquals(
                Map.of(
                        "char-lm/tiny", Set.of("cannot_win"),
                        "char-lm/sgd-hot", Set.of("diverged"),
                        "rings/careless-loss", Set.of("non_finite")),
                stops);
    }

    /** Shows the time of the step it was turned to. */
    private static final class TurnedClock extends Clock {

        private long steps;

        @Override
        public Instant instant() {
            return START.plusMillis(20 * steps);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
