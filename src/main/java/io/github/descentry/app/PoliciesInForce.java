package io.github.descentry.app;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.metrics.PrometheusMetrics;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.views.PoliciesView;
import io.github.descentry.views.RunBoard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows which policies are in force, on the board and in the metrics: those on their topic; those
 * of the configuration as long as there are none. Policies that cannot be read, as those that a
 * newer version wrote, change nothing, here as in the topology. The log has a line for each change.
 * One writer.
 */
final class PoliciesInForce {

    private static final Logger LOG = LoggerFactory.getLogger(PoliciesInForce.class);

    private final PolicySet usual;
    private final RunBoard board;
    private final PrometheusMetrics metrics;
    private Optional<String> said = Optional.empty();

    PoliciesInForce(StopConfig usual, RunBoard board, PrometheusMetrics metrics) {
        this.usual = PolicySet.of(usual);
        this.board = board;
        this.metrics = metrics;
    }

    /**
     * @param tree as published; empty: none are
     * @param told is told the version of what is in force now; says whether it has logged that
     * @throws IllegalArgumentException if they cannot be read
     */
    void changed(Optional<Map<String, Object>> tree, Predicate<String> told) {
        PolicySet policies = tree.map(PolicySet::of).orElse(usual);
        board.accept(new PoliciesView(policies.version(), tree.isPresent(), policies.tree()));
        List<Map.Entry<String, Mode>> rules =
                policies.policies().stream()
                        .flatMap(policy -> policy.rules().stream())
                        .map(rule -> Map.entry(rule.name(), rule.mode()))
                        .distinct()
                        .toList();
        metrics.inForce(policies.version(), tree.isPresent() ? "topic" : "configuration", rules);
        boolean logged = told.test(policies.version());
        if (!logged && !said.equals(Optional.of(policies.version()))) {
            LOG.info(
                    "policies {}{} are in force",
                    policies.version(),
                    tree.isPresent() ? "" : " of the configuration");
        }
        said = Optional.of(policies.version());
    }
}
