package io.github.descentry.app;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.policy.Budget;
import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.Remarks;
import io.github.descentry.stop.policy.RuleUse;
import io.github.descentry.stop.policy.RunIdentity;
import io.github.descentry.stop.policy.Silence;
import io.github.descentry.text.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What policies say, in words, as a table of runs, and as JSON. */
final class PolicyReport {

    private static final String NONE = "-";

    private final String file;
    private final PolicySet policies;
    private final Instant now;

    /**
     * @param now tells which silences are over
     */
    PolicyReport(String file, PolicySet policies, Instant now) {
        this.file = file;
        this.policies = policies;
        this.now = now;
    }

    private String head() {
        int count = policies.policies().size();
        return String.format(
                "%s: version %s, %d polic%s%n",
                file, policies.version(), count, count == 1 ? "y" : "ies");
    }

    /** All policies, a paragraph each. */
    String words() {
        StringBuilder text = new StringBuilder(head());
        int number = 0;
        for (Policy policy : policies.policies()) {
            text.append(String.format("%n%d. %s: %s%n", ++number, policy.name(), policy.match()));
            line(text, "mode", meaning(policy.mode()));
            for (RuleUse use : policy.rules()) {
                line(text, "rule", rule(use, policy));
            }
            if (policy.rules().isEmpty()) {
                line(text, "rules", "none: these runs are not judged");
            }
            line(text, "budget", budget(policy));
            if (policy.minimumProgress() > 0) {
                line(
                        text,
                        "not before",
                        percent(policy.minimumProgress()) + " of the plan, but for non_finite");
            }
            line(text, "signals", "valid for " + Quantity.text(policy.validity()));
            policy.protect().forEach(pattern -> line(text, "protected", "runs " + pattern));
            policy.silences().forEach(silence -> line(text, "silence", words(silence)));
        }
        text.append(String.format("%nA run is governed by the first policy that matches it"));
        text.append(String.format("; a run that none matches is not judged.%n"));
        return text.append(remarks()).toString();
    }

    /** What has no effect, each on a line of its own. */
    private String remarks() {
        return Remarks.of(policies, now).stream()
                .map(remark -> String.format("note: %s%n", remark))
                .collect(Collectors.joining());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("   %-10s %s%n", name, value));
    }

    private static String meaning(Mode mode) {
        return switch (mode) {
            case OBSERVE -> "observe: signals show what would be done";
            case ADVISE -> "advise: the job may ask and obey";
            case ENFORCE -> "enforce: hooks end the run";
        };
    }

    private static String rule(RuleUse use, Policy policy) {
        StringBuilder text = new StringBuilder(use.name());
        if (use.preset() && !use.name().equals(use.rule())) {
            text.append(" (").append(use.rule()).append(')');
        }
        if (use.mode() != policy.mode()) {
            text.append(", ").append(word(use.mode())).append(" only");
        }
        use.metric().ifPresent(metric -> text.append(", on ").append(metric));
        if (!use.parameters().isEmpty()) {
            text.append(": ")
                    .append(
                            use.parameters().entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static String budget(Policy policy) {
        Budget budget = policy.budget();
        List<String> parts = new ArrayList<>();
        parts.add("at most " + budget.stopsPerHour() + " stops within an hour");
        parts.add("and " + percent(budget.groupShare()) + " of a group");
        if (budget.keepBest() > 0) {
            parts.add(
                    budget.keepBest() == 1
                            ? "never its best run"
                            : "never its best " + budget.keepBest() + " runs");
        }
        if (!policy.coolDown().isZero()) {
            parts.add(Quantity.text(policy.coolDown()) + " between two stops");
        }
        return String.join(", ", parts).replace(", and ", " and ");
    }

    private String words(Silence silence) {
        return String.format(
                "runs %s, rules %s, %s %s: %s",
                silence.run(),
                silence.rule(),
                silence.over(now) ? "over since" : "until",
                silence.until(),
                silence.why());
    }

    /** A line per run. */
    String table(List<RunIdentity> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", "group", "policy", "mode", "rules"));
        for (RunIdentity run : runs) {
            Optional<Policy> policy = policies.find(run);
            rows.add(
                    List.of(
                            run.run(),
                            run.group().orElse(NONE),
                            policy.map(Policy::name).orElse(NONE),
                            policy.map(it -> word(it.mode())).orElse(NONE),
                            policy.map(it -> rules(it, run.run())).orElse("not judged")));
        }
        StringBuilder text = new StringBuilder(head()).append(String.format("%n"));
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(String.format("%n"));
        }
        return text.append(String.format("%n%s%n", summary(runs))).append(remarks()).toString();
    }

    private String rules(Policy policy, String run) {
        String rules =
                policy.rules().stream()
                        .map(use -> rule(use, policy, run))
                        .collect(Collectors.joining(", "));
        String all = rules.isEmpty() ? "none" : rules;
        return policy.protector(run)
                .map(pattern -> all + "; never stopped (" + pattern + ")")
                .orElse(all);
    }

    private String rule(RuleUse use, Policy policy, String run) {
        String name = use.name() + use.metric().map(metric -> "(" + metric + ")").orElse("");
        String mode = use.mode() == policy.mode() ? "" : " " + word(use.mode());
        return name
                + mode
                + silence(policy, run, use).map(it -> " silenced until " + it.until()).orElse("");
    }

    /** The one that ends last of those that are not over. */
    private Optional<Silence> silence(Policy policy, String run, RuleUse use) {
        return policy.silence(run, use.name(), now);
    }

    private String summary(List<RunIdentity> runs) {
        List<String> parts = new ArrayList<>();
        for (Policy policy : policies.policies()) {
            long count = runs.stream().filter(run -> governs(policy, run)).count();
            parts.add(policy.name() + " " + count);
        }
        long left = runs.stream().filter(run -> policies.find(run).isEmpty()).count();
        parts.add("none " + left);
        return (runs.size() == 1 ? "1 run" : runs.size() + " runs")
                + ", by policy: "
                + String.join(", ", parts);
    }

    private boolean governs(Policy policy, RunIdentity run) {
        return policies.find(run).filter(it -> it.name().equals(policy.name())).isPresent();
    }

    /** The policies in force. */
    String json() {
        return object().toPrettyString() + "\n";
    }

    /** The policies in force, and which of them govern some runs. */
    String json(List<RunIdentity> runs) {
        ObjectNode object = object();
        ArrayNode list = object.putArray("runs");
        for (RunIdentity run : runs) {
            ObjectNode line = list.addObject();
            line.put("run", run.run());
            run.project().ifPresent(project -> line.put("project", project));
            run.group().ifPresent(group -> line.put("group", group));
            policies.find(run).ifPresent(policy -> governed(line, policy, run.run()));
        }
        return object.toPrettyString() + "\n";
    }

    private void governed(ObjectNode line, Policy policy, String run) {
        line.put("policy", policy.name());
        line.put("mode", word(policy.mode()));
        line.put("protected", policy.protector(run).isPresent());
        ArrayNode rules = line.putArray("rules");
        for (RuleUse use : policy.rules()) {
            ObjectNode rule = rules.addObject();
            rule.put("name", use.name());
            rule.put("mode", word(use.mode()));
            silence(policy, run, use)
                    .ifPresent(it -> rule.put("silenced_until", it.until().toString()));
        }
    }

    private ObjectNode object() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode object = mapper.createObjectNode();
        object.put("file", file);
        object.put("version", policies.version());
        Map<String, Object> tree = policies.tree();
        object.set("policies", mapper.valueToTree(tree.get("policies")));
        object.set("notes", mapper.valueToTree(Remarks.of(policies, now)));
        return object;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share).replaceAll("\\.?0+ %", " %");
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
