package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.OptionalInt;

/**
 * {@code optuna.successive_halving}: Optuna's {@code SuccessiveHalvingPruner} ({@code
 * optuna/pruners/_successive_halving.py}, 5.0.0).
 *
 * <p>Rungs are at the steps {@code min_resource} × {@code reduction_factor} (4) ^ ({@code
 * min_early_stopping_rate} (0) + rung). At each rung that a trial has newly reached, its value at
 * its highest step joins those of the other trials there, running, pruned or complete; it goes on
 * if it is no worse than the one at place ⌊n / reduction_factor⌋, and at the first few only if none
 * is better. With {@code bootstrap_count} (0) the first so many at a rung are pruned whatever they
 * reported. {@code min_resource: auto}, the default, is a hundredth of the last step of the longest
 * complete trial, at least 1, at the first report after there is one; it then stays.
 *
 * <p>Traps: nothing is pruned while {@code min_resource} is not known. NaN is pruned at the next
 * rung, without a place there. A report may pass several rungs at once. A trial that goes on in
 * spite of being pruned at a rung is judged at the next. Steps are cut to whole numbers.
 *
 * <p>Remembers one value for each trial and rung; a report costs time in proportion to the trials.
 */
final class OptunaSuccessiveHalving implements StudyPreset {

    private final OptionalInt minResource;
    private final OptunaRung rung;

    private OptunaSuccessiveHalving(OptionalInt minResource, OptunaRung rung) {
        this.minResource = minResource;
        this.rung = rung;
    }

    static OptunaSuccessiveHalving of(Parameters parameters) {
        OptionalInt minResource = parameters.countOr("min_resource", "auto");
        OptunaRung rung =
                new OptunaRung(
                        parameters.count("reduction_factor", 4, 2),
                        parameters.count("min_early_stopping_rate", 0),
                        parameters.count("bootstrap_count", 0));
        OptunaRungMemory.check(parameters, "min_resource", minResource, rung.bootstrapCount());
        parameters.done();
        return new OptunaSuccessiveHalving(minResource, rung);
    }

    @Override
    public String name() {
        return "optuna.successive_halving";
    }

    @Override
    public Memory begin(Goal goal) {
        return new HalvingMemory(goal);
    }

    private final class HalvingMemory extends OptunaRungMemory {

        HalvingMemory(Goal goal) {
            super(goal, minResource);
        }

        @Override
        long estimate(long lastStep) {
            return Math.max(lastStep / 100, 1);
        }

        @Override
        Decision judge(OptunaRung.Trial trial) {
            return rung.prunes(goal, trial, trials, resource)
                    ? Decision.fire("not promoted to the next rung")
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt((int) resource);
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            resource = in.readInt();
            super.read(in);
        }
    }
}
