package io.github.descentry.metrics;

import java.util.List;

/**
 * Every meter that is exported, declared once. Names are as Prometheus sees them; a test holds each
 * scraped sample against this list, so nothing is exported that is not here.
 *
 * <p>Families that start with one of {@link #RUNTIME_PREFIXES} come from Micrometer's binders for
 * the Java runtime and are described there.
 */
public enum Meter {
    EVENTS(Type.COUNTER, "descentry_events_total", "", "Events accepted, by type.", "type"),
    POINTS(
            Type.COUNTER,
            "descentry_points_total",
            "",
            "Metric values accepted: one for each metric of each checkpoint."),
    REJECTS(
            Type.COUNTER,
            "descentry_rejects_total",
            "",
            "Records set aside to the dead letters, by reason.",
            "reason"),
    UNKNOWN_FIELDS(
            Type.COUNTER,
            "descentry_unknown_fields_total",
            "",
            "Fields of accepted events that this version does not know."),
    IGNORED(
            Type.COUNTER,
            "descentry_ignored_total",
            "",
            "Values of accepted events that changed nothing, by reason: outdated (of an earlier"
                    + " attempt or step), duplicate (a second one for the step), over_cap (more"
                    + " curves than are fitted).",
            "reason"),
    REKEYED(
            Type.COUNTER,
            "descentry_rekeyed_total",
            "",
            "Records whose key was not their run, sent on under the right key."),
    DUPLICATES(
            Type.COUNTER,
            "descentry_duplicates_total",
            "",
            "Records read a second time and not learned from again; at-least-once only."),
    ANOMALIES(
            Type.COUNTER,
            "descentry_anomalies_total",
            "",
            "Turns in the life of anomalies, by kind, severity and status.",
            "kind",
            "severity",
            "status"),
    STOP_SIGNALS(
            Type.COUNTER,
            "descentry_stop_signals_total",
            "",
            "Stop signals published, by rule, mode and status; held: whether the policy allows more"
                    + " than the mode, but its budget or a protection does not.",
            "rule",
            "mode",
            "status",
            "held"),
    STOPS_NOT_REMEMBERED(
            Type.COUNTER,
            "descentry_stops_not_remembered_total",
            "",
            "Stops that were only observed because no more can be remembered under their policy; 0"
                    + " is healthy."),
    POLICIES_INFO(
            Type.GAUGE,
            "descentry_policies_info",
            "",
            "1 for the version of the policies in force; source: topic, or configuration if none"
                    + " were put in force.",
            "version",
            "source"),
    REFIT(Type.HISTOGRAM, "descentry_refit_seconds", "seconds", Meter.REFIT_HELP),
    REFIT_MAX(Type.GAUGE, "descentry_refit_seconds_max", "seconds", Meter.REFIT_HELP),
    CONSUMER_LAG(
            Type.GAUGE,
            "descentry_consumer_lag_records",
            "records",
            "Records not yet read, by input partition of this process.",
            "topic",
            "partition"),
    TOPOLOGY_STATE(
            Type.GAUGE,
            "descentry_topology_state",
            "",
            "1 for the state the topology is in: created, rebalancing, running, pending_shutdown,"
                    + " not_running, pending_error, error.",
            "state"),
    RUNS(
            Type.GAUGE,
            "descentry_runs",
            "runs",
            "Runs with series at this process, by state.",
            "state"),
    RUN_SERIES_CAPPED(
            Type.GAUGE,
            "descentry_run_series_capped",
            "runs",
            "Runs that have no series because the cap is reached; 0 is healthy."),
    RUN_INFO(
            Type.GAUGE,
            "descentry_run_info",
            "",
            "Always 1; what is known of the run, in labels. An unknown one is empty.",
            "run",
            "group",
            "project",
            "objective",
            "schedule",
            "attempt"),
    RUN_STATE(
            Type.GAUGE,
            "descentry_run_state",
            "",
            "1 for the state the run is in: running, late, stalled, unstable, completed, failed,"
                    + " stopped.",
            "run",
            "group",
            "state"),
    RUN_ANOMALY(
            Type.GAUGE,
            "descentry_run_anomaly",
            "",
            "Anomalies of the run that are open, by kind and severity; absent where none is.",
            "run",
            "group",
            "kind",
            "severity"),
    RUN_STEP(Type.GAUGE, "descentry_run_step", "steps", "Latest step.", "run", "group"),
    RUN_PLANNED_STEPS(
            Type.GAUGE,
            "descentry_run_planned_steps",
            "steps",
            "Step at which the run will end; absent if it did not say.",
            "run",
            "group"),
    RUN_LAST_CHECKPOINT(
            Type.GAUGE,
            "descentry_run_last_checkpoint_timestamp_seconds",
            "seconds",
            "Unix time of the latest checkpoint, as the job says.",
            "run",
            "group"),
    RUN_LEARNING_RATE(
            Type.GAUGE,
            "descentry_run_learning_rate",
            "",
            "Latest reported or planned learning rate; absent if unknown.",
            "run",
            "group"),
    RUN_LOSS(
            Type.GAUGE,
            "descentry_run_loss",
            "metric",
            "Latest value of a curve that is to fall.",
            "run",
            "group",
            "metric"),
    RUN_SCORE(
            Type.GAUGE,
            "descentry_run_score",
            "metric",
            "Latest value of a curve that is to rise.",
            "run",
            "group",
            "metric"),
    RUN_SMOOTHED(
            Type.GAUGE,
            "descentry_run_smoothed",
            "metric",
            "Fitted value of the curve at the latest step.",
            "run",
            "group",
            "metric"),
    RUN_RESIDUAL(
            Type.GAUGE,
            "descentry_run_residual_zscore",
            "standard deviations",
            "How far the latest value lay from what was expected one step ahead; positive is above.",
            "run",
            "group",
            "metric"),
    RUN_FORECAST_LOSS(
            Type.GAUGE,
            "descentry_run_forecast_final_loss",
            "metric",
            "Forecast of the value at the planned end, by quantile, of a curve that is to fall.",
            "run",
            "group",
            "metric",
            "quantile"),
    RUN_FORECAST_SCORE(
            Type.GAUGE,
            "descentry_run_forecast_final_score",
            "metric",
            "Forecast of the value at the planned end, by quantile, of a curve that is to rise.",
            "run",
            "group",
            "metric",
            "quantile"),
    RUN_FORECAST_LIMIT(
            Type.GAUGE,
            "descentry_run_forecast_limit",
            "metric",
            "Value the curve tends to under endless training at the present rate.",
            "run",
            "group",
            "metric"),
    RUN_ANNEALING_WORTH(
            Type.GAUGE,
            "descentry_run_annealing_worth",
            "metric",
            "By how much the learning-rate decay still to come is expected to improve the value.",
            "run",
            "group",
            "metric"),
    RUN_BEAT_TARGET(
            Type.GAUGE,
            "descentry_run_beat_target_probability",
            "probability",
            "Chance that the final value is better than the target; absent without one.",
            "run",
            "group",
            "metric"),
    RUN_BEAT_BEST(
            Type.GAUGE,
            "descentry_run_beat_best_probability",
            "probability",
            "Chance to end better than the best other run of the group, at its latest report; absent without one and after the end.",
            "run",
            "group",
            "metric");

    /** How the families of the Java runtime begin, which Micrometer declares. */
    public static final List<String> RUNTIME_PREFIXES = List.of("jvm_", "process_", "system_");

    /** Of both, as Micrometer exports the longest with the help of its timer. */
    private static final String REFIT_HELP =
            "Time to learn from one event and forecast again, all curves of the run together; max:"
                    + " the longest within the last minutes.";

    private final Type type;
    private final String exportedName;
    private final String unit;
    private final String help;
    private final List<String> labels;

    Meter(Type type, String exportedName, String unit, String help, String... labels) {
        this.type = type;
        this.exportedName = exportedName;
        this.unit = unit;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** What its samples mean, as Prometheus types go. */
    public enum Type {
        COUNTER,
        GAUGE,
        /** Samples end in {@code _bucket}, {@code _count}, {@code _sum}. */
        HISTOGRAM
    }

    public Type type() {
        return type;
    }

    /** The family's name in a scrape, with {@code _total} for counters. */
    public String exportedName() {
        return exportedName;
    }

    /** Unit of the value; empty for a count or a flag, {@code metric} for that of the metric. */
    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
