package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Silence far longer than the run's own habit. The habit is the longest gap of late: a longer gap
 * takes its place at once, shorter ones wear it down by a hundredth each, so pauses for evaluation
 * and saving are learned from their first occurrence. Gaps are the larger of what the job's clock
 * and the monitor's clock say: a replay at full speed does not teach a habit of milliseconds.
 *
 * <p>A run whose next report would lie at or beyond its planned last step is not expected to say
 * more, and one that has reported only once has no habit yet: both are left alone. Any report ends
 * a stall.
 */
final class Stalled implements RunDetector {

    private static final double WEAR = 0.01;

    private final Life life = new Life(Kind.STALLED);
    private long lastArrival = Long.MIN_VALUE;
    private long lastTime = Long.MIN_VALUE;
    private double gap = Double.NaN;
    private long lastStep;
    private long stride;

    @Override
    public Kind kind() {
        return Kind.STALLED;
    }

    @Override
    public Optional<Turn> judge(RunReport report) {
        long arrival = report.arrival().toEpochMilli();
        long time = report.time().toEpochMilli();
        double silence = arrival - lastArrival;
        if (lastArrival != Long.MIN_VALUE) {
            learn(Math.max(silence, time - lastTime), life.open());
        }
        lastArrival = Math.max(lastArrival, arrival);
        lastTime = Math.max(lastTime, time);
        stride = Math.max(0, report.step() - lastStep);
        lastStep = report.step();
        if (!life.open()) {
            return Optional.empty();
        }
        return Optional.of(
                life.resolve(
                        report.step(),
                        Wording.evidence("silence_seconds", silence / 1000),
                        "the run reports again, step "
                                + report.step()
                                + ", after "
                                + seconds(silence)
                                + " of silence"));
    }

    /** A stall is no habit: of a gap that was called one, only what was tolerated is learned. */
    private void learn(double newGap, boolean wasStalled) {
        double learned = wasStalled && !Double.isNaN(gap) ? Math.min(newGap, 2 * gap) : newGap;
        if (Double.isNaN(gap) || learned > gap) {
            gap = Math.max(0, learned);
        } else {
            gap += WEAR * (learned - gap);
        }
    }

    @Override
    public boolean late(Instant now, Progress progress, DetectConfig all) {
        StalledConfig config = all.stalled();
        return expected(progress)
                && silence(now) > limit(config.lateFactor(), config.lateFloor().toMillis());
    }

    @Override
    public Optional<Turn> silence(Instant now, Progress progress, DetectConfig all) {
        StalledConfig config = all.stalled();
        double limit = limit(config.factor(), config.floor().toMillis());
        double silence = silence(now);
        if (!expected(progress) || silence <= limit) {
            return Optional.empty();
        }
        Map<String, Double> evidence =
                Wording.evidence(
                        "silence_seconds", silence / 1000,
                        "limit_seconds", limit / 1000,
                        "learned_gap_seconds", gap / 1000);
        if (!life.open()) {
            return Optional.of(
                    life.open(
                            progress.step(),
                            progress.step(),
                            Severity.WARNING,
                            evidence,
                            "no report for "
                                    + seconds(silence)
                                    + " since step "
                                    + progress.step()
                                    + ", its longest gap of late is "
                                    + seconds(gap)
                                    + ": check that the job is alive"));
        }
        if (!life.escalated() && silence > config.escalateFactor() * limit) {
            return Optional.of(
                    life.escalate(
                            progress.step(),
                            evidence,
                            "no report for "
                                    + seconds(silence)
                                    + " since step "
                                    + progress.step()
                                    + ": the job is probably dead or hangs"));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Instant> silenceDue(Instant after, Progress progress, DetectConfig all) {
        if (!expected(progress) || lastArrival == Long.MIN_VALUE) {
            return Optional.empty();
        }
        StalledConfig config = all.stalled();
        double stalled = limit(config.factor(), config.floor().toMillis());
        double[] limits = {
            limit(config.lateFactor(), config.lateFloor().toMillis()),
            stalled,
            config.escalateFactor() * stalled
        };
        for (double limit : limits) {
            // Beyond the limit, not at it.
            Instant due = Instant.ofEpochMilli(lastArrival + (long) limit + 1);
            if (due.isAfter(after)) {
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    private boolean expected(Progress progress) {
        boolean done =
                progress.totalSteps().isPresent()
                        && progress.step() + stride >= progress.totalSteps().getAsLong();
        return !Double.isNaN(gap) && !done;
    }

    private double silence(Instant now) {
        return lastArrival == Long.MIN_VALUE ? 0 : now.toEpochMilli() - lastArrival;
    }

    private double limit(double factor, double floor) {
        return Math.max(floor, factor * gap);
    }

    private static String seconds(double milliseconds) {
        return Wording.number(Math.rint(milliseconds / 100) / 10) + " s";
    }

    @Override
    public boolean open() {
        return life.open();
    }

    @Override
    public Optional<Finding> finding() {
        return life.finding();
    }

    @Override
    public Optional<Turn> close(long step, String why) {
        // The pause until the run goes on, if it does, is no habit of the run.
        lastArrival = Long.MIN_VALUE;
        lastTime = Long.MIN_VALUE;
        return life.close(step, why);
    }

    @Override
    public void write(StateWriter out) {
        life.write(out);
        out.writeLong(lastArrival);
        out.writeLong(lastTime);
        out.writeDouble(gap);
        out.writeLong(lastStep);
        out.writeLong(stride);
    }

    @Override
    public void read(StateReader in) {
        life.read(in);
        lastArrival = in.readLong();
        lastTime = in.readLong();
        gap = in.readDouble();
        lastStep = in.readLong();
        stride = in.readLong();
    }
}
