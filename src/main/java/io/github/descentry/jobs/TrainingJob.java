package io.github.descentry.jobs;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A training loop as people write them: every {@value #LOG_EVERY} steps it reports the mean
 * training loss since the last report, the learning rate, the norm of the last gradient and what
 * the network says of its last batch; every other time the validation loss too. It does not look at
 * its own losses: a run that has gone wrong goes on to its planned end.
 *
 * <p>The same job gives the same losses each time, on every machine. Each {@link #run} starts
 * afresh; jobs share nothing that changes.
 */
public final class TrainingJob {

    /** Metric that the jobs are judged by. */
    public static final String OBJECTIVE = "val/loss";

    static final int LOG_EVERY = 15;
    static final int EVALUATE_EVERY = 30;

    private final Recipe recipe;

    TrainingJob(Recipe recipe) {
        this.recipe = recipe;
    }

    /** Name of the run. */
    public String name() {
        return recipe.name();
    }

    /** Runs it competes with; absent: none. */
    public Optional<String> group() {
        return recipe.group();
    }

    /** One line on what to expect of it, for people. */
    public String about() {
        return recipe.about();
    }

    /** Whether it will stop reporting in the middle and never return. */
    public boolean hangs() {
        return recipe.hangsAt().isPresent();
    }

    /**
     * Trains to the planned end, on the calling thread.
     *
     * @param sink takes each event as it happens
     * @param clock stamps the events
     * @throws InterruptedException as soon as the thread is interrupted; then no end is reported
     */
    public void run(Consumer<RunEvent> sink, Clock clock, Pace pace) throws InterruptedException {
        Network network = recipe.network().get();
        Optimizer optimizer = recipe.optimizer().get();
        float[] gradient = new float[network.parameters().length];
        sink.accept(started(network, clock));
        double lossSum = 0;
        for (long step = 0; step < recipe.steps(); step++) {
            if (recipe.hangsAt().isPresent() && step == recipe.hangsAt().getAsLong()) {
                hang();
            }
            lossSum += network.trainingLoss(step, gradient);
            double rate = recipe.applied().applyAsDouble(step + 1);
            optimizer.update(network.parameters(), gradient, rate);
            long done = step + 1;
            if (done % LOG_EVERY == 0) {
                Map<String, Double> metrics = new LinkedHashMap<>();
                metrics.put("train/loss", lossSum / LOG_EVERY);
                metrics.put("lr", rate);
                metrics.put("grad_norm", norm(gradient));
                metrics.putAll(network.diagnostics());
                if (done % EVALUATE_EVERY == 0) {
                    metrics.put(OBJECTIVE, network.validationLoss());
                }
                lossSum = 0;
                sink.accept(
                        new Checkpoint(
                                name(),
                                OptionalInt.empty(),
                                done,
                                clock.instant(),
                                OptionalDouble.of((double) done * network.examplesPerStep()),
                                metrics));
            }
            pace.await(done);
        }
        sink.accept(
                new RunEnded(
                        name(), OptionalInt.empty(), clock.instant(), RunEnded.Status.COMPLETED));
    }

    private RunStarted started(Network network, Clock clock) {
        return new RunStarted(
                name(),
                Optional.of("demo"),
                group(),
                OptionalInt.empty(),
                clock.instant(),
                new Plan(
                        OptionalLong.of(recipe.steps()),
                        OptionalDouble.of(network.examplesPerStep()),
                        Optional.of(recipe.schedule())),
                Optional.of(new Objective(OBJECTIVE, Goal.MINIMIZE, OptionalDouble.empty())),
                Map.of("params", (double) network.parameters().length),
                Map.of("about", about()));
    }

    /** Waits for a batch that nobody will ever deliver. */
    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static double norm(float[] gradient) {
        double sum = 0;
        for (float g : gradient) {
            sum += (double) g * g;
        }
        return Math.sqrt(sum);
    }
}
