package io.github.descentry.monitor;

import io.github.descentry.detect.FalseAlarms;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.EventId;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jumps that runs of a group have in common. Runs that share the order of their data meet the same
 * bad batch at the same step: that is an event of the data and says nothing against any of the
 * runs.
 *
 * <p>Each run tells of its spikes, and also of values that are merely odd, which prove nothing
 * alone. If k of n runs have one at the same step, by chances p₁ … pₖ of their own noise, that
 * happens by accident with a probability of about (n over k) · p₁ ⋯ pₖ. Once this is no more than
 * what a note may cost ({@link FalseAlarms}), the group says once that the data had a bad batch
 * ({@code bad_batch}). From then on the turns of spikes at that step are informational, also of the
 * runs that come there later, unless one does not recover: that is the run's own doing. What other
 * metrics show of it soon after is the same event, and not told again.
 *
 * <p>The same step is the same within {@value #LOOSE_STEPS} step or {@value #LOOSE_SHARE} of the
 * steps so far, for some count from 0 and some from 1, and not all report every step.
 *
 * <p>Remembers {@value #MOST} steps; of those that are no events yet the oldest goes first.
 * Mutable, one writer.
 */
public final class SharedSpikes {

    static final int VERSION = 2;

    private static final int MOST = 256;
    private static final long LOOSE_STEPS = 1;
    private static final double LOOSE_SHARE = 1e-4;

    /**
     * One batch may show in several metrics, each at its next report: within this share of the
     * steps.
     */
    private static final double FOLLOWS_SHARE = 0.02;

    /** Runs per step that are known apart; more are passed over. */
    private static final int MOST_RUNS = 100;

    /** Runs per step that are named to people. */
    private static final int MOST_NAMED = 5;

    /** No single run proves more than that, however odd its value is. */
    private static final double LEAST_CHANCE = 1e-6;

    private final List<Step> steps = new ArrayList<>();

    /** A step at which at least one run jumped. */
    private static final class Step {
        private final String metric;
        private final long step;
        private final List<String> names = new ArrayList<>();

        /** By the number of the run, the logarithm of the chance of its value. */
        private final Map<Long, Double> runs = new LinkedHashMap<>();

        /** Whether it is known as an event of the data. */
        private boolean told;

        private Step(String metric, long step) {
            this.metric = metric;
            this.step = step;
        }

        private boolean at(String otherMetric, long otherStep) {
            double loose = Math.max(LOOSE_STEPS, LOOSE_SHARE * Math.max(step, otherStep));
            return metric.equals(otherMetric) && Math.abs(step - otherStep) <= loose;
        }

        /** Notes that a run jumped here; false if that is known, or there is no room. */
        private boolean add(String run, double chance) {
            long number = EventId.number(run);
            if (runs.containsKey(number) || runs.size() == MOST_RUNS) {
                return false;
            }
            runs.put(number, Math.log(Math.max(LEAST_CHANCE, Math.min(1, chance))));
            if (names.size() < MOST_NAMED) {
                names.add(run);
            }
            return true;
        }

        private void remove(String run) {
            runs.remove(EventId.number(run));
            names.remove(run);
        }

        /** Logarithm of how likely so many of a number of runs jump here by accident. */
        private double logAccident(int ofRuns) {
            double ways = 0;
            for (int i = 0; i < runs.size(); i++) {
                ways += Math.log((Math.max(ofRuns, runs.size()) - i) / (i + 1.0));
            }
            for (double chance : runs.values()) {
                ways += chance;
            }
            return ways;
        }
    }

    /**
     * Takes a turn of an anomaly of a run of the group.
     *
     * @param runs how many runs the group has
     * @param allowed what healthy runs may be accused of
     * @return what to publish in its place, in order; itself unless it is of a shared spike
     */
    List<Anomaly> take(Anomaly anomaly, int runs, FalseAlarms allowed) {
        if (anomaly.kind() != Kind.SPIKE || anomaly.metric().isEmpty()) {
            return List.of(anomaly);
        }
        List<Anomaly> published = new ArrayList<>(2);
        if (anomaly.status() == Status.OPENED) {
            mark(anomaly, anomaly.firstStep(), LEAST_CHANCE, runs, allowed, published);
        }
        Step step = step(anomaly.metric().get(), anomaly.firstStep());
        boolean explained =
                step != null
                        && step.told
                        && step.runs.size() > 1
                        && anomaly.severity() != Severity.CRITICAL;
        published.add(explained ? explained(anomaly, step) : anomaly);
        return published;
    }

    /**
     * Takes a value of a run that is odd, but no anomaly.
     *
     * @param odd who, which metric and where, as a turn that is not published
     * @param chance how likely the run's own noise is to be that much worse
     * @return the event of the data, if that is what it has become
     */
    List<Anomaly> take(Anomaly odd, double chance, int runs, FalseAlarms allowed) {
        List<Anomaly> published = new ArrayList<>(1);
        mark(odd, odd.firstStep(), chance, runs, allowed, published);
        return published;
    }

    /**
     * Takes back what a run that has left the group has told of. What is known as an event of the
     * data stays one.
     *
     * @return whether there was anything
     */
    boolean leave(String run) {
        boolean found = false;
        for (Iterator<Step> each = steps.iterator(); each.hasNext(); ) {
            Step step = each.next();
            if (!step.told && step.runs.containsKey(EventId.number(run))) {
                step.remove(run);
                found = true;
                if (step.runs.isEmpty()) {
                    each.remove();
                }
            }
        }
        return found;
    }

    private void mark(
            Anomaly anomaly,
            long at,
            double chance,
            int runs,
            FalseAlarms allowed,
            List<Anomaly> published) {
        Step step = step(anomaly.metric().orElseThrow(), at);
        if (step == null) {
            step = begin(anomaly.metric().orElseThrow(), at);
        }
        boolean news = step.add(anomaly.run(), chance) && step.runs.size() > 1;
        if (news && !step.told && step.logAccident(runs) <= Math.log(allowed.note())) {
            boolean consequence = follows(step);
            step.told = true;
            if (!consequence) {
                published.add(event(step, anomaly, runs));
            }
        }
    }

    /**
     * Whether it is told already of another metric, such as the training loss before validation.
     */
    private boolean follows(Step step) {
        for (Step other : steps) {
            long later = step.step - other.step;
            if (other.told
                    && !other.metric.equals(step.metric)
                    && Math.abs(later) <= FOLLOWS_SHARE * Math.max(step.step, other.step)) {
                return true;
            }
        }
        return false;
    }

    private Step step(String metric, long at) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).at(metric, at)) {
                return steps.get(i);
            }
        }
        return null;
    }

    private Step begin(String metric, long at) {
        if (steps.size() == MOST) {
            int oldest = 0;
            while (oldest < MOST - 1 && steps.get(oldest).told) {
                oldest++;
            }
            steps.remove(steps.get(oldest).told ? 0 : oldest);
        }
        Step step = new Step(metric, at);
        steps.add(step);
        return step;
    }

    /** That the data had a bad batch: one turn, for a step is over as soon as it is known. */
    private static Anomaly event(Step step, Anomaly cause, int runs) {
        int more = step.runs.size() - step.names.size();
        return new Anomaly(
                EventId.of(
                        cause.group().orElseThrow(),
                        "bad_batch",
                        step.metric,
                        Long.toString(step.step)),
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
                Map.of(
                        "runs_hit", (double) step.runs.size(),
                        "runs", (double) runs,
                        "log10_chance", step.logAccident(runs) / Math.log(10)),
                step.metric
                        + " of "
                        + String.join(", ", step.names)
                        + (more > 0 ? " and " + more + " more" : "")
                        + " got suddenly worse at the same step "
                        + step.step
                        + ": a bad batch of the data, not an instability of these runs; look at"
                        + " the data of that step");
    }

    /** A turn of a shared spike: no longer a warning, and it says why. */
    private static Anomaly explained(Anomaly turn, Step step) {
        Map<String, Double> evidence = new LinkedHashMap<>(turn.evidence());
        evidence.put("runs_hit", (double) step.runs.size());
        String other =
                step.names.stream()
                        .filter(run -> !run.equals(turn.run()))
                        .findFirst()
                        .orElse("another run");
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
                        + other
                        + " got worse at the same step: a bad batch of the data");
    }

    public byte[] encode() {
        StateWriter out = new StateWriter();
        write(out);
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if the bytes are of a version that this one cannot read
     */
    public static SharedSpikes decode(byte[] bytes) {
        SharedSpikes spikes = new SharedSpikes();
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "shared spikes version=" + version + " cannot be read, only " + VERSION);
        }
        for (int left = in.readInt(); left > 0; left--) {
            Step step = new Step(in.readString(), in.readLong());
            step.told = in.readBoolean();
            for (int names = in.readByte(); names > 0; names--) {
                step.names.add(in.readString());
            }
            for (int runs = in.readByte(); runs > 0; runs--) {
                step.runs.put(in.readLong(), in.readDouble());
            }
            spikes.steps.add(step);
        }
        return spikes;
    }

    public void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeInt(steps.size());
        for (Step step : steps) {
            out.writeString(step.metric);
            out.writeLong(step.step);
            out.writeBoolean(step.told);
            out.writeByte(step.names.size());
            step.names.forEach(out::writeString);
            out.writeByte(step.runs.size());
            step.runs.forEach(
                    (run, chance) -> {
                        out.writeLong(run);
                        out.writeDouble(chance);
                    });
        }
    }
}
