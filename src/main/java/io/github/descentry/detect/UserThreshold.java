package io.github.descentry.detect;

import io.github.descentry.detect.UserRule.Bound;
import io.github.descentry.detect.UserRule.Total;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A bound that the user has set for a metric. Opens when so many values in a row are beyond it, or
 * when the mean, the smallest or the largest of a window is; over as soon as a value, or the
 * window, is not. NaN is beyond no bound: it ends a row, and a window that holds one is not beyond.
 */
final class UserThreshold extends UserRuleDetector {

    private RollingWindow window;
    private double value;
    private int inRow;
    private long rowStep;

    UserThreshold(Watched watched) {
        super(Kind.THRESHOLD, watched);
    }

    @Override
    public OptionalLong begins(RunReport report) {
        Bound bound = bound();
        if (bound.total() != Total.EACH) {
            return moved(report) && beyond()
                    ? OptionalLong.of(report.step())
                    : OptionalLong.empty();
        }
        value = take(report);
        if (!beyond()) {
            inRow = 0;
            return OptionalLong.empty();
        }
        if (inRow++ == 0) {
            rowStep = report.step();
        }
        return inRow >= bound.reports() ? OptionalLong.of(rowStep) : OptionalLong.empty();
    }

    @Override
    public Course follow(RunReport report) {
        if (bound().total() != Total.EACH) {
            return moved(report) && !beyond() ? Course.OVER : Course.HOLDS;
        }
        value = take(report);
        inRow = beyond() ? Math.min(UserRule.LONGEST, inRow + 1) : 0;
        return inRow > 0 ? Course.HOLDS : Course.OVER;
    }

    /** Takes the value into the window; whether that has moved. */
    private boolean moved(RunReport report) {
        Bound bound = bound();
        if (window == null) {
            window = new RollingWindow(bound.total(), 1);
        }
        if (!window.add(take(report), bound.reports())) {
            return false;
        }
        value = window.value(0);
        return true;
    }

    private boolean beyond() {
        return bound().operator().holds(value, bound().value());
    }

    private Bound bound() {
        return (Bound) rule().condition();
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        return Wording.evidence(
                "value", value, "bound", bound().value(), "reports", bound().reports());
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        Bound bound = bound();
        String what =
                bound.total() == Total.EACH
                        ? metric()
                        : "the "
                                + bound.total().name().toLowerCase(Locale.ROOT)
                                + " of "
                                + metric()
                                + " over "
                                + Wording.reports(bound.reports());
        boolean row = bound.total() == Total.EACH && bound.reports() > 1;
        return what
                + " is "
                + Wording.number(value)
                + (turn == Status.RESOLVED ? " and no longer " : ", ")
                + bound.operator().words
                + " "
                + Wording.number(bound.value())
                + (row && turn == Status.OPENED ? " for " + Wording.reports(bound.reports()) : "");
    }

    @Override
    void forgetValues() {
        inRow = 0;
        if (window != null) {
            window.clear();
        }
    }

    @Override
    void writeValues(StateWriter out) {
        out.writeInt(inRow);
        out.writeLong(rowStep);
        out.writeByte((window == null ? Total.EACH : window.total()).ordinal());
        if (window != null) {
            window.write(out);
        }
    }

    @Override
    void readValues(StateReader in) {
        inRow = in.readInt();
        rowStep = in.readLong();
        Total total = Total.values()[in.readByte()];
        if (total != Total.EACH) {
            window = new RollingWindow(total, 1);
            window.read(in);
        }
    }
}
