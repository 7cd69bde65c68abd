package io.github.descentry.monitor;

import io.github.descentry.detect.Split;
import io.github.descentry.events.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells a metric's role by its name: the first rule whose pattern is found in the name decides;
 * names that no rule knows are passed over. Names are compared in lower case, with {@code /},
 * {@code .}, {@code -} and blanks turned into {@code _}, so that {@code train/loss}, {@code Train
 * Loss} and {@code train_loss} are one. Safe for use by several threads; answers are remembered for
 * up to {@value #REMEMBERED} names.
 */
public final class MetricRoles {

    private static final int REMEMBERED = 10_000;
    private static final Pattern SEPARATORS = Pattern.compile("[/.\\-\\s:]+");

    private static final String TRAIN = "(^|_)(train|training|tr)(_|$)";
    private static final String VALIDATION =
            "(^|_)(val|valid|validation|eval|evaluation|test|dev)(_|$)";
    private static final String LOSS =
            "loss(es)?(_|$)|(^|_)(nll|cross_?entropy|perplexity|ppl|bpb|bpc|mse|rmse|mae|wer|cer|"
                    + "error|err|fid)(_|$)";
    private static final String GAIN =
            "(^|_)(acc|accuracy|top_?[15]|f1|f1score|reward|return|auc|map|map_?50(_95)?|miou|iou|bleu|"
                    + "rouge[12l]?|score|precision|recall|success_rate|win_rate|is_mean|dice|ndcg|"
                    + "mrr|exact_match|em|r2|psnr|ssim)(_|$)";

    private static final List<Rule> DEFAULT_RULES =
            List.of(
                    Rule.of("(^|_)(lr|learning_?rate)(_|$)", Role.of(Role.Kind.LEARNING_RATE)),
                    Rule.of(
                            "(^|_)(g|grad|gradient)_?(g?norm)|(^|_)grad_gnorm",
                            Role.of(Role.Kind.GRADIENT_NORM)),
                    Rule.of(
                            "(^|_)(num_)?(input_)?(tokens|samples|examples)(_seen|_total)?$",
                            Role.of(Role.Kind.TOKENS)),
                    // Parts and scales of a loss that do not fall as a loss does.
                    Rule.of(
                            "^info_|loss_scale|(policy|vf|value|entropy|kl|aux|z|lb|load_balancing|router)"
                                    + "_?loss|per_second|_time|_ms$|loss_weight",
                            Role.of(Role.Kind.OTHER)),
                    Rule.of(
                            "^(train_|training_)(lm_)?loss$",
                            Role.curve(Goal.MINIMIZE, Split.TRAINING, 0)),
                    Rule.of("^(lm_)?loss$", Role.curve(Goal.MINIMIZE, Split.TRAINING, 1)),
                    Rule.of(
                            "^(val|valid|validation|eval|evaluation|test|dev)_(lm_)?loss$",
                            Role.curve(Goal.MINIMIZE, Split.VALIDATION, 2)),
                    Rule.of(both(VALIDATION, LOSS), Role.curve(Goal.MINIMIZE, Split.VALIDATION, 4)),
                    Rule.of(both(TRAIN, LOSS), Role.curve(Goal.MINIMIZE, Split.TRAINING, 3)),
                    Rule.of(LOSS, Role.curve(Goal.MINIMIZE, Split.UNSPECIFIED, 5)),
                    Rule.of(both(VALIDATION, GAIN), Role.curve(Goal.MAXIMIZE, Split.VALIDATION, 6)),
                    Rule.of(both(TRAIN, GAIN), Role.curve(Goal.MAXIMIZE, Split.TRAINING, 8)),
                    Rule.of(GAIN, Role.curve(Goal.MAXIMIZE, Split.UNSPECIFIED, 7)));

    private final List<Rule> rules;
    private final Map<String, Role> remembered = new ConcurrentHashMap<>();

    public MetricRoles(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Rules for the names that common trainers and loggers use. */
    public static MetricRoles defaults() {
        return new MetricRoles(DEFAULT_RULES);
    }

    /** These rules first, then those of this one. */
    public MetricRoles after(List<Rule> first) {
        List<Rule> all = new ArrayList<>(first);
        all.addAll(rules);
        return new MetricRoles(all);
    }

    public Role of(String metric) {
        Role role = remembered.get(metric);
        if (role == null) {
            role = decide(simplify(metric));
            if (remembered.size() < REMEMBERED) {
                remembered.put(metric, role);
            }
        }
        return role;
    }

    /** The name as rules and comparisons see it: {@code Train/Loss} is {@code train_loss}. */
    static String simplify(String metric) {
        return SEPARATORS.matcher(metric.toLowerCase(Locale.ROOT)).replaceAll("_");
    }

    private Role decide(String name) {
        for (Rule rule : rules) {
            if (rule.pattern().matcher(name).find()) {
                return rule.role();
            }
        }
        return Role.of(Role.Kind.OTHER);
    }

    private static String both(String one, String other) {
        return "(?=.*(" + one + "))(?=.*(" + other + "))";
    }

    /**
     * One rule.
     *
     * @param pattern searched in the simplified name
     * @param role of the metrics in whose name it is found
     */
    public record Rule(Pattern pattern, Role role) {

        /**
         * @throws IllegalArgumentException naming the pattern if it is none
         */
        public static Rule of(String pattern, Role role) {
            try {
                return new Rule(Pattern.compile(pattern), role);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "metrics.roles.pattern="
                                + pattern
                                + " is not a pattern: "
                                + e.getDescription());
            }
        }
    }
}
