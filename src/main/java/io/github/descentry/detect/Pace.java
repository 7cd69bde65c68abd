package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * How long a run takes for a step, by the clock of the job. Measured in laps: a lap ends with the
 * first report that is a step further and some seconds later than the one that began it, so neither
 * reports within one tick of a coarse clock nor several for one step tell anything by themselves.
 * The pace of late is the median of the last five laps: a pause to evaluate or save, however long,
 * is one lap and does not move it, and one that comes with every other report is habit.
 *
 * <p>The usual pace follows that of late slowly, on a logarithmic scale and winsorised; its spread
 * is the mean distance between the two. Mutable, one writer, constant time; 84 bytes of state.
 */
final class Pace {

    private static final double RATE = 0.02;

    /** Farther than this, in logarithms, a pace pulls no stronger. */
    private static final double CLIP = 0.5;

    private static final double FIRST_SPREAD = 0.05;

    private static final long NONE = Long.MIN_VALUE;

    private final Recent recent = new Recent();
    private long lapStep;
    private long lapTime = NONE;

    /** Laps since the first that five could be compared of. */
    private int laps;

    private double usual = Double.NaN;
    private double spread = FIRST_SPREAD;

    /**
     * Takes a report.
     *
     * @param lap shortest lap in milliseconds
     * @return whether a lap has ended and there is a pace of late to be judged
     */
    boolean take(RunReport report, long lap) {
        long time = report.time().toEpochMilli();
        if (lapTime == NONE || time < lapTime) {
            begin(report.step(), time);
            return false;
        }
        long steps = report.step() - lapStep;
        if (steps <= 0 || time - lapTime < lap) {
            return false;
        }
        recent.add(Math.log((time - lapTime) / (double) steps));
        begin(report.step(), time);
        return recent.full();
    }

    private void begin(long step, long time) {
        lapStep = step;
        lapTime = time;
    }

    /**
     * Learns the latest lap, after it was judged.
     *
     * @param share of the usual speed of learning: less while the run is or seems slow
     */
    void learn(double share) {
        laps++;
        double late = recent.median();
        if (Double.isNaN(usual)) {
            usual = late;
            return;
        }
        double distance = late - usual;
        double rate = share * Math.max(RATE, 1.0 / laps);
        usual += rate * (laps < 1 / RATE ? distance : clip(distance));
        if (share == 1) {
            spread += rate * (Math.abs(distance) - spread);
        }
    }

    private static double clip(double distance) {
        return Math.max(-CLIP, Math.min(CLIP, distance));
    }

    /** Laps learned. */
    int laps() {
        return laps;
    }

    /** Logarithm of how many times slower than usual it is of late. */
    double excess() {
        return recent.median() - usual;
    }

    /** How far the pace of late usually is from the usual one, in logarithms. */
    double spread() {
        return spread;
    }

    /** Milliseconds per step of late. */
    double late() {
        return Math.exp(recent.median());
    }

    /** Usual milliseconds per step. */
    double usual() {
        return Math.exp(usual);
    }

    /** When the lap under way began, milliseconds of the job's clock. */
    long time() {
        return lapTime;
    }

    /** The run is interrupted: the lap under way is none, nor are those before comparable. */
    void interrupt() {
        lapTime = NONE;
        recent.clear();
    }

    void write(StateWriter out) {
        out.writeLong(lapTime);
        out.writeLong(lapStep);
        recent.write(out);
        out.writeInt(laps);
        out.writeDouble(usual);
        out.writeDouble(spread);
    }

    void read(StateReader in) {
        lapTime = in.readLong();
        lapStep = in.readLong();
        recent.read(in);
        laps = in.readInt();
        usual = in.readDouble();
        spread = in.readDouble();
    }
}
