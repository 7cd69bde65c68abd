package io.github.descentry.jobs;

import io.github.descentry.events.LearningRateSchedule;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/**
 * What a training job will do, before it does it.
 *
 * @param name name of the run
 * @param group runs it competes with; absent: none
 * @param about one line on what to expect, for people
 * @param steps optimizer steps until the planned end
 * @param schedule of the learning rate, as declared
 * @param applied learning rate that the trainer really sets, by steps done with the present one;
 *     that of the schedule unless something is wrong with it
 * @param network makes the network, anew for each start
 * @param optimizer makes the optimizer, anew for each start
 * @param hangsAt step before which the data loader hangs for good; absent: never
 */
record Recipe(
        String name,
        Optional<String> group,
        String about,
        long steps,
        LearningRateSchedule schedule,
        LongToDoubleFunction applied,
        Supplier<Network> network,
        Supplier<Optimizer> optimizer,
        OptionalLong hangsAt) {

    Recipe {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(applied, "applied");
        if (steps < 1) {
            throw new IllegalArgumentException("steps=" + steps + " is below 1");
        }
    }
}
