package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Silence far longer than the run's own habit. The habit is the longest gap of late: a longer gap
 * takes its place at once, shorter ones wear it down by a hundredth each, so pauses for evaluation
 * and saving are learned from their first occurrence. Gaps are the larger of what the job's clock
 * and the monitor's clock say: a replay at full speed does not teach a habit of milliseconds.
 *
 * <p>A few gaps are no habit yet: jobs warm up, and many report every step at first and seldom
 * later. Until there are more of them a run is given long, but not for ever, for it may die at its
 * first evaluation; and as there is nothing to hold it against, that silence is a note, which
 * becomes critical if it lasts. A run whose next report would lie at or beyond its planned last
 * step is not expected to say more, and is left alone. Any report ends a stall.
 */
final class Stalled extends RunDetector {

    private static final double WEAR = 0.01;

    private final Rule<Silence> silent = new Silent();
    private long lastArrival = Long.MIN_VALUE;
    private long lastTime = Long.MIN_VALUE;
    private double gap = Double.NaN;
    private int gaps;

    /** Milliseconds of silence before the latest report. */
    private double silence;

    private long lastStep;
    private long stride;

    Stalled() {
        super(Kind.STALLED);
    }

    @Override
    public OptionalLong begins(RunReport report) {
        learn(report);
        return OptionalLong.empty();
    }

    @Override
    public Course follow(RunReport report) {
        learn(report);
        return Course.OVER;
    }

    private void learn(RunReport report) {
        long arrival = report.arrival().toEpochMilli();
        long time = report.time().toEpochMilli();
        silence = arrival - lastArrival;
        if (lastArrival != Long.MIN_VALUE) {
            learn(Math.max(silence, time - lastTime), called());
        }
        lastArrival = Math.max(lastArrival, arrival);
        lastTime = Math.max(lastTime, time);
        stride = Math.max(0, report.step() - lastStep);
        lastStep = report.step();
    }

    /** A stall is no habit: of a gap that was called one, only what was tolerated is learned. */
    private void learn(double newGap, boolean wasStalled) {
        gaps += gaps < Integer.MAX_VALUE ? 1 : 0;
        double learned = wasStalled && !Double.isNaN(gap) ? Math.min(newGap, 2 * gap) : newGap;
        if (Double.isNaN(gap) || learned > gap) {
            gap = Math.max(0, learned);
        } else {
            gap += WEAR * (learned - gap);
        }
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        return Wording.evidence("silence_seconds", silence / 1000);
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        return "the run reports again, step "
                + report.step()
                + ", after "
                + Wording.duration(silence / 1000)
                + " of silence";
    }

    @Override
    Optional<Turn> judge(Silence report) {
        return life().step(silent, report);
    }

    /** Whether the run is called stalled: a silence that is only noted is none. */
    boolean called() {
        return life().open() && life().severity() != Severity.INFO;
    }

    @Override
    boolean late(Silence report) {
        StalledConfig config = report.config().stalled();
        boolean noted = life().open() && !called();
        return noted
                || expected(report.progress())
                        && hasGap()
                        && silence(report.now())
                                > limit(config.lateFactor(), config.lateFloor().toMillis());
    }

    @Override
    Optional<Instant> due(Silence report) {
        if (!expected(report.progress()) || lastArrival == Long.MIN_VALUE) {
            return Optional.empty();
        }
        StalledConfig config = report.config().stalled();
        double stalled = stalled(report);
        double[] limits = {
            hasGap() ? limit(config.lateFactor(), config.lateFloor().toMillis()) : stalled,
            stalled,
            config.escalateFactor() * stalled
        };
        for (double limit : limits) {
            // Beyond the limit, not at it.
            Instant due = Instant.ofEpochMilli(lastArrival + (long) limit + 1);
            if (due.isAfter(report.now())) {
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    /** Silence beyond this makes the run stalled. */
    private double stalled(Silence report) {
        StalledConfig config = report.config().stalled();
        double limit = limit(config.factor(), config.floor().toMillis());
        return hasHabit(config) ? limit : Math.max(config.first().toMillis(), limit);
    }

    private boolean hasHabit(StalledConfig config) {
        return gaps >= config.habitGaps();
    }

    private boolean hasGap() {
        return !Double.isNaN(gap);
    }

    /** How a silence begins to be a stall and gets worse; only a report ends it. */
    private final class Silent implements Rule<Silence> {

        private boolean habitual;

        /** Silences that say nothing new leave the state alone. */
        @Override
        public boolean concerns(Silence report) {
            double factor = life().open() ? report.config().stalled().escalateFactor() : 1;
            return expected(report.progress())
                    && !life().escalated()
                    && silence(report.now()) > factor * stalled(report);
        }

        @Override
        public OptionalLong begins(Silence report) {
            habitual = hasHabit(report.config().stalled());
            return OptionalLong.of(report.step());
        }

        @Override
        public Severity begunAs() {
            return habitual ? Severity.WARNING : Severity.INFO;
        }

        @Override
        public Course follow(Silence report) {
            return Course.WORSE;
        }

        @Override
        public Map<String, Double> evidence(Silence report, Status turn) {
            Map<String, Double> evidence =
                    Wording.evidence(
                            "silence_seconds", silence(report.now()) / 1000,
                            "limit_seconds", stalled(report) / 1000);
            if (hasGap()) {
                evidence.put("learned_gap_seconds", gap / 1000);
            }
            return evidence;
        }

        @Override
        public String sentence(Silence report, Status turn) {
            String since =
                    "no report for "
                            + Wording.duration(silence(report.now()) / 1000)
                            + " since step "
                            + report.step();
            if (turn != Status.OPENED) {
                return since + ": the job is probably dead or hangs";
            }
            String habit =
                    hasGap()
                            ? ", its longest gap of late is " + Wording.duration(gap / 1000)
                            : ", its first report";
            return since + habit + ": check that the job is alive";
        }
    }

    private boolean expected(Progress progress) {
        boolean done =
                progress.totalSteps().isPresent()
                        && progress.step() + stride >= progress.totalSteps().getAsLong();
        return lastArrival != Long.MIN_VALUE && !done;
    }

    private double silence(Instant now) {
        return lastArrival == Long.MIN_VALUE ? 0 : now.toEpochMilli() - lastArrival;
    }

    private double limit(double factor, double floor) {
        return hasGap() ? Math.max(floor, factor * gap) : floor;
    }

    @Override
    void forget() {
        // The pause until the run goes on, if it does, is no habit of the run.
        lastArrival = Long.MIN_VALUE;
        lastTime = Long.MIN_VALUE;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeLong(lastArrival);
        out.writeLong(lastTime);
        out.writeDouble(gap);
        out.writeInt(gaps);
        out.writeLong(lastStep);
        out.writeLong(stride);
    }

    @Override
    void readRule(StateReader in) {
        lastArrival = in.readLong();
        lastTime = in.readLong();
        gap = in.readDouble();
        gaps = in.readInt();
        lastStep = in.readLong();
        stride = in.readLong();
    }
}
