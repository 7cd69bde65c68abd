package io.github.descentry.jobs;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/**
 * The jobs that the demo starts: a small sweep of character models that compete, of which some do
 * well and each of the others has one thing wrong with it, and some jobs on their own.
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
                sweep("bad-shard", "wrong labels for 10 steps", cosine(5e-3), badShard(25)),
                sweep("same-shard", "the same wrong labels", cosine(4e-3), badShard(26)),
                sweep("tiny", "network too small to win", cosine(4e-3), model(4, 16)),
                job("char-lm/sgd-hot", "plain SGD, rate warmed up until it diverges")
                        .competing()
                        .schedule(new Constant(1.0, 2000))
                        .network(model(HIDDEN, 17))
                        .optimizer(() -> new Momentum(0.9))
                        .done(),
                job("rings/careless-loss", "logarithm of a probability rounded to 0")
                        .schedule(new Constant(1.5e-2, WARMUP))
                        .network(() -> new RingClassifier(24, 32, 19, false))
                        .done(),
                job("nightly/small-data", "training text too short: learned by heart")
                        .network(smallData())
                        .done(),
                job("nightly/lost-schedule", "scheduler starts anew half-way")
                        .applied(step -> cosine(4e-3).rate(1 + (step - 1) % (STEPS / 2), STEPS))
                        .network(model(HIDDEN, 18))
                        .done(),
                job("nightly/wild-init", "first weights too large: tanh saturates")
                        .network(wildInit())
                        .done(),
                job("nightly/hung-loader", "data loader hangs")
                        .network(model(HIDDEN, 19))
                        .hangsAt(STEPS * 2 / 5)
                        .done());
    }

    private TrainingJob sweep(
            String label, String about, LearningRateSchedule schedule, Supplier<Network> network) {
        return job("char-lm/" + label, about)
                .competing()
                .schedule(schedule)
                .network(network)
                .done();
    }

    /** A job of its own, with Adam and a cosine unless it says otherwise. */
    private Draft job(String name, String about) {
        int slash = name.indexOf('/');
        String family = name.substring(0, slash) + (session == 1 ? "" : "-" + session);
        return new Draft(family, family + name.substring(slash), about);
    }

    private Supplier<Network> model(int hidden, long seed) {
        return () -> network(training, hidden, seed, 1, BatchFault.NONE);
    }

    private Supplier<Network> smallData() {
        return () -> network(new Corpus(3_000, 1, 3), HIDDEN, 20, 1, BatchFault.NONE);
    }

    private Supplier<Network> wildInit() {
        return () -> network(training, HIDDEN, 21, 32, BatchFault.NONE);
    }

    private Supplier<Network> badShard(long seed) {
        BatchFault fault = BatchFault.shiftedLabels(STEPS / 2, STEPS / 2 + 10, 11);
        return () -> network(training, HIDDEN, seed, 1, fault);
    }

    private Network network(Corpus text, int hidden, long seed, double spread, BatchFault fault) {
        return new CharacterModel(text, validation, hidden, BATCH, seed, spread, fault);
    }

    private static LearningRateSchedule cosine(double peak) {
        return new Cosine(peak, peak / 10, WARMUP);
    }

    private static LearningRateSchedule wsd(double peak) {
        return new Wsd(peak, peak / 20, WARMUP, STEPS / 5, Wsd.Shape.LINEAR);
    }

    /** A recipe in the making. */
    private static final class Draft {

        private final String family;
        private final String name;
        private final String about;
        private boolean competes;
        private LearningRateSchedule schedule = cosine(4e-3);
        private Optional<LongToDoubleFunction> applied = Optional.empty();
        private Supplier<Network> network;
        private Supplier<Optimizer> optimizer = Adam::new;
        private OptionalLong hangsAt = OptionalLong.empty();

        Draft(String family, String name, String about) {
            this.family = family;
            this.name = name;
            this.about = about;
        }

        Draft competing() {
            competes = true;
            return this;
        }

        Draft schedule(LearningRateSchedule declared) {
            schedule = declared;
            return this;
        }

        Draft applied(LongToDoubleFunction rate) {
            applied = Optional.of(rate);
            return this;
        }

        Draft network(Supplier<Network> maker) {
            network = maker;
            return this;
        }

        Draft optimizer(Supplier<Optimizer> maker) {
            optimizer = maker;
            return this;
        }

        Draft hangsAt(long step) {
            hangsAt = OptionalLong.of(step);
            return this;
        }

        TrainingJob done() {
            LearningRateSchedule declared = schedule;
            return new TrainingJob(
                    new Recipe(
                            name,
                            competes ? Optional.of(family) : Optional.empty(),
                            about,
                            STEPS,
                            declared,
                            applied.orElse(step -> declared.rate(step, STEPS)),
                            network,
                            optimizer,
                            hangsAt));
        }
    }
}
