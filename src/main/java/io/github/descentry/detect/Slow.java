package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run that takes far longer for a step than it used to, by the clock of the job ({@link Pace}).
 * Opens when the pace of late has been slower than the usual one by a factor, and by several of its
 * usual spreads, for a number of measurements in a row that span some minutes. As that pace is a
 * median of five, no single pause makes a run slow. Resolved when it is back within half of the
 * factor (in logarithms) for a few measurements. It is always a warning: what is slow still trains.
 * A pace that stays for some hundred measurements becomes usual.
 *
 * <p>A run that is called stalled is not slow besides: what was open is closed. A run whose reports
 * all bear one time is never slow.
 *
 * <p>For orientation: NVIDIA's resiliency extension calls a rank a straggler below 0.75 of the best
 * performance (1.33 times slower); Amazon's HyperPod has no threshold of its own and judges every
 * value by one that the user sets. Recorded runs of one machine keep their pace within 2 %.
 */
final class Slow extends RunDetector {

    /** While a run seems slow its pace is learned at this share of the usual speed. */
    private static final double DISTURBED = 0.1;

    private final Stalled stalled;
    private final Pace pace = new Pace();

    /** Slow measurements in a row; while open, those back at the usual pace. */
    private int inRow;

    private long slowStep;
    private long slowTime;

    /**
     * @param stalled the detector of silence, judged before this one
     */
    Slow(Stalled stalled) {
        super(Kind.SLOW);
        this.stalled = stalled;
    }

    @Override
    public OptionalLong begins(RunReport report) {
        SlowConfig config = report.config().slow();
        long began = pace.time();
        if (!pace.take(report, config.lap().toMillis())) {
            return OptionalLong.empty();
        }
        if (pace.laps() < config.warmupLaps() || pace.excess() < limit(config)) {
            inRow = 0;
            pace.learn(1);
            return OptionalLong.empty();
        }
        if (inRow++ == 0) {
            slowStep = report.step();
            slowTime = began;
        }
        long duration = pace.time() - slowTime;
        if (inRow < config.laps() || duration < config.duration().toMillis()) {
            pace.learn(DISTURBED);
            return OptionalLong.empty();
        }
        inRow = 0;
        return OptionalLong.of(slowStep);
    }

    private double limit(SlowConfig config) {
        return Math.max(Math.log(config.factor()), config.spreads() * pace.spread());
    }

    @Override
    public Course follow(RunReport report) {
        SlowConfig config = report.config().slow();
        if (!pace.take(report, config.lap().toMillis())) {
            return Course.HOLDS;
        }
        inRow = pace.excess() <= limit(config) / 2 ? inRow + 1 : 0;
        boolean over = inRow >= config.resolveAfter();
        if (over) {
            inRow = 0;
        } else {
            pace.learn(DISTURBED);
        }
        return over ? Course.OVER : Course.HOLDS;
    }

    @Override
    Optional<Turn> judge(Silence silence) {
        return stalled.called() && life().open()
                ? close(silence.step(), "the run is stalled")
                : Optional.empty();
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        Map<String, Double> evidence =
                Wording.evidence(
                        "steps_per_second", 1000 / pace.late(),
                        "usual_steps_per_second", 1000 / pace.usual(),
                        "times_slower", pace.late() / pace.usual());
        if (report.progress().totalSteps().isPresent()) {
            evidence.put("delay_seconds", delay(report));
        }
        return evidence;
    }

    /** Seconds by which the planned end moves if the run goes on like that. */
    private double delay(RunReport report) {
        long left = report.progress().totalSteps().orElse(0) - report.step();
        return Math.max(0, left) * (pace.late() - pace.usual()) / 1000;
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        String now = Wording.number(1000 / pace.late()) + " steps per second";
        String usual = Wording.number(1000 / pace.usual());
        if (turn == Status.RESOLVED) {
            return "the run is back at its pace: " + now + ", usual is " + usual;
        }
        String times = Wording.number(pace.late() / pace.usual());
        String delay =
                report.progress().totalSteps().isPresent()
                        ? "; at this pace it ends " + Wording.duration(delay(report)) + " later"
                        : "";
        return "the run is "
                + times
                + " times slower than usual since step "
                + slowStep
                + ": "
                + now
                + ", was "
                + usual
                + delay
                + "; look at data loading, at its neighbours and at slow nodes";
    }

    @Override
    void forget() {
        pace.interrupt();
        inRow = 0;
    }

    @Override
    void writeRule(StateWriter out) {
        pace.write(out);
        out.writeInt(inRow);
        if (inRow > 0) {
            out.writeLong(slowStep);
            out.writeLong(slowTime);
        }
    }

    @Override
    void readRule(StateReader in) {
        pace.read(in);
        inRow = in.readInt();
        if (inRow > 0) {
            slowStep = in.readLong();
            slowTime = in.readLong();
        }
    }
}
