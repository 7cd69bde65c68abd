package io.github.descentry.jobs;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The jobs that the demo starts: a small sweep of character models that compete, of which some do
 * well and each of the others has one thing wrong with it, and two jobs on their own.
 */
public final class DemoJobs {

    /** Every job takes as many steps, so that they end together. */
    public static final long STEPS = 3000;

    private static final int HIDDEN = 64;
    private static final int BATCH = 64;
    private static final long WARMUP = 100;

    private final Corpus training = new Corpus(400_000, 1, 1);
    private final Corpus validation = new Corpus(8_000, 1, 2);
    private final int session;

    /**
     * @param session counts the starts on one data folder, from 1; from the second on it is part of
     *     the names, so that new runs stand beside the kept ones
     */
    public DemoJobs(int session) {
        if (session < 1) {
            throw new IllegalArgumentException("session=" + session + " is below 1");
        }
        this.session = session;
    }

    /** All of them, in the order to show them in. */
    public List<TrainingJob> all() {
        return List.of(
                sweep("cosine-4e-3", "healthy", cosine(4e-3), model(HIDDEN, 23)),
                sweep("cosine-5e-3", "healthy", cosine(5e-3), model(HIDDEN, 15)),
                sweep("wsd-3e-3", "healthy", wsd(3e-3), model(HIDDEN, 13)),
                sweep("constant-3e-3", "healthy", new Constant(3e-3, WARMUP), model(HIDDEN, 14)),
                sweep("bad-shard", "wrong labels for 10 steps", cosine(5e-3), badShard()),
                sweep("tiny", "network too small to win", cosine(4e-3), model(4, 16)),
                job(
                        "char-lm/sgd-hot",
                        true,
                        "plain SGD, rate warmed up until it diverges",
                        new Constant(1.0, 2000),
                        model(HIDDEN, 17),
                        () -> new Momentum(0.9),
                        OptionalLong.empty()),
                job(
                        "rings/careless-loss",
                        false,
                        "logarithm of a probability rounded to 0",
                        new Constant(1.5e-2, WARMUP),
                        () -> new RingClassifier(24, 32, 19, false),
                        Adam::new,
                        OptionalLong.empty()),
                job(
                        "nightly/hung-loader",
                        false,
                        "data loader hangs",
                        cosine(4e-3),
                        model(HIDDEN, 19),
                        Adam::new,
                        OptionalLong.of(STEPS * 2 / 5)));
    }

    private TrainingJob sweep(
            String label, String about, LearningRateSchedule schedule, Supplier<Network> network) {
        return job(
                "char-lm/" + label,
                true,
                about,
                schedule,
                network,
                Adam::new,
                OptionalLong.empty());
    }

    private TrainingJob job(
            String name,
            boolean competes,
            String about,
            LearningRateSchedule schedule,
            Supplier<Network> network,
            Supplier<Optimizer> optimizer,
            OptionalLong hangsAt) {
        int slash = name.indexOf('/');
        String family = name.substring(0, slash) + (session == 1 ? "" : "-" + session);
        return new TrainingJob(
                new Recipe(
                        family + name.substring(slash),
                        competes ? Optional.of(family) : Optional.empty(),
                        about,
                        STEPS,
                        schedule,
                        network,
                        optimizer,
                        hangsAt));
    }

    private Supplier<Network> model(int hidden, long seed) {
        return () -> new CharacterModel(training, validation, hidden, BATCH, seed, BatchFault.NONE);
    }

    private Supplier<Network> badShard() {
        BatchFault fault = BatchFault.shiftedLabels(STEPS / 2, STEPS / 2 + 10, 11);
        return () -> new CharacterModel(training, validation, HIDDEN, BATCH, 25, fault);
    }

    private static LearningRateSchedule cosine(double peak) {
        return new Cosine(peak, peak / 10, WARMUP);
    }

    private static LearningRateSchedule wsd(double peak) {
        return new Wsd(peak, peak / 20, WARMUP, STEPS / 5, Wsd.Shape.LINEAR);
    }
}
