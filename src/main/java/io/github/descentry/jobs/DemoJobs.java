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

    private final Corpus training = new Corpus(200_000, 1);
    private final Corpus validation = new Corpus(8_000, 2);
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
                sweep("cosine-3e-3", "healthy", cosine(3e-3), model(HIDDEN, BATCH, 6)),
                sweep("cosine-4e-3", "healthy", cosine(4e-3), model(HIDDEN, BATCH, 12)),
                sweep("wsd-3e-3", "healthy", wsd(3e-3), model(HIDDEN, BATCH, 13)),
                // Without a decay only a larger batch keeps the noise of the last steps down.
                sweep(
                        "constant-2e-3",
                        "healthy, batch of 128",
                        new Constant(2e-3, WARMUP),
                        model(HIDDEN, 2 * BATCH, 14)),
                sweep("bad-shard", "wrong labels for 20 steps", cosine(4e-3), badShard()),
                sweep("tiny", "network too small to win", cosine(4e-3), model(8, BATCH, 16)),
                job(
                        "char-lm/sgd-hot",
                        true,
                        "plain SGD, rate warmed up until it diverges",
                        new Constant(1.0, 2000),
                        model(HIDDEN, BATCH, 17),
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
                        model(HIDDEN, BATCH, 19),
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

    private Supplier<Network> model(int hidden, int batch, long seed) {
        return () -> new CharacterModel(training, validation, hidden, batch, seed, BatchFault.NONE);
    }

    private Supplier<Network> badShard() {
        BatchFault fault = BatchFault.shiftedLabels(STEPS / 2, STEPS / 2 + 20, 11);
        return () -> new CharacterModel(training, validation, HIDDEN, BATCH, 15, fault);
    }

    private static LearningRateSchedule cosine(double peak) {
        return new Cosine(peak, peak / 10, WARMUP);
    }

    private static LearningRateSchedule wsd(double peak) {
        return new Wsd(peak, peak / 20, WARMUP, STEPS / 5, Wsd.Shape.LINEAR);
    }
}
