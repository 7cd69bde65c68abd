package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.OptionalInt;

/**
 * What {@code optuna.successive_halving} and {@code optuna.hyperband} have seen of a study. Both
 * are given a number of steps to go by, or take it from the longest complete trial at the first
 * report after there is one, and judge nothing before.
 */
abstract class OptunaRungMemory extends TrialsMemory<OptunaRung.Trial> {

    /** In steps; 0: not known yet. */
    long resource;

    /**
     * @param given absent: follows from the trials
     */
    OptunaRungMemory(Goal goal, OptionalInt given) {
        super(goal, OptunaRung.Trial::new);
        resource = given.orElse(0);
    }

    /**
     * @throws IllegalArgumentException if the originals refuse that resource, or to bootstrap
     *     without one
     */
    static void check(
            Parameters parameters, String name, OptionalInt resource, int bootstrapCount) {
        if (resource.isPresent() && resource.getAsInt() < 1) {
            throw parameters.refuse(name, resource.getAsInt(), "is below 1");
        }
        if (resource.isEmpty() && bootstrapCount > 0) {
            throw parameters.refuse(
                    "bootstrap_count", bootstrapCount, "needs a number for " + name);
        }
    }

    /**
     * The resource where none was given.
     *
     * @param lastStep of the longest complete trial
     */
    abstract long estimate(long lastStep);

    /** Asked once the resource is known. */
    abstract Decision judge(OptunaRung.Trial trial);

    @Override
    public final Decision report(StudyPreset.Report report) {
        OptunaRung.Trial trial = trials.of(report.trial());
        if (trial.completed()) {
            return Decision.CONTINUE;
        }
        trial.take((long) report.resource(), report.value());
        if (resource == 0) {
            long last = -1;
            for (OptunaRung.Trial each : trials) {
                last = Math.max(last, each.lastStepIfCompleted());
            }
            resource = last < 0 ? 0 : estimate(last);
        }
        return resource == 0 ? Decision.CONTINUE : judge(trial);
    }

    @Override
    public final void completed(String trial) {
        trials.of(trial).complete();
    }
}
