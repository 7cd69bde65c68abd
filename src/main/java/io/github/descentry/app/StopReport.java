package io.github.descentry.app;

import io.github.descentry.backtest.sweep.StudiedPolicies;
import io.github.descentry.backtest.sweep.SweepResult;
import io.github.descentry.backtest.sweep.SweepScore;
import io.github.descentry.backtest.sweep.SweepScore.Means;
import io.github.descentry.stop.policy.HeldFor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The study of stops as a table for people and as JSON for programs. */
final class StopReport {

    private StopReport() {}

    /**
     * @param policies of a file under study, if there is one
     */
    static String table(List<SweepScore> scores, Optional<StudiedPolicies> policies) {
        int width = scores.stream().mapToInt(score -> score.policy().length()).max().orElse(0);
        String row = "%-" + Math.max(6, width) + "s %12s %6s %s %s";
        StringBuilder text = new StringBuilder();
        String means =
                String.format(
                        Locale.ROOT, "%9s %9s %9s %6s", "saved", "regret", "/ spread", "kept");
        line(text, row, "policy", "stopped", "wrong", means, means);
        for (SweepScore score : scores) {
            line(
                    text,
                    row,
                    score.policy(),
                    String.format(Locale.ROOT, "%.0f / %.0f", score.stopped(), score.runs()),
                    String.format(Locale.ROOT, "%.1f", score.wrongStops()),
                    means(score.byGroup()),
                    means(score.byCollection()));
        }
        line(text, "");
        line(
                text,
                "%d groups. The first four figures are means over the groups, the last four over the"
                        + " collections.",
                scores.get(0).groups());
        line(
                text,
                "saved: share of the steps; regret: best final value left against the best of all;"
                        + " / spread: the same as a");
        line(
                text,
                "share of the distance of the median run from the best; kept: groups whose best run"
                        + " was not stopped.");
        policies.ifPresent(file -> policy(text, file, scores));
        return text.toString();
    }

    private static void policy(StringBuilder text, StudiedPolicies file, List<SweepScore> scores) {
        line(text, "");
        for (SweepScore score : scores) {
            if (score.policy().equals(file.title())) {
                line(text, "%s held back to the end: %s", score.policy(), held(score.held()));
            }
        }
        if (!file.supposed().isEmpty()) {
            line(
                    text,
                    "mode=observe of %s: judged as if it were advise; live they stop nothing.",
                    String.join(", ", file.supposed()));
        }
    }

    private static String held(Map<HeldFor, Double> held) {
        return held.isEmpty()
                ? "no stop"
                : held.entrySet().stream()
                        .map(
                                each ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f runs by %s",
                                                each.getValue(),
                                                each.getKey().word()))
                        .collect(Collectors.joining(", "));
    }

    private static String means(Means means) {
        return String.format(
                Locale.ROOT,
                "%7.1f %% %7.2f %% %7.1f %% %4.0f %%",
                100 * means.computeSaved(),
                100 * means.regret(),
                100 * means.regretOfSpread(),
                100 * means.bestRunKept());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    static String json(
            List<SweepScore> scores, List<SweepResult> results, Optional<StudiedPolicies> file) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        file.ifPresent(
                studied -> {
                    object.put("policy_file", studied.title());
                    ArrayNode supposed = object.putArray("observe_judged_as_advise");
                    studied.supposed().forEach(supposed::add);
                });
        ArrayNode policies = object.putArray("policies");
        for (SweepScore score : scores) {
            ObjectNode policy = policies.addObject();
            policy.put("policy", score.policy());
            policy.put("groups", score.groups());
            policy.put("runs", score.runs());
            policy.put("stopped", score.stopped());
            policy.put("wrong_stops", score.wrongStops());
            ObjectNode held = policy.putObject("held");
            score.held().forEach((reason, count) -> held.put(reason.word(), count));
            means(policy.putObject("by_group"), score.byGroup());
            means(policy.putObject("by_collection"), score.byCollection());
        }
        ArrayNode groups = object.putArray("groups");
        for (SweepResult result : results) {
            ObjectNode group = groups.addObject();
            group.put("policy", result.policy());
            group.put("group", result.group());
            group.put("collection", result.collection());
            group.put("runs", result.runs());
            group.put("stopped", result.stopped());
            group.put("compute_saved", result.computeSaved());
            group.put("wrong_stops", result.wrongStops());
            group.put("regret", result.regret());
            group.put("regret_of_spread", result.regretOfSpread());
            group.put("best_run_kept", result.bestRunKept());
            ObjectNode held = group.putObject("held");
            result.held().forEach((reason, count) -> held.put(reason.word(), count));
            ObjectNode stops = group.putObject("stops");
            result.stops().forEach(stops::put);
        }
        return object.toPrettyString() + "\n";
    }

    private static void means(ObjectNode object, Means means) {
        object.put("compute_saved", means.computeSaved());
        object.put("regret", means.regret());
        object.put("regret_of_spread", means.regretOfSpread());
        object.put("best_run_kept", means.bestRunKept());
    }
}
