package io.github.descentry.stop;

import io.github.descentry.events.StopSignal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What all rules have advised for one run, by the key of the rule's use ({@link Used#key}). Small:
 * holds only rules that have something to remember. Mutable, one writer.
 */
public final class Advices {

    private final Map<String, Advice> byKey = new LinkedHashMap<>();

    /** Whether any rule has something to remember. */
    public boolean any() {
        return !byKey.isEmpty();
    }

    /** Whether any rule advises to stop the run. */
    public boolean stand() {
        for (Advice advice : byKey.values()) {
            if (advice.stands()) {
                return true;
            }
        }
        return false;
    }

    /** See {@link Advice#take}. */
    public void take(
            Used<? extends StopRule> use,
            Verdict verdict,
            Subject subject,
            double planSteps,
            Consumer<StopSignal> signals) {
        Advice advice = byKey.get(use.key());
        if (advice == null) {
            if (verdict.call() != Verdict.Call.STOP) {
                return;
            }
            advice = new Advice();
            byKey.put(use.key(), advice);
        }
        advice.take(use, verdict, subject, planSteps).ifPresent(signals);
        if (advice.idle()) {
            byKey.remove(use.key());
        }
    }

    /**
     * Leaves behind what is no longer advised as it was: of rules that are not in force any more,
     * or judge otherwise, and what stands under another policy than the present one, which has to
     * answer for it anew.
     *
     * @param keys of the rules in force
     * @param policy name of the policy in force; absent: none is
     * @param terms what is withdrawn is published with
     */
    public void adopt(
            Set<String> keys,
            Optional<String> policy,
            Subject subject,
            Terms terms,
            Consumer<StopSignal> signals) {
        if (byKey.isEmpty()) {
            return;
        }
        revoke(
                key -> {
                    Advice advice = byKey.get(key);
                    return !keys.contains(key)
                            || advice.stands() && !advice.policy().equals(policy.orElse(""));
                },
                subject,
                "the policy has changed",
                terms,
                signals);
    }

    /** Names of the policies under which a stop is advised. */
    public Set<String> policies() {
        Set<String> policies = new TreeSet<>();
        for (Advice advice : byKey.values()) {
            if (!advice.policy().isEmpty()) {
                policies.add(advice.policy());
            }
        }
        return policies;
    }

    /**
     * Forgets what some rules have advised, and withdraws what stands of it.
     *
     * @param keys which rules
     * @param reason half a sentence that is no rule's
     */
    public void revoke(
            Predicate<String> keys,
            Subject subject,
            String reason,
            Terms terms,
            Consumer<StopSignal> signals) {
        if (byKey.isEmpty()) {
            return;
        }
        List<String> revoked = new ArrayList<>(byKey.keySet());
        revoked.removeIf(keys.negate());
        for (String key : revoked) {
            byKey.remove(key).revoke(Used.name(key), subject, reason, terms).ifPresent(signals);
        }
    }

    /**
     * The signals that stand.
     *
     * @param terms of a use, by its key
     */
    public void standing(
            Subject subject, Function<String, Terms> terms, Consumer<StopSignal> signals) {
        byKey.forEach(
                (key, advice) ->
                        advice.standing(Used.name(key), subject, terms.apply(key))
                                .ifPresent(signals));
    }

    /** Forgets everything: the run has ended, there is nothing left to advise. */
    public void forget() {
        byKey.clear();
    }

    public void write(StateWriter out) {
        out.writeByte(byKey.size());
        for (Map.Entry<String, Advice> entry : byKey.entrySet()) {
            out.writeString(entry.getKey());
            entry.getValue().write(out);
        }
    }

    public void read(StateReader in) {
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            Advice advice = new Advice();
            byKey.put(in.readString(), advice);
            advice.read(in);
        }
    }
}
