package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Set;

/**
 * Optuna's {@code PatientPruner} without a wrapped pruner (optuna/pruners/_patient.py, 5.0.0). The
 * trial is pruned if the best of its last {@code patience} + 1 values is worse than the best of all
 * before them by more than {@code min_delta}. Last and before go by step.
 *
 * <p>{@code patience} must be given; {@code min_delta=0}; {@code direction} (of the study) {@code
 * minimize}.
 *
 * <p>Traps: values that merely do not improve are not pruned, they have to be worse. Nothing is
 * pruned before there are {@code patience} + 2 values. NaN is passed over; where all before or all
 * after are NaN nothing is pruned. A step that was reported before is ignored. We keep the last
 * {@code patience} + 1 steps only, so one that comes late and lies before all of them is taken for
 * one reported before.
 */
record OptunaPatient(int patience, double minDelta, boolean minimizes) implements SeriesPreset {

    static final String NAME = "optuna.patient";

    OptunaPatient {
        Checks.atLeast("patience", patience, 0);
        Checks.atLeast("min_delta", minDelta, 0);
    }

    static OptunaPatient of(Parameters parameters) {
        return new OptunaPatient(
                parameters.requiredCount("patience"),
                parameters.number("min_delta", 0),
                parameters
                        .word("direction", "minimize", Set.of("minimize", "maximize"))
                        .equals("minimize"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    /** The better of two; NaN is passed over. */
    private double better(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return Double.isNaN(one) ? other : one;
        }
        return minimizes ? Math.min(one, other) : Math.max(one, other);
    }

    private final class Seen implements Memory {

        private final long[] steps = new long[Window.checked(1 + (long) patience)];
        private final double[] values = new double[patience + 1];
        private int count;
        private boolean anyBefore;
        private double bestBefore = Double.NaN;

        @Override
        public Decision report(Report report) {
            take(report);
            if (!anyBefore) {
                return Decision.CONTINUE;
            }
            double best = Double.NaN;
            for (double value : values) {
                best = better(best, value);
            }
            boolean worse = minimizes ? bestBefore + minDelta < best : bestBefore - minDelta > best;
            return worse ? Decision.fire("pruned") : Decision.CONTINUE;
        }

        /** Puts it where its step belongs among the last ones. */
        private void take(Report report) {
            int place = count;
            while (place > 0 && steps[place - 1] > report.step()) {
                place--;
            }
            if (place > 0 && steps[place - 1] == report.step()) {
                return;
            }
            if (count < steps.length) {
                System.arraycopy(steps, place, steps, place + 1, count - place);
                System.arraycopy(values, place, values, place + 1, count - place);
                count++;
            } else if (place == 0) {
                return;
            } else {
                anyBefore = true;
                bestBefore = better(bestBefore, values[0]);
                place--;
                System.arraycopy(steps, 1, steps, 0, place);
                System.arraycopy(values, 1, values, 0, place);
            }
            steps[place] = report.step();
            values[place] = report.value();
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.writeLong(steps[i]);
                out.writeDouble(values[i]);
            }
            out.writeBoolean(anyBefore);
            out.writeDouble(bestBefore);
        }

        @Override
        public void read(StateReader in) {
            count = in.readInt();
            for (int i = 0; i < count; i++) {
                steps[i] = in.readLong();
                values[i] = in.readDouble();
            }
            anyBefore = in.readBoolean();
            bestBefore = in.readDouble();
        }
    }
}
