package io.github.descentry.app;

import io.github.descentry.backtest.FinalValue;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.jobs.Pace;
import io.github.descentry.jobs.TrainingJob;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One training job at work, as it would be elsewhere: a thread of its own and a Kafka producer of
 * its own, that knows nothing of the monitor. Remembers what it reported, to hold the forecasts
 * against.
 */
final class JobRun implements AutoCloseable {

    private final TrainingJob job;
    private final Topic<String, RunEvent> topic;
    private final Producer<String, RunEvent> producer;
    private final Thread thread;

    private volatile RunStarted started;

    /** Written by the job's thread, read once it has ended. */
    private final List<Double> objective = new ArrayList<>();

    private volatile boolean ended;
    private volatile RuntimeException failure;

    JobRun(TrainingJob job, Topic<String, RunEvent> topic, String bootstrapServers, Pace pace) {
        this.job = job;
        this.topic = topic;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "job-" + job.name(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                "0",
                                // The topic may be new, see EventSender.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                "1",
                                // A few dozen bytes a second; the default holds 32 MB for each.
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                "1048576"),
                        topic.key().serializer(),
                        topic.value().serializer());
        thread = new Thread(() -> train(pace), "job-" + job.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    TrainingJob job() {
        return job;
    }

    /** What the job said of itself; absent until it was started. */
    Optional<RunStarted> started() {
        return Optional.ofNullable(started);
    }

    /** What its objective ended at, see {@link FinalValue}; absent before its end. */
    OptionalDouble finalValue() {
        return ended ? OptionalDouble.of(FinalValue.of(objective)) : OptionalDouble.empty();
    }

    /** Whether it reported its end. */
    boolean ended() {
        return ended;
    }

    /** What broke it other than its own mathematics. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    private void train(Pace pace) {
        try {
            job.run(this::report, Clock.systemUTC(), pace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                failure = e;
            }
        }
    }

    private void report(RunEvent event) {
        producer.send(new ProducerRecord<>(topic.name(), event.run(), event));
        if (event instanceof RunStarted start) {
            started = start;
        } else if (event instanceof Checkpoint checkpoint) {
            Double value = checkpoint.metrics().get(TrainingJob.OBJECTIVE);
            if (value != null) {
                objective.add(value);
            }
        } else if (event instanceof RunEnded) {
            ended = true;
        }
    }

    /** Ends the thread; what was not sent yet is dropped. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
