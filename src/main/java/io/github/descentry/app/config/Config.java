package io.github.descentry.app.config;

import io.github.descentry.detect.DetectConfig;
import io.github.descentry.detect.FalseAlarms;
import io.github.descentry.detect.Split;
import io.github.descentry.detect.StalledConfig;
import io.github.descentry.detect.UserRulesConfig;
import io.github.descentry.events.Goal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.SeriesConfig;
import io.github.descentry.monitor.MetricRoles;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Role;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.text.Quantity;
import io.github.descentry.topology.StreamsSettings;
import io.github.descentry.topology.TopicLayout;
import io.github.descentry.topology.TopologyConfig;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.web.WebConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the configuration file says, checked as a whole when it is made: each part of the program
 * gets its own record from here. Immutable.
 */
public final class Config {

    private static final String BOOTSTRAP = "bootstrap.servers";

    /** Behind the usual names of losses where a run declares no objective. */
    private static final int NAMED_BY_THE_USER = 5;

    private final String name;
    private final Map<Setting, String> values;
    private final Map<String, String> kafka;

    /**
     * @param name of the file, for messages
     * @param values as written, only those that the file has
     * @param kafka passed to every Kafka client
     * @throws ConfigError if a value cannot be
     */
    Config(String name, Map<Setting, String> values, Map<String, String> kafka) {
        this.name = name;
        this.values = new EnumMap<>(Setting.class);
        this.values.putAll(values);
        this.kafka = Map.copyOf(kafka);
        topics();
        topology();
        layout();
        streams("unused", 0);
        series();
        board();
        web();
        monitor();
        flag(Setting.TOPICS_CREATE);
    }

    /** What holds without a file. */
    public static Config defaults() {
        return new Config("defaults", Map.of(), Map.of());
    }

    /** The same, but for one setting. */
    public Config with(Setting setting, String value) {
        Map<Setting, String> changed = new EnumMap<>(Setting.class);
        changed.putAll(values);
        changed.put(setting, value);
        return new Config(name, changed, kafka);
    }

    public TopologyConfig topology() {
        return checked(
                "",
                () ->
                        new TopologyConfig(
                                text(Setting.TOPICS_PREFIX),
                                guarantee(),
                                bytes(Setting.EVENTS_MAX_BYTES),
                                flag(Setting.EVENTS_REKEY),
                                duration(Setting.SILENCE_INTERVAL),
                                duration(Setting.SILENCE_CATCH_UP),
                                duration(Setting.MONITOR_RETENTION)));
    }

    public MonitorConfig monitor() {
        MonitorConfig defaults = MonitorConfig.defaults();
        return checked(
                "",
                () ->
                        new MonitorConfig(
                                roles(),
                                count(Setting.MONITOR_MAX_CURVES_PER_RUN),
                                count(Setting.MONITOR_MAX_RUNS_PER_GROUP),
                                detect(defaults.detect()),
                                stop(defaults.stop())));
    }

    private MetricRoles roles() {
        List<MetricRoles.Rule> rules = new ArrayList<>();
        rules(rules, Setting.METRICS_IGNORED, Role.of(Role.Kind.OTHER));
        rules(rules, Setting.METRICS_LEARNING_RATE, Role.of(Role.Kind.LEARNING_RATE));
        rules(rules, Setting.METRICS_GRADIENT_NORM, Role.of(Role.Kind.GRADIENT_NORM));
        rules(rules, Setting.METRICS_FALLING, curve(Goal.MINIMIZE));
        rules(rules, Setting.METRICS_RISING, curve(Goal.MAXIMIZE));
        return MetricRoles.defaults().after(rules);
    }

    private static Role curve(Goal goal) {
        return Role.curve(goal, Split.UNSPECIFIED, NAMED_BY_THE_USER);
    }

    private void rules(List<MetricRoles.Rule> rules, Setting setting, Role role) {
        for (String pattern : list(setting)) {
            rules.add(parse(setting, text -> new MetricRoles.Rule(pattern(pattern), role)));
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "has '" + text + "', which is not a pattern: " + e.getDescription(), e);
        }
    }

    private StopConfig stop(StopConfig defaults) {
        CannotWinConfig cannotWin = defaults.cannotWin();
        return new StopConfig(
                mode(),
                duration(Setting.STOP_VALIDITY),
                Set.copyOf(list(Setting.STOP_RULES)),
                defaults.diverged(),
                new CannotWinConfig(
                        number(Setting.STOP_CANNOT_WIN_CHANCE),
                        number(Setting.STOP_CANNOT_WIN_CLEAR_CHANCE),
                        cannotWin.widening(),
                        cannotWin.marginShare(),
                        number(Setting.STOP_CANNOT_WIN_MINIMUM_SHARE),
                        number(Setting.STOP_CANNOT_WIN_MAXIMUM_SHARE),
                        cannotWin.consecutive(),
                        cannotWin.sustainedShare()),
                defaults.sweep()
                        .with(
                                defaults.sweep()
                                        .unpromising()
                                        .with(number(Setting.STOP_UNPROMISING_TOLERANCE))
                                        .indifferent(
                                                number(Setting.STOP_UNPROMISING_INDIFFERENCE))));
    }

    private Mode mode() {
        return parse(
                Setting.STOP_MODE,
                text -> {
                    for (Mode mode : Mode.values()) {
                        if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                            return mode;
                        }
                    }
                    throw new IllegalArgumentException("is none of observe, advise, enforce");
                });
    }

    private DetectConfig detect(DetectConfig defaults) {
        UserRulesConfig rules =
                parse(
                        Setting.DETECT_RULES,
                        text -> UserRulesConfig.parse(list(Setting.DETECT_RULES)));
        return defaults.with(stalled(defaults.stalled()))
                .with(defaults.plateau().with(number(Setting.DETECT_PLATEAU_GAIN_SHARE)))
                .with(
                        defaults.overfit()
                                .with(
                                        number(Setting.DETECT_OVERFIT_FLOOR_SHARE),
                                        number(Setting.DETECT_OVERFIT_HARM_SHARE)))
                .with(
                        defaults.repeatedData()
                                .with(number(Setting.DETECT_REPEATED_DATA_FLOOR_SHARE)))
                .with(
                        defaults.slow()
                                .with(
                                        number(Setting.DETECT_SLOW_FACTOR),
                                        duration(Setting.DETECT_SLOW_DURATION)))
                .with(
                        defaults.gradExplosion()
                                .with(
                                        number(Setting.DETECT_GRAD_EXPLOSION_FACTOR),
                                        number(Setting.DETECT_GRAD_EXPLOSION_SINGLE_FACTOR)))
                .with(
                        defaults.lrOffPlan()
                                .withTolerance(number(Setting.DETECT_LR_OFF_PLAN_TOLERANCE)))
                .with(rules)
                .with(falseAlarms());
    }

    private FalseAlarms falseAlarms() {
        return new FalseAlarms(number(Setting.DETECT_FALSE_ALARMS_PER_MILLION));
    }

    private StalledConfig stalled(StalledConfig defaults) {
        Duration lateFloor = duration(Setting.DETECT_STALLED_LATE_FLOOR);
        parse(
                Setting.DETECT_STALLED_FLOOR,
                text -> {
                    // The record would refuse it too, but not in the words of the file.
                    if (Quantity.duration(text).compareTo(lateFloor) < 0) {
                        throw new IllegalArgumentException(
                                "is shorter than "
                                        + Setting.DETECT_STALLED_LATE_FLOOR.key()
                                        + "="
                                        + text(Setting.DETECT_STALLED_LATE_FLOOR));
                    }
                    return text;
                });
        return new StalledConfig(
                defaults.lateFactor(),
                lateFloor,
                defaults.factor(),
                duration(Setting.DETECT_STALLED_FLOOR),
                defaults.habitGaps(),
                duration(Setting.DETECT_STALLED_FIRST),
                defaults.escalateFactor());
    }

    public Topics topics() {
        return checked("topics.", () -> Topics.withPrefix(text(Setting.TOPICS_PREFIX)));
    }

    public TopicLayout layout() {
        return checked(
                "topics.",
                () ->
                        new TopicLayout(
                                count(Setting.TOPICS_PARTITIONS),
                                count(Setting.TOPICS_REPLICATION_FACTOR),
                                duration(Setting.TOPICS_RETENTION)));
    }

    public boolean createTopics() {
        return flag(Setting.TOPICS_CREATE);
    }

    /**
     * @param bootstrapServers of the cluster
     * @param processors how many threads are sensible at most; 0: no bound
     */
    public StreamsSettings streams(String bootstrapServers, int processors) {
        return checked(
                "streams.",
                () ->
                        new StreamsSettings(
                                text(Setting.STREAMS_APPLICATION_ID),
                                bootstrapServers,
                                guarantee(),
                                processors == 0
                                        ? count(Setting.STREAMS_THREADS)
                                        : Math.min(processors, count(Setting.STREAMS_THREADS)),
                                dataFolder().resolve("state"),
                                duration(Setting.STREAMS_COMMIT_INTERVAL),
                                count(Setting.STREAMS_STANDBY_REPLICAS),
                                count(Setting.TOPICS_REPLICATION_FACTOR),
                                size(Setting.STREAMS_CACHE),
                                kafka));
    }

    public SeriesConfig series() {
        return checked(
                "series.",
                () ->
                        new SeriesConfig(
                                count(Setting.SERIES_MAX_RUNS),
                                duration(Setting.SERIES_GRACE),
                                duration(Setting.SERIES_IDLE)));
    }

    public BoardConfig board() {
        return checked(
                "board.",
                () ->
                        new BoardConfig(
                                count(Setting.BOARD_MAX_RUNS), count(Setting.BOARD_MAX_RECENT)));
    }

    public WebConfig web() {
        return checked(
                "web.", () -> new WebConfig(text(Setting.WEB_HOST), count(Setting.WEB_PORT)));
    }

    /** Where state, and the topics of an embedded Kafka, are kept. */
    public Path dataFolder() {
        return Path.of(text(Setting.DATA_FOLDER));
    }

    /** The address of the cluster, if the file says one. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(kafka.get(BOOTSTRAP));
    }

    /** For a Kafka client of ours besides those of Kafka Streams. */
    public Map<String, Object> client(String bootstrapServers) {
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(BOOTSTRAP, bootstrapServers);
        return client;
    }

    /** The value of a setting as written in the file, or its default. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.fallback());
    }

    private Guarantee guarantee() {
        return parse(
                Setting.STREAMS_GUARANTEE,
                text -> {
                    for (Guarantee guarantee : Guarantee.values()) {
                        if (guarantee.name().toLowerCase(Locale.ROOT).equals(text)) {
                            return guarantee;
                        }
                    }
                    throw new IllegalArgumentException("is neither exactly_once nor at_least_once");
                });
    }

    private int count(Setting setting) {
        return parse(
                setting,
                text -> {
                    try {
                        return Integer.parseInt(text.strip());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException("is no whole number", e);
                    }
                });
    }

    private boolean flag(Setting setting) {
        return parse(
                setting,
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("is neither true nor false");
                    }
                    return text.equals("true");
                });
    }

    private double number(Setting setting) {
        return parse(
                setting,
                text -> {
                    try {
                        return Double.parseDouble(text.strip());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException("is no number", e);
                    }
                });
    }

    /** A list in the file, or words separated by commas. */
    private List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    private Duration duration(Setting setting) {
        return parse(setting, Quantity::duration);
    }

    private long size(Setting setting) {
        return parse(setting, Quantity::bytes);
    }

    private int bytes(Setting setting) {
        return parse(setting, text -> Math.toIntExact(Quantity.bytes(text)));
    }

    private <T> T parse(Setting setting, Function<String, T> parser) {
        try {
            return parser.apply(text(setting));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigError(
                    "configuration "
                            + name
                            + ": "
                            + setting.key()
                            + "="
                            + text(setting)
                            + " "
                            + (e instanceof ArithmeticException ? "is too large" : e.getMessage()),
                    e);
        }
    }

    /** A record's own refusal names its field, but not the section. */
    private <T> T checked(String section, java.util.function.Supplier<T> parts) {
        try {
            return parts.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigError("configuration " + name + ": " + section + e.getMessage(), e);
        }
    }
}
