package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/**
 * {@code optuna.hyperband}: Optuna's {@code HyperbandPruner} ({@code optuna/pruners/_hyperband.py},
 * 5.0.0).
 *
 * <p>There are ⌊log(max_resource / {@code min_resource} (1)) / log({@code reduction_factor} (3))⌋ +
 * 1 brackets, each {@code optuna.successive_halving} among its own trials with its number, from 0,
 * as early stopping rate. Bracket b of n has a share of ⌈n × reduction_factor ^ (n − 1 − b) / (n −
 * b)⌉ trials, and a trial belongs to the one in whose share the CRC-32 of {@code
 * <study_name>_<number>} falls, modulo the sum of shares. {@code max_resource: auto}, the default,
 * is one more than the last step of the longest complete trial at the first report after there is
 * one; nothing is pruned before. {@code bootstrap_count} (0) as in successive halving.
 *
 * <p>Traps: {@code study_name} decides over the brackets and so over every trial; the original
 * takes that of the study, which is drawn at random where none is given, ours is {@code study}
 * then. The number of a trial, its place in the order in which Optuna was asked for it, is here its
 * place in the order of first reports. Logarithms are in floating point: up to 243 by 3 there are 5
 * brackets, not 6. With less than min_resource to spend there are none and nothing is ever pruned.
 *
 * <p>Remembers one value for each trial and rung; a report costs time in proportion to the trials.
 */
final class OptunaHyperband implements StudyPreset {

    private final String studyName;
    private final int minResource;
    private final OptionalInt maxResource;
    private final int reductionFactor;
    private final int bootstrapCount;

    private OptunaHyperband(Parameters parameters) {
        studyName = parameters.text("study_name", "study");
        minResource = parameters.count("min_resource", 1, 1);
        maxResource = parameters.countOr("max_resource", "auto");
        reductionFactor = parameters.count("reduction_factor", 3, 2);
        bootstrapCount = parameters.count("bootstrap_count", 0);
        OptunaRungMemory.check(parameters, "max_resource", maxResource, bootstrapCount);
        parameters.done();
    }

    static OptunaHyperband of(Parameters parameters) {
        return new OptunaHyperband(parameters);
    }

    @Override
    public String name() {
        return "optuna.hyperband";
    }

    @Override
    public Memory begin(Goal goal) {
        return new HyperbandMemory(goal);
    }

    private int brackets(long maxResource) {
        double powers = Math.log((double) maxResource / minResource) / Math.log(reductionFactor);
        return Math.max(0, (int) Math.floor(powers) + 1);
    }

    private int bracket(OptunaRung.Trial trial, int brackets) {
        if (trial.bracket < 0) {
            trial.bracket = bracket(trial.number, brackets);
        }
        return trial.bracket;
    }

    private int bracket(int number, int brackets) {
        CRC32 checksum = new CRC32();
        checksum.update((studyName + "_" + number).getBytes(StandardCharsets.UTF_8));
        long sum = 0;
        for (int bracket = 0; bracket < brackets; bracket++) {
            sum += share(bracket, brackets);
        }
        long place = checksum.getValue() % sum;
        int bracket = 0;
        while (place >= share(bracket, brackets)) {
            place -= share(bracket, brackets);
            bracket++;
        }
        return bracket;
    }

    private long share(int bracket, int brackets) {
        int halvings = brackets - 1 - bracket;
        return (long) Math.ceil(brackets * Math.pow(reductionFactor, halvings) / (halvings + 1));
    }

    private final class HyperbandMemory extends OptunaRungMemory {

        HyperbandMemory(Goal goal) {
            super(goal, maxResource);
        }

        @Override
        long estimate(long lastStep) {
            return lastStep + 1;
        }

        @Override
        Decision judge(OptunaRung.Trial trial) {
            int brackets = brackets(resource);
            if (brackets == 0) {
                return Decision.CONTINUE;
            }
            int bracket = bracket(trial, brackets);
            List<OptunaRung.Trial> others = new ArrayList<>();
            for (OptunaRung.Trial other : trials) {
                if (bracket(other, brackets) == bracket) {
                    others.add(other);
                }
            }
            return new OptunaRung(reductionFactor, bracket, bootstrapCount)
                            .prunes(goal, trial, others, minResource)
                    ? Decision.fire("not promoted to the next rung of bracket " + bracket)
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeLong(resource);
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            resource = in.readLong();
            super.read(in);
        }
    }
}
