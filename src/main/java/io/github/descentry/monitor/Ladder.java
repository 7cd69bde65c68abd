package io.github.descentry.monitor;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Rung;

/**
 * How far up the rungs of its group a run has come: its level at the latest report, from which the
 * level at a rung that lies between two reports is interpolated. Reports of the same step, and
 * those that come a second time after a crash, change nothing; a step that goes back with a later
 * time begins anew. Mutable; some 200 bytes of state.
 */
final class Ladder {

    /** How far beyond a rung, in rungs, the first report of a run may be to count for it. */
    private static final double NEAR = 0.5;

    /** Rounding must not put a report that is at a rung before it. */
    private static final double ROUNDING = 1e-9;

    private final EndLevel end = new EndLevel();
    private double share = Double.NaN;
    private long time = Long.MIN_VALUE;
    private double level = Double.NaN;
    private double expected = Double.NaN;

    /** Share of the plan at the latest report; NaN before the first. */
    double share() {
        return share;
    }

    /**
     * Takes a report and marks the rungs it has crossed.
     *
     * @param most marks a rung may hold
     * @return the highest rung crossed; 0 if none was
     */
    int climb(Forecast forecast, Rungs rungs, int most) {
        if (forecast.totalSteps().isEmpty() || forecast.state().ended()) {
            return 0;
        }
        double now = Math.min(1, forecast.step() / (double) forecast.totalSteps().getAsLong());
        long at = forecast.time().toEpochMilli();
        if (now <= share) {
            if (at <= time || now == share) {
                return 0;
            }
            end.restart();
            share = Double.NaN;
        }
        end.add(forecast.value());
        double newLevel = end.level();
        double newExpected =
                forecast.state() == RunState.UNSTABLE
                        ? Double.NaN
                        : forecast.estimate()
                                .filter(Forecast.Estimate::planned)
                                .map(Forecast.Estimate::mean)
                                .orElse(Double.NaN);
        int highest = 0;
        if (!Double.isNaN(newLevel)) {
            highest = mark(forecast.run(), now, newLevel, newExpected, rungs, most);
        }
        share = now;
        time = at;
        level = newLevel;
        expected = newExpected;
        return highest;
    }

    private int mark(
            String run, double now, double newLevel, double newExpected, Rungs rungs, int most) {
        double place = now * Rung.RUNGS + ROUNDING;
        int top = (int) place;
        boolean first = Double.isNaN(share) || Double.isNaN(level);
        if (first && (top < 1 || place - top > NEAR)) {
            return 0;
        }
        int bottom = first ? top : (int) (share * Rung.RUNGS + ROUNDING) + 1;
        for (int rung = Math.max(1, bottom); rung <= top; rung++) {
            double weight =
                    first ? 1 : Math.min(1, (rung / (double) Rung.RUNGS - share) / (now - share));
            Rung held = rungs.get(rung);
            held.put(
                    new Rung.Mark(
                            run,
                            between(level, newLevel, weight),
                            between(expected, newExpected, weight)),
                    most);
            rungs.put(rung, held);
        }
        return top >= Math.max(1, bottom) ? top : 0;
    }

    private static double between(double before, double after, double weight) {
        return Double.isNaN(before) ? after : before + weight * (after - before);
    }

    void write(StateWriter out) {
        out.writeDouble(share);
        if (!Double.isNaN(share)) {
            out.writeLong(time);
            out.writeDouble(level);
            out.writeDouble(expected);
            end.write(out);
        }
    }

    void read(StateReader in) {
        share = in.readDouble();
        if (!Double.isNaN(share)) {
            time = in.readLong();
            level = in.readDouble();
            expected = in.readDouble();
            end.read(in);
        }
    }
}
