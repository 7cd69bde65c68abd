package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.EventId;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spikes that runs of a group have in common. Runs that share the order of their data meet the same
 * bad batch at the same step: such a spike is an event of the data and says nothing against any of
 * the runs. As soon as a second run jumps on the same metric at the same step, the group says so
 * once ({@code bad_batch}), and all further turns of these spikes, also of the first run's, are
 * informational, unless one does not recover: that is the run's own doing.
 *
 * <p>The same step is the same within {@value #LOOSE_STEPS} step or {@value #LOOSE_SHARE} of the
 * steps so far, for some count from 0 and some from 1, and not all report every step. That two runs
 * jump there by chance is as unlikely as two false alarms on one step.
 *
 * <p>Remembers the latest {@value #MOST} steps at which any run jumped. Mutable, one writer.
 */
final class SharedSpikes {

    private static final int MOST = 32;
    private static final long LOOSE_STEPS = 1;
    private static final double LOOSE_SHARE = 1e-4;

    /** Runs that are remembered by name per step; more are counted. */
    private static final int MOST_NAMED = 64;

    private final List<Step> steps = new ArrayList<>();

    /** A step at which at least one run jumped. */
    private static final class Step {
        private final String metric;
        private final long step;
        private final List<String> runs = new ArrayList<>();

        private Step(String metric, long step) {
            this.metric = metric;
            this.step = step;
        }

        private boolean shared() {
            return runs.size() > 1;
        }

        private boolean at(String otherMetric, long otherStep) {
            double loose = Math.max(LOOSE_STEPS, LOOSE_SHARE * Math.max(step, otherStep));
            return metric.equals(otherMetric) && Math.abs(step - otherStep) <= loose;
        }
    }

    /**
     * Takes a turn of an anomaly of a run of the group.
     *
     * @param runs how many runs the group has
     * @return what to publish in its place, in order; itself unless it is of a shared spike
     */
    List<Anomaly> take(Anomaly anomaly, int runs) {
        if (anomaly.kind() != Kind.SPIKE || anomaly.metric().isEmpty()) {
            return List.of(anomaly);
        }
        Step step = step(anomaly.metric().get(), anomaly.firstStep());
        if (step == null) {
            if (anomaly.status() == Status.OPENED) {
                begin(anomaly);
            }
            return List.of(anomaly);
        }
        boolean joins = anomaly.status() == Status.OPENED && !step.runs.contains(anomaly.run());
        if (joins && step.runs.size() < MOST_NAMED) {
            step.runs.add(anomaly.run());
        }
        if (!step.shared()) {
            return List.of(anomaly);
        }
        List<Anomaly> published = new ArrayList<>(2);
        if (joins && step.runs.size() == 2) {
            published.add(event(step, anomaly, runs));
        }
        published.add(anomaly.severity() == Severity.CRITICAL ? anomaly : explained(anomaly, step));
        return published;
    }

    private Step step(String metric, long at) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).at(metric, at)) {
                return steps.get(i);
            }
        }
        return null;
    }

    private void begin(Anomaly anomaly) {
        if (steps.size() == MOST) {
            steps.remove(0);
        }
        Step step = new Step(anomaly.metric().orElseThrow(), anomaly.firstStep());
        step.runs.add(anomaly.run());
        steps.add(step);
    }

    /** That the data had a bad batch: one turn, for a step is over as soon as it is known. */
    private static Anomaly event(Step step, Anomaly cause, int runs) {
        String group = cause.group().orElseThrow();
        return new Anomaly(
                EventId.of(group, "bad_batch", step.metric, Long.toString(step.step)),
                cause.run(),
                cause.project(),
                cause.group(),
                cause.metric(),
                Kind.BAD_BATCH,
                Status.RESOLVED,
                Severity.INFO,
                cause.attempt(),
                step.step,
                cause.step(),
                cause.time(),
                Map.of("runs_hit", (double) step.runs.size(), "runs", (double) runs),
                step.metric
                        + " of "
                        + String.join(" and ", step.runs)
                        + " jumped at the same step "
                        + step.step
                        + ": a bad batch of the data, not an instability of these runs; look at"
                        + " the data of that step");
    }

    /** A turn of a shared spike: no longer a warning, and it says why. */
    private static Anomaly explained(Anomaly turn, Step step) {
        Map<String, Double> evidence = new LinkedHashMap<>(turn.evidence());
        evidence.put("runs_hit", (double) step.runs.size());
        Optional<String> other =
                step.runs.stream().filter(run -> !run.equals(turn.run())).findFirst();
        return new Anomaly(
                turn.id(),
                turn.run(),
                turn.project(),
                turn.group(),
                turn.metric(),
                turn.kind(),
                turn.status(),
                Severity.INFO,
                turn.attempt(),
                turn.firstStep(),
                turn.step(),
                turn.time(),
                evidence,
                turn.sentence()
                        + "; "
                        + other.orElseThrow()
                        + " jumped at the same step: a bad batch of the data");
    }

    void write(StateWriter out) {
        out.writeByte(steps.size());
        for (Step step : steps) {
            out.writeString(step.metric);
            out.writeLong(step.step);
            out.writeByte(step.runs.size());
            step.runs.forEach(out::writeString);
        }
    }

    void read(StateReader in) {
        for (int left = in.readByte(); left > 0; left--) {
            Step step = new Step(in.readString(), in.readLong());
            for (int runs = in.readByte(); runs > 0; runs--) {
                step.runs.add(in.readString());
            }
            steps.add(step);
        }
    }
}
