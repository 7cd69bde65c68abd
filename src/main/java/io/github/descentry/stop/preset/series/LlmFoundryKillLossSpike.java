package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * LLM Foundry's {@code KillLossSpike} (llmfoundry/callbacks/kill_loss_spike_callback.py, 0.22.0). A
 * report is a batch.
 *
 * <p>Nothing is judged until the window is full. A loss of at least {@code outlier_multiplier}
 * times the window's mean is an outlier; more than {@code patience} of them in a row are a {@code
 * loss_spike}, and so is each further one. Otherwise, from step twice the window on, losses above
 * {@code loss_cap} in at least half of the window are a {@code high_loss}. Only then does the loss
 * join the window, outlier or not: a long spike becomes its own standard.
 *
 * <p>Defaults: {@code patience=4}, {@code outlier_multiplier=2}, {@code window_size=100}, {@code
 * loss_cap=10}. {@code log_only} changes what is done, not what is judged, and is not known here.
 *
 * <p>Traps, all of them the original's:
 *
 * <ul>
 *   <li>A window of 100 grows to a twentieth of the planned steps, once, when it is first full;
 *       halves are rounded to the even number. If it grows, that loss is not judged. Beyond 5,000,
 *       which is a plan of 100,000, it does not grow here: this alone is not the original's.
 *   <li>Any other window is never trimmed, so it is full for one single report. With {@code
 *       window_size=50} the rule looks at the 51st loss and never again.
 *   <li>A cap of 10 falls to the greatest loss of the first window, but only if that loss is judged
 *       at exactly step {@code window_size}. Jobs that count batches from 1, as Composer does,
 *       judge it one step later and keep the cap of 10.
 *   <li>NaN is no outlier and ends a row of them; while one is in the window nothing is a spike. In
 *       front of the window it makes the cap NaN, which no loss exceeds.
 * </ul>
 */
record LlmFoundryKillLossSpike(
        int patience, double outlierMultiplier, int windowSize, double lossCap)
        implements SeriesPreset {

    static final String NAME = "llm_foundry.kill_loss_spike";

    private static final int DEFAULT_WINDOW = 100;
    private static final double DEFAULT_CAP = 10;
    private static final double WINDOW_SHARE = 0.05;

    LlmFoundryKillLossSpike {
        Checks.atLeast("patience", patience, 0);
        Checks.atLeast("outlier_multiplier", outlierMultiplier, 0);
        Checks.atLeast("window_size", windowSize, 1);
        Checks.atLeast("loss_cap", lossCap, -Double.MAX_VALUE);
    }

    static LlmFoundryKillLossSpike of(Parameters parameters) {
        return new LlmFoundryKillLossSpike(
                parameters.count("patience", 4),
                parameters.number("outlier_multiplier", 2),
                parameters.count("window_size", DEFAULT_WINDOW),
                parameters.number("loss_cap", DEFAULT_CAP));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    private final class Seen implements Memory {

        private Window window = new Window(windowSize);
        private boolean sized = windowSize != DEFAULT_WINDOW;
        private boolean capped = lossCap != DEFAULT_CAP;
        private double cap = lossCap;
        private int outliers;

        /** The window has outgrown its size and will never be full again. */
        private boolean over;

        @Override
        public Decision report(Report report) {
            if (over || !window.full()) {
                window.add(report.value());
                return Decision.CONTINUE;
            }
            if (!sized) {
                sized = true;
                if (grow(report)) {
                    window.add(report.value());
                    return Decision.CONTINUE;
                }
            }
            Decision decision = judge(report);
            over = windowSize != DEFAULT_WINDOW;
            window.add(report.value());
            return decision;
        }

        /** Whether the plan asks for a larger window than the default. */
        private boolean grow(Report report) {
            if (report.totalSteps().isEmpty()) {
                return false;
            }
            double share = Math.rint(report.totalSteps().getAsLong() * WINDOW_SHARE);
            if (share <= DEFAULT_WINDOW) {
                return false;
            }
            Window larger = new Window((int) Math.min(share, Window.MOST));
            for (int i = 0; i < window.count(); i++) {
                larger.add(window.value(i));
            }
            window = larger;
            return true;
        }

        private Decision judge(Report report) {
            if (!capped && report.step() == window.size()) {
                capped = true;
                double greatest = window.value(0);
                for (int i = 1; i < window.count(); i++) {
                    greatest = window.value(i) > greatest ? window.value(i) : greatest;
                }
                cap = cap < greatest ? cap : greatest;
            }
            if (!(report.value() >= window.pairwiseMean() * outlierMultiplier)) {
                outliers = 0;
            } else if (++outliers > patience) {
                return Decision.fire("loss_spike");
            }
            return report.step() >= 2L * window.size() && mostlyHigh()
                    ? Decision.fire("high_loss")
                    : Decision.CONTINUE;
        }

        private boolean mostlyHigh() {
            int high = 0;
            for (int i = 0; i < window.count(); i++) {
                high += window.value(i) > cap ? 1 : 0;
            }
            return high >= window.size() / 2.0;
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(window.size());
            window.write(out);
            out.writeBoolean(sized);
            out.writeBoolean(capped);
            out.writeDouble(cap);
            out.writeInt(outliers);
            out.writeBoolean(over);
        }

        @Override
        public void read(StateReader in) {
            window = new Window(in.readInt());
            window.read(in);
            sized = in.readBoolean();
            capped = in.readBoolean();
            cap = in.readDouble();
            outliers = in.readInt();
            over = in.readBoolean();
        }
    }
}
