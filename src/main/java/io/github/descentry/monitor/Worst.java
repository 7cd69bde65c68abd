package io.github.descentry.monitor;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Which of a run's open anomalies is told beside its state: the most severe, of two equally severe
 * ones the kind that comes first in {@link Kind}. Only what bears on the whole run counts, which is
 * what is open on the curves it lives by and on the run itself, and only what is not getting
 * better.
 */
final class Worst {

    private Finding worst;

    private Worst() {}

    static Optional<Kind> of(RunMemory memory) {
        Worst search = new Worst();
        for (int i = 0; i < memory.curves.size(); i++) {
            CurveMemory curve = memory.curves.get(i);
            if (curve.detectors().disturbed() && memory.vital(curve)) {
                search.look(curve.detectors().findings());
            }
        }
        search.look(memory.detectors.findings());
        return Optional.ofNullable(search.worst).map(Finding::kind);
    }

    private void look(List<Finding> findings) {
        for (Finding finding : findings) {
            if (!finding.recovering()
                    && finding.severity() != Severity.INFO
                    && (worst == null || worse(finding, worst))) {
                worst = finding;
            }
        }
    }

    private static boolean worse(Finding finding, Finding than) {
        int severity = finding.severity().compareTo(than.severity());
        return severity > 0 || severity == 0 && finding.kind().compareTo(than.kind()) < 0;
    }
}
