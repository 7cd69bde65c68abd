package io.github.descentry.monitor;

import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of all policies in force, ready to judge. Made once per set of policies, for policies
 * may change while runs are watched. Immutable.
 */
public final class Rules {

    private final PolicySet policies;
    private final Map<String, PolicyRules> byPolicy = new LinkedHashMap<>();

    private Rules(PolicySet policies) {
        this.policies = policies;
        for (Policy policy : policies.policies()) {
            byPolicy.put(policy.name(), PolicyRules.of(policy, policies.version()));
        }
    }

    public static Rules of(PolicySet policies) {
        return new Rules(policies);
    }

    public PolicySet policies() {
        return policies;
    }

    /** What a run is judged by; by no rule if no policy matches it. */
    PolicyRules find(RunIdentity run) {
        return policies.find(run)
                .map(policy -> byPolicy.get(policy.name()))
                .orElse(PolicyRules.NONE);
    }

    /** The rules of a policy; none if there is no such policy, or no longer. */
    PolicyRules named(Optional<String> policy) {
        return policy.map(name -> byPolicy.getOrDefault(name, PolicyRules.NONE))
                .orElse(PolicyRules.NONE);
    }
}
