package io.github.descentry.stop.policy;

import io.github.descentry.text.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What policies say without any effect, in words, for people: they are no errors, as policies are
 * edited by and by, but hardly meant.
 *
 * <ul>
 *   <li>a silence that is over
 *   <li>a silence on rules of which the policy has none
 *   <li>a policy whose runs are all taken by one above it
 * </ul>
 */
public final class Remarks {

    private Remarks() {}

    /** In the order of the policies; each begins with the name of its policy. */
    public static List<String> of(PolicySet policies, Instant now) {
        List<String> remarks = new ArrayList<>();
        List<Policy> all = policies.policies();
        for (int i = 0; i < all.size(); i++) {
            Policy policy = all.get(i);
            String start = "policy " + policy.name() + ": ";
            all.subList(0, i).stream()
                    .filter(above -> above.match().covers(policy.match()))
                    .findFirst()
                    .ifPresent(
                            above ->
                                    remarks.add(
                                            start
                                                    + "it governs no run, as policy "
                                                    + above.name()
                                                    + " above it takes them all"));
            for (int k = 0; k < policy.silences().size(); k++) {
                silence(policy, k, now).forEach(it -> remarks.add(start + it));
            }
        }
        return remarks;
    }

    private static List<String> silence(Policy policy, int index, Instant now) {
        List<String> remarks = new ArrayList<>();
        Silence silence = policy.silences().get(index);
        String path = "silences[" + index + "]";
        if (silence.over(now)) {
            remarks.add(path + " is over since " + silence.until());
        }
        List<String> rules = policy.rules().stream().map(RuleUse::name).toList();
        if (!rules.isEmpty() && rules.stream().noneMatch(silence.rule()::matches)) {
            remarks.add(
                    path
                            + ".rule="
                            + silence.rule()
                            + " is no rule of the policy"
                            + Nearest.to(silence.rule().toString(), rules)
                                    .map(near -> "; the nearest is " + near)
                                    .orElse("; it has " + String.join(", ", rules)));
        }
        return remarks;
    }
}
