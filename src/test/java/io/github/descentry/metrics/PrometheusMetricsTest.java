package io.github.descentry.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrometheusMetricsTest {

    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)"
                            + "(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)*)})?"
                            + " (NaN|[+-]Inf|-?[0-9.]+(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

    private final TurnedClock clock = new TurnedClock();
    private final PrometheusMetrics metrics =
            new PrometheusMetrics(
                    new SeriesConfig(2, Duration.ofMinutes(10), Duration.ofHours(1)), clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everySampleIsInTheCatalogueWithItsTypeHelpAndLabels() {
        useEveryMeter();
        metrics.withRuntime();

        TreeSet<String> seen = new TreeSet<>();
        String type = "";
        String help = "";
        for (String line : metrics.scrape().split("\n")) {
            if (line.startsWith("# TYPE ")) {
                type = line.substring(line.lastIndexOf(' ') + 1);
            }
            if (line.startsWith("# HELP ")) {
                help = line.split(" ", 4)[3];
            }
            if (line.startsWith("#")) {
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), "not Prometheus text: " + line);
            if (Meter.RUNTIME_PREFIXES.stream().anyMatch(line::startsWith)) {
                continue;
            }
            Meter meter = declared(sample.group(1));
            seen.add(meter.exportedName());
            assertEquals(meter.type().name().toLowerCase(Locale.ROOT), type, line);
            assertEquals(meter.help(), help, line);
            assertEquals(new TreeSet<>(meter.labels()), labels(sample), line);
        }

        TreeSet<String> all = new TreeSet<>();
        for (Meter meter : Meter.values()) {
            all.add(meter.exportedName());
        }
        assertEquals(all, seen);
    }

    @Test
    void scrapeTextIsAsRecorded() throws IOException {
        useEveryMeter();
        try (InputStream golden = getClass().getResourceAsStream("scrape.txt")) {
            assertEquals(
                    new String(golden.readAllBytes(), StandardCharsets.UTF_8), metrics.scrape());
        }
    }

    @Test
    void seriesOfAnEndedRunVanishAfterTheGrace() {
        publish(Forecasts.full("a", "loss", RunState.COMPLETED, 10));
        clock.turn(Duration.ofMinutes(9));
        // News of what has already ended does not hold the series back.
        publish(Forecasts.full("a", "loss", RunState.COMPLETED, 10));
        assertTrue(metrics.scrape().contains("descentry_run_loss{"));
        clock.turn(Duration.ofMinutes(2));
        assertFalse(metrics.scrape().contains("run=\"a\""));
    }

    @Test
    void seriesOfASilentRunVanishAndComeBack() {
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 10));
        clock.turn(Duration.ofMinutes(61));
        assertFalse(metrics.scrape().contains("run=\"a\""));
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 11));
        assertTrue(metrics.scrape().contains("run=\"a\""));
    }

    @Test
    void theCapIsKeptAndTold() {
        publish(Forecasts.full("a", "loss", RunState.COMPLETED, 10));
        publish(Forecasts.full("b", "loss", RunState.RUNNING, 10));
        publish(Forecasts.full("c", "loss", RunState.RUNNING, 10));
        String capped = metrics.scrape();
        assertFalse(capped.contains("run=\"c\""));
        assertTrue(capped.contains("descentry_run_series_capped 1.0"));

        clock.turn(Duration.ofMinutes(11));
        publish(Forecasts.full("c", "loss", RunState.RUNNING, 11));
        String freed = metrics.scrape();
        assertTrue(freed.contains("run=\"c\""));
        assertTrue(freed.contains("descentry_run_series_capped 0.0"));
    }

    @Test
    void releasedRunsHaveNoSeries() {
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 10));
        metrics.released(List.of("a"));
        assertFalse(metrics.scrape().contains("run=\"a\""));
    }

    @Test
    void runsThatOthersHoldHaveNoSeriesUntilTheyComeHere() {
        metrics.series()
                .published(Forecasts.full("a", "loss", RunState.RUNNING, 10), clock.instant());
        assertFalse(metrics.scrape().contains("run=\"a\""));
        metrics.held(List.of("a"));
        assertTrue(metrics.scrape().contains("run=\"a\""));
    }

    @Test
    void whatEndedLongBeforeTheStartDoesNotComeBack() {
        metrics.held(List.of("a", "b"));
        metrics.series()
                .published(
                        Forecasts.full("a", "loss", RunState.COMPLETED, 10),
                        clock.instant().minus(Duration.ofMinutes(11)));
        metrics.series()
                .published(
                        Forecasts.full("b", "loss", RunState.RUNNING, 10),
                        clock.instant().minus(Duration.ofMinutes(11)));
        assertFalse(metrics.scrape().contains("run=\"a\""));
        assertTrue(metrics.scrape().contains("run=\"b\""));
    }

    @Test
    void aForgottenRunHasNoSeries() {
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 10));
        metrics.series().forgotten("a", "loss");
        assertFalse(metrics.scrape().contains("run=\"a\""));
    }

    @Test
    void countersOfKnownLabelsBeginAtZero() {
        metrics.expecting(List.of("oversized"), List.of("over_cap"));
        metrics.inForce("4f2a90c1d3b7", "topic", List.of(Map.entry("diverged", Mode.ADVISE)));
        String scrape = metrics.scrape();
        for (String sample :
                List.of(
                        "descentry_events_total{type=\"run_ended\"}",
                        "descentry_rejects_total{reason=\"oversized\"}",
                        "descentry_ignored_total{reason=\"over_cap\"}",
                        "descentry_anomalies_total{kind=\"stalled\",severity=\"warning\",status=\"resolved\"}",
                        "descentry_anomalies_total{kind=\"bad_batch\",severity=\"info\",status=\"resolved\"}",
                        "descentry_stop_signals_total{held=\"false\",mode=\"advise\",rule=\"diverged\",status=\"withdrawn\"}",
                        "descentry_stop_signals_total{held=\"true\",mode=\"observe\",rule=\"diverged\",status=\"advised\"}",
                        "descentry_runs{state=\"late\"}")) {
            assertTrue(scrape.contains(sample + " 0.0\n"), sample);
        }
    }

    @Test
    void countersOfStopSignalsFollowThePoliciesAndNoneVanishes() {
        assertFalse(metrics.scrape().contains("descentry_policies_info"), "not known yet");
        metrics.inForce("old", "configuration", List.of(Map.entry("diverged", Mode.OBSERVE)));
        metrics.inForce("new", "topic", List.of(Map.entry("mine", Mode.ENFORCE)));
        String scrape = metrics.scrape();
        for (String sample :
                List.of(
                        "{held=\"false\",mode=\"enforce\",rule=\"mine\",status=\"advised\"} 0.0",
                        "{held=\"true\",mode=\"observe\",rule=\"mine\",status=\"advised\"} 0.0",
                        "{held=\"false\",mode=\"observe\",rule=\"diverged\",status=\"advised\"} 0.0")) {
            assertTrue(scrape.contains("descentry_stop_signals_total" + sample + "\n"), sample);
        }
        assertFalse(
                scrape.contains("held=\"true\",mode=\"observe\",rule=\"diverged\""),
                "what is only observed is never held back");
        assertTrue(
                scrape.contains("descentry_policies_info{source=\"topic\",version=\"new\"} 1.0\n"));
        assertFalse(scrape.contains("version=\"old\""), "only one is in force");
    }

    @Test
    void aSignalThatIsHeldBackIsCountedApart() {
        metrics.stopSignal(signal().under("sweep", "v", Mode.ENFORCE).held("the hour is used up"));
        metrics.stopSignal(signal().under("sweep", "v", Mode.ENFORCE));
        String scrape = metrics.scrape();
        String family = "descentry_stop_signals_total";
        String rest = "rule=\"non_finite\",status=\"advised\"} 1.0\n";
        assertTrue(scrape.contains(family + "{held=\"true\",mode=\"observe\"," + rest), scrape);
        assertTrue(scrape.contains(family + "{held=\"false\",mode=\"enforce\"," + rest), scrape);
    }

    @Test
    void whatIsOverAtOnceHasNoGauge() {
        metrics.series().turned(anomaly("1", "a", Anomaly.Kind.BAD_BATCH, Anomaly.Status.RESOLVED));
        metrics.series().turned(anomaly("2", "a", Anomaly.Kind.CHANGE, Anomaly.Status.OPENED));
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 10));
        String scrape = metrics.scrape();
        assertTrue(scrape.contains(open("change") + " 1.0\n"), scrape);
        assertFalse(scrape.contains("kind=\"bad_batch\""), scrape);
    }

    @Test
    void whatIsOpenIsCountedByKindAndSeverityUntilItIsResolved() {
        // Anomalies come by another topic than forecasts, perhaps before them.
        metrics.series().turned(anomaly("1", "a", Anomaly.Kind.SLOW, Anomaly.Status.OPENED));
        metrics.series().turned(anomaly("2", "a", Anomaly.Kind.THRESHOLD, Anomaly.Status.OPENED));
        metrics.series().turned(anomaly("3", "a", Anomaly.Kind.THRESHOLD, Anomaly.Status.OPENED));
        metrics.series().turned(anomaly("4", "b", Anomaly.Kind.SPIKE, Anomaly.Status.OPENED));
        publish(Forecasts.full("a", "loss", RunState.RUNNING, 10));
        String open = metrics.scrape();
        assertTrue(open.contains(open("slow") + " 1.0\n"), open);
        assertTrue(open.contains(open("threshold") + " 2.0\n"), open);
        assertFalse(open.contains("kind=\"spike\",run"), "of a run without series");

        metrics.series().turned(anomaly("2", "a", Anomaly.Kind.THRESHOLD, Anomaly.Status.RESOLVED));
        metrics.series().turned(anomaly("1", "a", Anomaly.Kind.SLOW, Anomaly.Status.RESOLVED));
        String left = metrics.scrape();
        assertFalse(left.contains(open("slow")), left);
        assertTrue(left.contains(open("threshold") + " 1.0\n"), left);
    }

    private static String open(String kind) {
        return "descentry_run_anomaly{group=\"sweep\",kind=\""
                + kind
                + "\",run=\"a\",severity=\"warning\"}";
    }

    private static Anomaly anomaly(
            String id, String run, Anomaly.Kind kind, Anomaly.Status status) {
        return new Anomaly(
                id,
                run,
                Optional.empty(),
                Optional.empty(),
                Optional.of("loss"),
                kind,
                status,
                Anomaly.Severity.WARNING,
                1,
                10,
                10,
                Forecasts.TIME,
                Map.of(),
                "loss is high");
    }

    /** Of a run that this process holds. */
    private void publish(Forecast forecast) {
        metrics.held(List.of(forecast.run()));
        metrics.series().published(forecast, clock.instant());
    }

    private void useEveryMeter() {
        metrics.accepted(
                new Checkpoint(
                        "run/\"quoted\"\\one",
                        OptionalInt.empty(),
                        10,
                        Forecasts.TIME,
                        OptionalDouble.empty(),
                        Map.of("loss", 3.25, "lr", 3e-4)));
        metrics.rejected("malformed_json");
        metrics.unknownFields(3);
        metrics.ignored("duplicate", 2);
        metrics.rekeyed();
        metrics.duplicate();
        metrics.refitted(3_000);
        publish(Forecasts.full("run/\"quoted\"\\one", "loss", RunState.RUNNING, 10));
        publish(Forecasts.full("run/\"quoted\"\\one", "loss", RunState.LATE, 20));
        publish(Forecasts.bare("run/\"quoted\"\\one", "accuracy", RunState.LATE, 20));
        publish(score("run/two"));
        Anomaly spike = anomaly("id", "run/two", Anomaly.Kind.SPIKE, Anomaly.Status.OPENED);
        metrics.anomaly(spike);
        metrics.series().turned(spike);
        metrics.stopSignal(signal());
        metrics.inForce("4f2a90c1d3b7", "topic", List.of());
        metrics.watch(
                () ->
                        new TopologyHealth(
                                "running",
                                List.of(new TopologyHealth.Lag("descentry.run-events", 0, 7))));
    }

    private static StopSignal signal() {
        return new StopSignal(
                "id",
                "run/two",
                Optional.empty(),
                Optional.empty(),
                1,
                "non_finite",
                1,
                StopSignal.Status.ADVISED,
                Mode.OBSERVE,
                10,
                Forecasts.TIME,
                "no number any more",
                Map.of(),
                Optional.empty());
    }

    private static Forecast score(String run) {
        Forecast full = Forecasts.full(run, "accuracy", RunState.RUNNING, 30);
        return new Forecast(
                run,
                full.project(),
                full.group(),
                full.metric(),
                Goal.MAXIMIZE,
                true,
                2,
                full.state(),
                full.worstAnomaly(),
                full.step(),
                full.time(),
                0.75,
                full.smoothed(),
                full.zscore(),
                full.learningRate(),
                full.totalSteps(),
                full.schedule(),
                full.estimate(),
                full.standing());
    }

    private static Meter declared(String sample) {
        for (Meter meter : Meter.values()) {
            String name = meter.exportedName();
            if (sample.equals(name)
                    || meter.type() == Meter.Type.HISTOGRAM
                            && sample.matches(name + "_(bucket|count|sum)")) {
                return meter;
            }
        }
        throw new AssertionError("not in the catalogue: " + sample);
    }

    private static TreeSet<String> labels(Matcher sample) {
        List<String> names = new ArrayList<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                names.add(label.group(1));
            }
        }
        names.remove("le");
        return new TreeSet<>(names);
    }
}
