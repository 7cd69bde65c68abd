package io.github.descentry.monitor;

import io.github.descentry.events.UnfittedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says of a run without a curve what is to be said. */
final class Unfitted {

    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 100;

    private Unfitted() {}

    /** What is kept of the names of a checkpoint. */
    static List<String> names(Collection<String> metrics) {
        List<String> names = new ArrayList<>();
        for (String metric : metrics) {
            if (names.size() == MOST_NAMES) {
                break;
            }
            names.add(metric.length() <= LONGEST_NAME ? metric : metric.substring(0, 99) + "…");
        }
        return names;
    }

    static Optional<UnfittedRun> of(RunMemory memory, Instant time) {
        if (!memory.curves.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new UnfittedRun(
                        memory.run,
                        memory.project,
                        memory.group,
                        memory.attempt,
                        memory.state,
                        Math.max(0, memory.step()),
                        memory.checkpoints == 0 ? time : Instant.ofEpochMilli(memory.time),
                        memory.progress.totalSteps(),
                        memory.unfitted,
                        sentence(memory.unfitted)));
    }

    private static String sentence(List<String> metrics) {
        return metrics.isEmpty()
                ? "no metric has been reported yet"
                : "no forecast, as none of these names is known as a curve: "
                        + String.join(", ", metrics)
                        + "; declare one as the objective in run_started, or give it a role by"
                        + " metrics.falling or metrics.rising in the configuration";
    }
}
