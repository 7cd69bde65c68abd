package io.github.descentry.app;

import io.github.descentry.backtest.sweep.Governed;
import io.github.descentry.backtest.sweep.StudiedPolicies;
import io.github.descentry.backtest.sweep.SweepPolicy.Origin;
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
     * @param governed how many runs they govern
     */
    static String table(
            List<SweepScore> scores,
            Optional<StudiedPolicies> policies,
            Optional<Governed> governed) {
        int width =
                Math.max(6, scores.stream().mapToInt(it -> it.policy().length()).max().orElse(0));
        String wide = "%-" + width + "s %12s %6s %s";
        String narrow = "%-" + width + "s %s";
        String means =
                String.format(
                        Locale.ROOT,
                        "%9s %9s %11s %10s",
                        "saved",
                        "regret",
                        "of spread",
                        "best kept");
        StringBuilder text = new StringBuilder();
        line(text, "Means over %s", counted(scores.get(0).groups(), "group"));
        line(text, "");
        line(text, wide, "policy", "stopped", "wrong", means);
        Origin before = scores.get(0).origin();
        for (SweepScore score : scores) {
            before = apart(text, before, score);
            line(
                    text,
                    wide,
                    score.policy(),
                    String.format(Locale.ROOT, "%.0f / %.0f", score.stopped(), score.runs()),
                    String.format(Locale.ROOT, "%.1f", score.wrongStops()),
                    means(score.byGroup()));
        }
        line(text, "");
        line(
                text,
                "Means over %s, so that near-repeats in one count less",
                counted(scores.get(0).collections(), "collection"));
        line(text, "");
        line(text, narrow, "policy", means);
        before = scores.get(0).origin();
        for (SweepScore score : scores) {
            before = apart(text, before, score);
            line(text, narrow, score.policy(), means(score.byCollection()));
        }
        line(text, "");
        line(
                text,
                "stopped: runs, of all; wrong: of these, runs that would have ended best; saved: share");
        line(
                text,
                "of the steps; regret: best final value left against the best of all; of spread: the");
        line(
                text,
                "same as a share of the distance of the median run from the best; best kept: groups");
        line(text, "whose best run was not stopped.");
        policies.ifPresent(file -> policy(text, file, scores));
        governed.ifPresent(
                it -> {
                    line(text, "%s", it.summary());
                    it.warnings().forEach(warning -> line(text, "warning: %s", warning));
                });
        return text.toString();
    }

    /** An empty line between ours and theirs. */
    private static Origin apart(StringBuilder text, Origin before, SweepScore score) {
        if (score.origin() != before) {
            line(text, "");
        }
        return score.origin();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void policy(StringBuilder text, StudiedPolicies file, List<SweepScore> scores) {
        line(text, "");
        for (SweepScore score : scores) {
            if (score.origin() == Origin.FILE) {
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
                "%7.1f %% %7.2f %% %9.1f %% %8.0f %%",
                100 * means.computeSaved(),
                100 * means.regret(),
                100 * means.regretOfSpread(),
                100 * means.bestRunKept());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    static String json(
            List<SweepScore> scores,
            List<SweepResult> results,
            Optional<StudiedPolicies> file,
            Optional<Governed> governed) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        file.ifPresent(
                studied -> {
                    object.put("policy_file", studied.title());
                    ArrayNode supposed = object.putArray("observe_judged_as_advise");
                    studied.supposed().forEach(supposed::add);
                });
        governed.ifPresent(
                it -> {
                    ObjectNode counts = object.putObject("governed");
                    it.counts().forEach(counts::put);
                    object.put("governed_by_none", it.none());
                    ArrayNode warnings = object.putArray("warnings");
                    it.warnings().forEach(warnings::add);
                });
        ArrayNode policies = object.putArray("policies");
        for (SweepScore score : scores) {
            ObjectNode policy = policies.addObject();
            policy.put("policy", score.policy());
            policy.put("origin", score.origin().name().toLowerCase(Locale.ROOT));
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
            ObjectNode wrong = group.putObject("wrong");
            result.wrong().forEach(wrong::put);
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
