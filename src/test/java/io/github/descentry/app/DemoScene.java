package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.views.Place;
import io.github.descentry.views.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A moment of a demo with everything in it that a screen has to cope with. */
final class DemoScene {

    static final Instant TIME = Instant.parse("2026-01-01T00:00:34Z");

    static final String POLICIES = "4f2a90c1d3b7";

    private DemoScene() {}

    static DemoView view() {
        Anomaly spike =
                anomaly("char-lm/bad-shard", Anomaly.Kind.SPIKE, Anomaly.Severity.WARNING, 1515);
        Anomaly divergence =
                anomaly("char-lm/sgd-hot", Anomaly.Kind.DIVERGENCE, Anomaly.Severity.CRITICAL, 780);
        Anomaly stalled =
                anomaly("nightly/hung", Anomaly.Kind.STALLED, Anomaly.Severity.CRITICAL, 1200);
        Anomaly nonFinite =
                anomaly("rings/nan", Anomaly.Kind.NON_FINITE, Anomaly.Severity.CRITICAL, 1480);
        StopSignal hopeless = signal("char-lm/tiny", "cannot_win", 900);
        StopSignal diverged = signal("char-lm/sgd-hot", "diverged", 990);
        return new DemoView(
                Duration.ofSeconds(34),
                List.of(
                        run("char-lm/cosine-3e-3", RunState.RUNNING, 0.4512, 0.4071, 0.31),
                        run("char-lm/tiny", RunState.RUNNING, 0.71, 0.6581, 0.0002, hopeless),
                        run("char-lm/bad-shard", RunState.RUNNING, 1.7702, 0.413, 0.18, spike),
                        run(
                                "char-lm/sgd-hot",
                                RunState.UNSTABLE,
                                4.0673,
                                11.6,
                                Double.NaN,
                                divergence),
                        unforecast("rings/nan", RunState.UNSTABLE, Double.NaN, nonFinite),
                        unforecast("nightly/hung", RunState.STALLED, 0.4791, stalled),
                        unforecast(
                                "team-with-a-long-name/and-a-run-with-a-longer-one",
                                RunState.COMPLETED,
                                12345.678)),
                List.of(
                        run("char-lm/earlier", RunState.COMPLETED, 0.44, 3e-5, Double.NaN),
                        unforecast("nightly/earlier", RunState.STALLED, 0.4912)),
                List.of(spike, stalled, nonFinite, divergence),
                List.of(diverged, hopeless),
                Optional.of(POLICIES),
                List.of(
                        new DemoView.Address("metrics", "http://127.0.0.1:9464/metrics"),
                        new DemoView.Address("API", "http://127.0.0.1:9464/api/v1/runs")),
                "Ctrl-C ends it");
    }

    static RunView run(
            String name,
            RunState state,
            double value,
            double mean,
            double beatBest,
            Object... findings) {
        Forecast.Quantiles quantiles =
                new Forecast.Quantiles(
                        0.95 * mean,
                        0.97 * mean,
                        0.985 * mean,
                        mean,
                        1.015 * mean,
                        1.03 * mean,
                        1.05 * mean);
        Forecast.Estimate estimate =
                new Forecast.Estimate(
                        3000,
                        true,
                        mean,
                        0.02 * mean,
                        quantiles,
                        mean,
                        0.5,
                        0.01,
                        "power",
                        OptionalDouble.empty(),
                        OptionalLong.empty());
        Optional<Place> place =
                Double.isNaN(beatBest)
                        ? Optional.empty()
                        : Optional.of(new Place(2, 6, OptionalDouble.of(beatBest)));
        return view(forecast(name, state, value, Optional.of(estimate)), place, findings);
    }

    private static RunView unforecast(
            String name, RunState state, double value, Object... findings) {
        return view(forecast(name, state, value, Optional.empty()), Optional.empty(), findings);
    }

    static Forecast forecast(
            String name, RunState state, double value, Optional<Forecast.Estimate> estimate) {
        return forecast(name, state, 1530, value, estimate);
    }

    static Forecast forecast(
            String name,
            RunState state,
            long step,
            double value,
            Optional<Forecast.Estimate> estimate) {
        return new Forecast(
                name,
                Optional.empty(),
                Optional.of("char-lm"),
                "val/loss",
                Goal.MINIMIZE,
                true,
                1,
                state,
                Optional.empty(),
                step,
                TIME,
                value,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(2.24e-3),
                OptionalLong.of(3000),
                Forecast.ScheduleKnowledge.DECLARED,
                estimate,
                Optional.empty());
    }

    private static RunView view(Forecast forecast, Optional<Place> place, Object... findings) {
        List<Object> all = List.of(findings);
        return new RunView(
                forecast.run(),
                Optional.empty(),
                forecast.group(),
                1,
                forecast.state(),
                forecast.worstAnomaly(),
                forecast.step(),
                forecast.totalSteps(),
                TIME,
                place,
                List.of(forecast),
                Optional.empty(),
                all.stream().filter(Anomaly.class::isInstance).map(Anomaly.class::cast).toList(),
                all.stream()
                        .filter(StopSignal.class::isInstance)
                        .map(StopSignal.class::cast)
                        .toList());
    }

    static Anomaly anomaly(String run, Anomaly.Kind kind, Anomaly.Severity severity, long step) {
        return new Anomaly(
                run + kind,
                run,
                Optional.empty(),
                Optional.empty(),
                Optional.of("val/loss"),
                kind,
                Anomaly.Status.OPENED,
                severity,
                1,
                step,
                step,
                TIME,
                Map.of("value", Double.POSITIVE_INFINITY),
                "what a person has to know of it, told at some length so that it has to be cut");
    }

    static StopSignal signal(String run, String rule, long step) {
        return new StopSignal(
                        run + rule,
                        run,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        rule,
                        1,
                        StopSignal.Status.ADVISED,
                        StopSignal.Mode.OBSERVE,
                        step,
                        TIME,
                        "why it should end, with the numbers that led to it",
                        Map.of(),
                        Optional.empty())
                .under("sweep", POLICIES, StopSignal.Mode.ADVISE);
    }
}
