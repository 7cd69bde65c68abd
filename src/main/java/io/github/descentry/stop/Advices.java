package io.github.descentry.stop;

import io.github.descentry.events.StopSignal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What all rules have advised for one run, by the rule's name. Small: holds only rules that have
 * something to remember. Mutable, one writer.
 */
public final class Advices {

    private final Map<String, Advice> byRule = new LinkedHashMap<>();

    /** Whether any rule has something to remember. */
    public boolean any() {
        return !byRule.isEmpty();
    }

    /** See {@link Advice#take}. */
    public void take(
            StopRule rule,
            Verdict verdict,
            Subject subject,
            double planSteps,
            StopConfig config,
            Consumer<StopSignal> signals) {
        Advice advice = byRule.get(rule.name());
        if (advice == null) {
            if (verdict.call() != Verdict.Call.STOP) {
                return;
            }
            advice = new Advice();
            byRule.put(rule.name(), advice);
        }
        advice.take(rule, verdict, subject, planSteps, config).ifPresent(signals);
        if (advice.idle()) {
            byRule.remove(rule.name());
        }
    }

    /** See {@link Advice#revoke}, for all rules given. */
    public void revoke(
            Iterable<? extends StopRule> rules,
            Subject subject,
            String reason,
            StopConfig config,
            Consumer<StopSignal> signals) {
        for (StopRule rule : rules) {
            Advice advice = byRule.remove(rule.name());
            if (advice != null) {
                advice.revoke(rule, subject, reason, config).ifPresent(signals);
            }
        }
    }

    /** The signals that stand, of the rules given. */
    public void standing(
            Iterable<? extends StopRule> rules,
            Subject subject,
            StopConfig config,
            Consumer<StopSignal> signals) {
        for (StopRule rule : rules) {
            Advice advice = byRule.get(rule.name());
            if (advice != null) {
                advice.standing(rule, subject, config).ifPresent(signals);
            }
        }
    }

    /** Forgets everything: the run has ended, there is nothing left to advise. */
    public void forget() {
        byRule.clear();
    }

    public void write(StateWriter out) {
        out.writeByte(byRule.size());
        for (Map.Entry<String, Advice> entry : byRule.entrySet()) {
            out.writeString(entry.getKey());
            entry.getValue().write(out);
        }
    }

    public void read(StateReader in) {
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            Advice advice = new Advice();
            byRule.put(in.readString(), advice);
            advice.read(in);
        }
    }
}
