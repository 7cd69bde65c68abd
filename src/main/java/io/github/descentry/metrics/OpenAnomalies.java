package io.github.descentry.metrics;

import io.github.descentry.events.Anomaly;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The anomalies that are open, by run: the latest turn of each that is not resolved. Remembers so
 * many runs; beyond, those that it has known for longest make room. Mutable, guarded by its owner.
 */
final class OpenAnomalies {

    private final int remembered;
    private final Map<String, Map<String, Anomaly>> byRun = new LinkedHashMap<>();

    OpenAnomalies(int remembered) {
        this.remembered = remembered;
    }

    void turned(Anomaly anomaly) {
        Map<String, Anomaly> open = byRun.get(anomaly.run());
        if (anomaly.status().open()) {
            if (open == null) {
                makeRoom();
                open = new LinkedHashMap<>();
                byRun.put(anomaly.run(), open);
            }
            open.put(anomaly.id(), anomaly);
        } else if (open != null) {
            open.remove(anomaly.id());
            if (open.isEmpty()) {
                byRun.remove(anomaly.run());
            }
        }
    }

    private void makeRoom() {
        if (byRun.size() >= remembered) {
            Iterator<String> oldest = byRun.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void forget(String run) {
        byRun.remove(run);
    }

    List<Anomaly> of(String run) {
        return List.copyOf(byRun.getOrDefault(run, Map.of()).values());
    }
}
