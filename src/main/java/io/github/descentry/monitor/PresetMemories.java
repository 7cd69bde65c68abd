package io.github.descentry.monitor;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the presets of a run's policy have seen of it, by the key of their use in the policy. The
 * key changes with the definition, so a preset whose parameters were changed begins anew, and one
 * that was left alone goes on. Bytes that were read are understood when their preset is first asked
 * for, as only the policy knows which it is. Mutable, one writer.
 */
final class PresetMemories {

    private final Map<String, Held> byKey = new LinkedHashMap<>();

    /** As read, or live. */
    private static final class Held {
        private byte[] bytes;
        private SeriesPreset.Memory live;

        /** Why it would have ended the run; empty while it would not. */
        private String verdict = "";
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /**
     * Shows a value to a preset.
     *
     * @return why the original would end the run, or would have ended it at an earlier report: it
     *     sees no more after that; empty if it would go on
     */
    String report(String key, SeriesPreset preset, SeriesPreset.Report report) {
        Held held = byKey.computeIfAbsent(key, it -> new Held());
        if (held.verdict.isEmpty()) {
            Decision decision = live(held, preset).report(report);
            if (decision.fires()) {
                held.verdict =
                        preset.name()
                                + " stops at step "
                                + report.step()
                                + ", value "
                                + report.value()
                                + (decision.reason().isEmpty() ? "" : ": " + decision.reason());
            }
        }
        return held.verdict;
    }

    private static SeriesPreset.Memory live(Held held, SeriesPreset preset) {
        if (held.live == null) {
            held.live = preset.begin();
            if (held.bytes != null) {
                held.live.read(new StateReader(held.bytes));
                held.bytes = null;
            }
        }
        return held.live;
    }

    /** Forgets all uses but these. */
    void keep(Set<String> keys) {
        for (Iterator<String> it = byKey.keySet().iterator(); it.hasNext(); ) {
            if (!keys.contains(it.next())) {
                it.remove();
            }
        }
    }

    /** A new attempt: the original would have been started anew as well. */
    void clear() {
        byKey.clear();
    }

    void write(StateWriter out) {
        out.writeByte(byKey.size());
        for (Map.Entry<String, Held> entry : byKey.entrySet()) {
            Held held = entry.getValue();
            out.writeString(entry.getKey());
            out.writeString(held.verdict);
            out.writeSized(
                    held.live != null ? held.live::write : part -> part.writeBytes(held.bytes));
        }
    }

    void read(StateReader in) {
        for (int left = in.readByte(); left > 0; left--) {
            Held held = new Held();
            byKey.put(in.readString(), held);
            held.verdict = in.readString();
            held.bytes = in.readBytes(in.readInt());
        }
    }
}
