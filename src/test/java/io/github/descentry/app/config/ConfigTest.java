package io.github.descentry.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Goal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.metrics.SeriesConfig;
import io.github.descentry.monitor.MetricRoles;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Role;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.topology.TopicLayout;
import io.github.descentry.topology.TopologyConfig;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.web.WebConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {

    @Test
    void defaultsOfTheFileAreThoseOfTheCode() {
        Config config = Config.defaults();
        assertEquals(TopologyConfig.DEFAULTS, config.topology());
        assertEquals(TopicLayout.DEFAULTS, config.layout());
        assertEquals(SeriesConfig.DEFAULTS, config.series());
        assertEquals(BoardConfig.DEFAULTS, config.board());
        assertEquals(WebConfig.DEFAULTS, config.web());
        assertEquals(
                MonitorConfig.defaults().maxCurvesPerRun(), config.monitor().maxCurvesPerRun());
        assertEquals(
                MonitorConfig.defaults().maxRunsPerGroup(), config.monitor().maxRunsPerGroup());
        assertEquals(StopConfig.DEFAULT, config.monitor().stop());
    }

    @Test
    void whatTheFileSaysIsInForce() {
        Config config =
                ConfigFile.parse(
                        """
                        topics: {prefix: team., partitions: 12, retention: 36h}
                        events:
                          max_bytes: 64KB
                        streams.guarantee: at_least_once
                        web:
                          port: 0
                        """,
                        "c.yaml");
        assertEquals("team.run-events", config.topics().runEvents().name());
        assertEquals(12, config.layout().partitions());
        assertEquals(Duration.ofHours(36), config.layout().retention());
        assertEquals(65_536, config.topology().maxEventBytes());
        assertEquals(Guarantee.AT_LEAST_ONCE, config.topology().guarantee());
        assertEquals(
                StreamsConfig.AT_LEAST_ONCE,
                config.streams("h:1", 0)
                        .properties()
                        .get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        assertEquals(0, config.web().port());
    }

    @Test
    void metricsGetTheRolesTheFileGivesThem() {
        MetricRoles roles =
                ConfigFile.parse(
                                """
                                metrics:
                                  falling: [^energy_gap$, regret]
                                  rising: ^loss_margin$
                                  ignored: [^debug_]
                                  learning_rate: ^eta$
                                  gradient_norm: ^g2$
                                """,
                                "c.yaml")
                        .monitor()
                        .roles();
        assertEquals(Goal.MINIMIZE, roles.of("Energy Gap").goal().orElseThrow());
        assertEquals(Goal.MINIMIZE, roles.of("val/regret").goal().orElseThrow());
        assertEquals(Goal.MAXIMIZE, roles.of("loss_margin").goal().orElseThrow());
        assertEquals(Role.Kind.OTHER, roles.of("debug/loss").kind());
        assertEquals(Role.Kind.LEARNING_RATE, roles.of("eta").kind());
        assertEquals(Role.Kind.GRADIENT_NORM, roles.of("g2").kind());
        assertEquals(Goal.MINIMIZE, roles.of("train/loss").goal().orElseThrow(), "as before");
    }

    @Test
    void stopRulesAreWhatTheFileSays() {
        StopConfig stop =
                ConfigFile.parse(
                                """
                                stop:
                                  mode: advise
                                  rules: [non_finite, cannot_win]
                                  cannot_win: {chance: 0.01, minimum_share: 0.5}
                                """,
                                "c.yaml")
                        .monitor()
                        .stop();
        assertEquals(Mode.ADVISE, stop.mode());
        assertEquals(Set.of("non_finite", "cannot_win"), stop.rules());
        assertEquals(0.01, stop.cannotWin().chance());
        assertEquals(0.5, stop.cannotWin().minimumShare());
        assertEquals(0.9, stop.cannotWin().maximumShare());
    }

    @Test
    void theKafkaSectionReachesEveryClient() {
        Config config =
                ConfigFile.parse(
                        """
                        kafka:
                          bootstrap.servers: [h1:9092, h2:9092]
                          security.protocol: SASL_SSL
                          sasl:
                            mechanism: PLAIN
                        """,
                        "c.yaml");
        assertEquals("h1:9092,h2:9092", config.bootstrapServers().orElseThrow());
        assertEquals("SASL_SSL", config.client("h1:9092").get("security.protocol"));
        assertEquals("PLAIN", config.streams("h1:9092", 0).properties().get("sasl.mechanism"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "topics: {partitons: 4};topics.partitons;topics.partitions",
                "stream.threads: 2;stream.threads;streams.threads",
                "topics: {partitions: 0};topics.partitions=0;below 1",
                "topics: {partitions: many};topics.partitions=many;no whole number",
                "series.grace: soon;series.grace=soon;duration",
                "events.max_bytes: 9000GB;events.max_bytes=9000GB;too large",
                "events.rekey: maybe;events.rekey=maybe;true nor false",
                "streams.guarantee: none;streams.guarantee=none;exactly_once",
                "web.port: 70000;web.port=70000;65535",
                "stop.mode: kill;stop.mode=kill;enforce",
                "stop.rules: [luck];stop.rules=luck;cannot_win",
                "stop.cannot_win.chance: often;stop.cannot_win.chance=often;no number",
                "stop.cannot_win.chance: 0.9;stop.cannot_win.chance=0.9;0.5",
                "metrics.falling: '*';metrics.falling=*;not a pattern",
                "metrics.falling: [loss, '(a'];metrics.falling=loss,(a has '(a';not a pattern: Unclosed",
                "topics: {prefix: bad prefix!};topics.prefix=bad prefix!;letters, digits",
                "topics.prefix: a/b;topics.prefix=a/b;letters, digits",
                "topics: 5;topics=5;keys under it, such as topics.prefix",
                "kafka: h1:9092;kafka=h1:9092;keys under it, such as kafka.bootstrap.servers",
                "web: {port: 1, port: 2};key port is there twice;line 1",
                "{web: {port: 1}, web.port: 2};c.yaml;key web.port is there twice",
                "detect.stalled: {late_floor: 10m, floor: 1m};"
                        + "detect.stalled.floor=1m;shorter than detect.stalled.late_floor=10m",
                "detect.slow.factor: 0.5;c.yaml, line 1: detect.slow.factor=0.5;between 1.05",
                "~web:~  port: 70000;c.yaml, line 3: web.port=70000;65535",
                "~web:~  prot: 70000;c.yaml, line 3: key web.prot is unknown;nearest known one is web.port",
                "~detect:~  spike: {threshold: 3};line 3: key detect.spike.threshold is unknown;under detect there are detect.",
                "~policies: [];line 2: key policies belongs into a policy file of its own;serve --policy",
                "speed: 3;key speed is unknown;descentry check settings lists all",
                "detect.rules: [a > 1, b > 2, a  > 1];detect.rules has the rule 'a > 1';it is there twice",
                "detect.rules: [a > 1,5];detect.rules has the rule 'a > 1,5';a comma separates rules",
                "detect.rules: [a > 1, b falls by 3];c.yaml, line 1: detect.rules has the rule"
                        + " 'b falls by 3';expected over, it ends there",
                "detect:~  rules:~    - a > 1~    - b falls by 3;"
                        + "c.yaml, line 4: detect.rules has the rule 'b falls by 3';expected over",
                "detect:~  rules:~    - a > 1~    - b > 2~    - a  > 1~    - c > 3;"
                        + "c.yaml, line 5: detect.rules has the rule 'a > 1';it is there twice",
                "detect:~  rules:~    - a > 1, b > 2~    - c > 1,5;"
                        + "c.yaml, line 4: detect.rules has the rule 'c > 1,5';a comma separates",
                "detect:~  rules:~    - a > 1, b > 2~    - d is 3;"
                        + "c.yaml, line 4: detect.rules has the rule 'd is 3';expected one of",
                "web.port: 1~detect.rules: a > 1, d is 3;"
                        + "c.yaml, line 2: detect.rules has the rule 'd is 3';expected one of",
                "just text;c.yaml is a single value;keys and values",
                "[web, topics];c.yaml is a list;keys and values",
                "a: [b;c.yaml;YAML",
            })
    void aMistakeIsNamed(String text, String named, String advice) {
        ConfigError error =
                assertThrows(
                        ConfigError.class,
                        () -> ConfigFile.parse(text.replace("~", "\n"), "c.yaml"));
        assertTrue(error.getMessage().contains(named), error.getMessage());
        assertTrue(error.getMessage().contains(advice), error.getMessage());
    }

    @Test
    void rulesOfUsersAreALineEach() {
        Config config =
                ConfigFile.parse(
                        """
                        detect:
                          rules:
                            - gpu_util < 0.3 for 20 reports
                            - tokens_per_second falls by 30% over 50 reports critical
                            - '"lm loss" > 20'
                        """,
                        "c.yaml");
        assertEquals(
                List.of("gpu_util", "tokens_per_second", "lm loss"),
                config.monitor().detect().userRules().rules().stream()
                        .map(rule -> rule.metric())
                        .toList());
        assertEquals(List.of(), Config.defaults().monitor().detect().userRules().rules());
    }

    @Test
    void aPrefixLeavesRoomForTheNamesBehindIt() {
        ConfigFile.parse("topics.prefix: " + "p".repeat(100), "c.yaml");
        aMistakeIsNamed(
                "topics.prefix: " + "p".repeat(101), "topics.prefix=ppp", "longer than 100");
    }

    @Test
    void anEmptyFileMeansTheDefaults() {
        for (String text : new String[] {"", "# nothing\n", "topics:\n"}) {
            assertEquals(
                    TopologyConfig.DEFAULTS, ConfigFile.parse(text, "c.yaml").topology(), text);
        }
    }

    @Test
    void everySettingHasOneNameInOneStyleAndAMeaning() {
        for (Setting setting : Setting.values()) {
            assertTrue(setting.key().matches("[a-z]+(\\.[a-z_]+)+"), setting.key());
            assertEquals(
                    setting.name(),
                    setting.key().replace('.', '_').toUpperCase(Locale.ROOT),
                    "the constant is named like the key");
            assertTrue(setting.meaning().endsWith("."), setting.meaning());
        }
    }

    /** With more requests under way a transaction's first batch was seen to be lost, see KillIT. */
    @Test
    void theTopologySendsOneRequestAtATime() {
        assertEquals(
                1,
                Config.defaults()
                        .streams("h:1", 0)
                        .properties()
                        .get("producer.max.in.flight.requests.per.connection"));
    }
}
