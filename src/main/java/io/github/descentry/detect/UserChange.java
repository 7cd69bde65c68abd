package io.github.descentry.detect;

import io.github.descentry.detect.UserRule.Shift;
import io.github.descentry.detect.UserRule.Total;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A change of a metric that the user wants to hear of. The mean of the last values is held against
 * that of as many before; opens when it differs by so much in the direction that is named. From
 * then on against what it was before the change: over when it is no longer so far from that. A
 * change for good stays open until the run ends.
 */
final class UserChange extends UserRuleDetector {

    private final RollingWindow windows = new RollingWindow(Total.MEAN, 2);
    private double before;
    private double now;

    UserChange(Watched watched) {
        super(Kind.CHANGE, watched);
    }

    @Override
    public OptionalLong begins(RunReport report) {
        if (!windows.add(take(report), shift().reports())) {
            return OptionalLong.empty();
        }
        before = windows.value(1);
        now = windows.value(0);
        return shift().changed(before, now) ? OptionalLong.of(report.step()) : OptionalLong.empty();
    }

    @Override
    public Course follow(RunReport report) {
        if (!windows.add(take(report), shift().reports())) {
            return Course.HOLDS;
        }
        now = windows.value(0);
        return shift().changed(before, now) ? Course.HOLDS : Course.OVER;
    }

    private Shift shift() {
        return (Shift) rule().condition();
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        return Wording.evidence(
                "before", before, "now", now, "change", now - before, "reports", shift().reports());
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        String over = Wording.reports(shift().reports());
        if (turn != Status.RESOLVED && shift().relative() && Math.min(before, now) < 0) {
            // A share of a negative value tells nobody anything.
            return metric()
                    + (now < before ? " fell" : " rose")
                    + " from "
                    + Wording.number(before)
                    + " to "
                    + Wording.number(now)
                    + ", each the mean over "
                    + over;
        }
        String means =
                "its mean over "
                        + over
                        + " is "
                        + Wording.number(now)
                        + ", was "
                        + Wording.number(before);
        if (turn == Status.RESOLVED) {
            return metric() + " is no longer changed by so much: " + means;
        }
        double size = Math.abs(now - before);
        String amount =
                shift().relative()
                        ? Wording.percent(size / Math.abs(before))
                        : Wording.number(size);
        return metric() + (now < before ? " fell by " : " rose by ") + amount + ": " + means;
    }

    @Override
    void forgetValues() {
        windows.clear();
    }

    @Override
    void writeValues(StateWriter out) {
        windows.write(out);
        if (life().open()) {
            out.writeDouble(before);
        }
    }

    @Override
    void readValues(StateReader in) {
        windows.read(in);
        if (life().open()) {
            before = in.readDouble();
        }
    }
}
