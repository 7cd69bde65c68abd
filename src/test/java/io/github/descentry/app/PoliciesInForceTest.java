package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.descentry.metrics.PrometheusMetrics;
import io.github.descentry.metrics.SeriesConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.views.RunBoard;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PoliciesInForceTest {

    private static final Map<String, Object> PUBLISHED =
            Map.of("policies", List.of(Map.of("name", "sweeps")));

    private final Logger logger = (Logger) LoggerFactory.getLogger(PoliciesInForce.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final PrometheusMetrics metrics =
            new PrometheusMetrics(SeriesConfig.DEFAULTS, InstantSource.system());
    private final PoliciesInForce policies =
            new PoliciesInForce(StopConfig.DEFAULT, new RunBoard(BoardConfig.DEFAULTS), metrics);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        metrics.close();
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void whatIsInForceIsSaidAtTheStartAndAtEachChange() {
        String usual = PolicySet.of(StopConfig.DEFAULT).version();
        String published = PolicySet.of(PUBLISHED).version();
        policies.changed(Optional.empty(), version -> false);
        policies.changed(Optional.of(PUBLISHED), version -> false);
        policies.changed(Optional.of(PUBLISHED), version -> false);
        assertEquals(
                List.of(
                        "policies " + usual + " of the configuration are in force",
                        "policies " + published + " are in force"),
                lines());
    }

    @Test
    void whatAWarningHasSaidIsNotSaidAgain() {
        policies.changed(Optional.of(PUBLISHED), version -> true);
        policies.changed(Optional.of(PUBLISHED), version -> false);
        assertEquals(List.of(), lines());
    }
}
