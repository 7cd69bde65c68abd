package io.github.descentry.app.config;

/**
 * Everything that can be set in the configuration file, but the section {@code kafka:}, which goes
 * to Kafka's clients as it is. Keys are written with a dot for each level of the file.
 */
public enum Setting {
    TOPICS_PREFIX("topics.prefix", Kind.TEXT, "descentry.", "Start of the names of all topics."),
    TOPICS_PARTITIONS(
            "topics.partitions",
            Kind.COUNT,
            "4",
            "Partitions of topics that are created: the most threads that can share the work."),
    TOPICS_REPLICATION_FACTOR(
            "topics.replication_factor",
            Kind.COUNT,
            "-1",
            "Copies of topics that are created, changelogs included; -1: the cluster's default."),
    TOPICS_RETENTION(
            "topics.retention",
            Kind.DURATION,
            "7d",
            "How long events, anomalies, signals and dead letters are kept."),
    TOPICS_CREATE(
            "topics.create", Kind.FLAG, "true", "Whether topics that do not exist are created."),
    EVENTS_MAX_BYTES(
            "events.max_bytes",
            Kind.BYTES,
            "512KB",
            "Longest event that is looked at; longer ones are dead letters."),
    EVENTS_REKEY(
            "events.rekey",
            Kind.FLAG,
            "true",
            "Whether an event under another key than its run is sent on under the right one;"
                    + " otherwise it is a dead letter."),
    MONITOR_RETENTION(
            "monitor.retention",
            Kind.DURATION,
            "30d",
            "How long after its last event a run or a group is remembered."),
    MONITOR_MAX_CURVES_PER_RUN(
            "monitor.max_curves_per_run", Kind.COUNT, "8", "Curves of a run that are fitted."),
    MONITOR_MAX_RUNS_PER_GROUP(
            "monitor.max_runs_per_group", Kind.COUNT, "256", "Runs of a group that are compared."),
    METRICS_FALLING(
            "metrics.falling",
            Kind.TEXT,
            "",
            "Patterns of metrics to fit that are meant to fall, before the built-in rules."),
    METRICS_RISING(
            "metrics.rising",
            Kind.TEXT,
            "",
            "Patterns of metrics to fit that are meant to rise, before the built-in rules."),
    METRICS_LEARNING_RATE(
            "metrics.learning_rate", Kind.TEXT, "", "Patterns of learning rates, likewise."),
    METRICS_GRADIENT_NORM(
            "metrics.gradient_norm", Kind.TEXT, "", "Patterns of gradient norms, likewise."),
    METRICS_IGNORED(
            "metrics.ignored",
            Kind.TEXT,
            "",
            "Patterns of metrics to pass over; they go before all others."),
    STOP_MODE(
            "stop.mode",
            Kind.TEXT,
            "observe",
            "What may be done with stop signals: observe, advise or enforce."),
    STOP_RULES(
            "stop.rules", Kind.TEXT, "cannot_win,diverged,non_finite", "Stop rules that are on."),
    STOP_VALIDITY(
            "stop.validity",
            Kind.DURATION,
            "24h",
            "How long a stop signal is valid; while its rule holds it is renewed."),
    STOP_CANNOT_WIN_CHANCE(
            "stop.cannot_win.chance",
            Kind.NUMBER,
            "0.02",
            "Chance to beat the target, or some sibling, below which a run cannot win."),
    STOP_CANNOT_WIN_CLEAR_CHANCE(
            "stop.cannot_win.clear_chance",
            Kind.NUMBER,
            "0.15",
            "Chance above which the signal is withdrawn."),
    STOP_CANNOT_WIN_MINIMUM_SHARE(
            "stop.cannot_win.minimum_share",
            Kind.NUMBER,
            "0.25",
            "Share of the planned steps before which nobody is told."),
    STOP_CANNOT_WIN_MAXIMUM_SHARE(
            "stop.cannot_win.maximum_share",
            Kind.NUMBER,
            "0.9",
            "Share after which nobody is told: little is saved any more."),
    STOP_UNPROMISING_TOLERANCE(
            "stop.unpromising.tolerance",
            Kind.NUMBER,
            "0.4",
            "Regret, in spreads of the group, that all of its compute would be worth."),
    STOP_UNPROMISING_INDIFFERENCE(
            "stop.unpromising.indifference",
            Kind.NUMBER,
            "0",
            "Share of the best level below which final values are as good as equal."),
    DETECT_FALSE_ALARMS_PER_MILLION(
            "detect.false_alarms_per_million",
            Kind.NUMBER,
            "20",
            "False spikes, divergences and exploding gradients expected in a million healthy reports"
                    + " of a metric; of gradient norms with heavy tails up to three times as many."),
    DETECT_STALLED_LATE_FLOOR(
            "detect.stalled.late_floor",
            Kind.DURATION,
            "60s",
            "Silence below this makes no run late, whatever its habit."),
    DETECT_STALLED_FLOOR(
            "detect.stalled.floor",
            Kind.DURATION,
            "5m",
            "Silence below this makes no run stalled, whatever its habit."),
    DETECT_STALLED_FIRST(
            "detect.stalled.first",
            Kind.DURATION,
            "1h",
            "Silence below this is not noted as long as a run has no habit."),
    DETECT_SLOW_FACTOR(
            "detect.slow.factor",
            Kind.NUMBER,
            "1.5",
            "How many times its usual time a step has to take for the run to be slow."),
    DETECT_SLOW_DURATION(
            "detect.slow.duration",
            Kind.DURATION,
            "10m",
            "How long at least, by the clock of the job, before it is told."),
    DETECT_GRAD_EXPLOSION_FACTOR(
            "detect.grad_explosion.factor",
            Kind.NUMBER,
            "3",
            "How many times the usual gradient norm each of a few in a row has to be to explode."),
    DETECT_GRAD_EXPLOSION_SINGLE_FACTOR(
            "detect.grad_explosion.single_factor",
            Kind.NUMBER,
            "8",
            "How many times a single one has to be."),
    DETECT_LR_OFF_PLAN_TOLERANCE(
            "detect.lr_off_plan.tolerance",
            Kind.NUMBER,
            "0.05",
            "How far a learning rate may be from the declared schedule, as share of its peak."),
    DETECT_RULES(
            "detect.rules",
            Kind.TEXT,
            "",
            "Rules on any metric, up to 16: see [rules of your own](#rules-of-your-own)."),
    DETECT_PLATEAU_GAIN_SHARE(
            "detect.plateau.gain_share",
            Kind.NUMBER,
            "0.01",
            "Gain still expected, as share of the value, below which a curve is on a plateau."),
    DETECT_OVERFIT_FLOOR_SHARE(
            "detect.overfit.floor_share",
            Kind.NUMBER,
            "0.015",
            "Least rise of a validation loss above its best, as share of it, that is over-fitting."),
    DETECT_OVERFIT_HARM_SHARE(
            "detect.overfit.harm_share",
            Kind.NUMBER,
            "0.2",
            "Rise above its best, as share of it, that makes over-fitting critical."),
    DETECT_REPEATED_DATA_FLOOR_SHARE(
            "detect.repeated_data.floor_share",
            Kind.NUMBER,
            "0.04",
            "Least sudden drop of a training loss, as share of it, that is falsely low."),
    SILENCE_INTERVAL("silence.interval", Kind.DURATION, "1s", "How often silence is looked for."),
    SILENCE_CATCH_UP(
            "silence.catch_up",
            Kind.DURATION,
            "5s",
            "Age of events being read above which there is a backlog, and nobody is called silent."),
    STREAMS_APPLICATION_ID(
            "streams.application_id",
            Kind.TEXT,
            "descentry",
            "Name of the installation: processes of one name share the work."),
    STREAMS_GUARANTEE(
            "streams.guarantee",
            Kind.TEXT,
            "exactly_once",
            "exactly_once, or at_least_once: results sooner, after a crash some again."),
    STREAMS_THREADS("streams.threads", Kind.COUNT, "2", "Stream threads of this process."),
    STREAMS_COMMIT_INTERVAL(
            "streams.commit_interval",
            Kind.DURATION,
            "100ms",
            "How often results become visible under exactly_once."),
    STREAMS_STANDBY_REPLICAS(
            "streams.standby_replicas",
            Kind.COUNT,
            "0",
            "Warm copies of each store on other processes, for a faster takeover."),
    STREAMS_CACHE("streams.cache", Kind.BYTES, "64MB", "Memory for states not yet written."),
    SERIES_MAX_RUNS("series.max_runs", Kind.COUNT, "2000", "Runs with series in /metrics."),
    SERIES_GRACE("series.grace", Kind.DURATION, "10m", "How long the series of an ended run stay."),
    SERIES_IDLE("series.idle", Kind.DURATION, "24h", "How long the series of a silent run stay."),
    BOARD_MAX_RUNS("board.max_runs", Kind.COUNT, "20000", "Runs that the API knows."),
    BOARD_MAX_RECENT(
            "board.max_recent", Kind.COUNT, "2000", "Turns of anomalies and of signals it knows."),
    WEB_HOST("web.host", Kind.TEXT, "127.0.0.1", "Address of the HTTP server; 0.0.0.0: all."),
    WEB_PORT("web.port", Kind.COUNT, "8680", "Port of the HTTP server; 0: a free one."),
    DATA_FOLDER(
            "data.folder",
            Kind.TEXT,
            "descentry-data",
            "Where state, and the topics of an embedded Kafka, are kept.");

    private final String key;
    private final Kind kind;
    private final String fallback;
    private final String meaning;

    Setting(String key, Kind kind, String fallback, String meaning) {
        this.key = key;
        this.kind = kind;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** How a value is written. */
    public enum Kind {
        TEXT("text"),
        COUNT("whole number"),
        NUMBER("number"),
        FLAG("true or false"),
        DURATION("duration: ms, s, m, h or d"),
        BYTES("size: B, KB, MB or GB");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        /** Unit, for people. */
        public String unit() {
            return unit;
        }
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** The value where the file says none, written as in the file. */
    public String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }

    /** All settings as a table in Markdown, as the manual shows it. */
    public static String table() {
        StringBuilder table =
                new StringBuilder("| setting | default | unit | meaning |\n|---|---|---|---|\n");
        for (Setting setting : values()) {
            table.append("| `")
                    .append(setting.key)
                    .append("` | ")
                    .append(setting.fallback.isEmpty() ? "none" : "`" + setting.fallback + "`")
                    .append(" | ")
                    .append(setting.kind.unit())
                    .append(" | ")
                    .append(setting.meaning)
                    .append(" |\n");
        }
        return table.toString();
    }
}
