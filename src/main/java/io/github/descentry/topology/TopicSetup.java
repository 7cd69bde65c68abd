package io.github.descentry.topology;

import io.github.descentry.events.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Finds out whether the cluster answers and the topics exist, and creates those that do not.
 *
 * <p>Records get the broker's time of arrival: jobs' clocks may be wrong and silence is judged by
 * arrival; and what follows from the replay of an old run would otherwise be old at birth, and
 * dropped at once where records are dropped after a time.
 */
public final class TopicSetup {

    private final Admin admin;
    private final TopicLayout layout;
    private final Duration timeout;

    /**
     * @param timeout longest wait for any answer
     */
    public TopicSetup(Admin admin, TopicLayout layout, Duration timeout) {
        this.admin = admin;
        this.layout = layout;
        this.timeout = timeout;
    }

    /**
     * For clusters whose topics an administrator makes.
     *
     * @throws KafkaUnusable naming the topics that are not there
     */
    public void require(List<Topic<?, ?>> topics) {
        Set<String> existing = await("listing topics", admin.listTopics().names());
        List<String> missing =
                topics.stream().map(Topic::name).filter(name -> !existing.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new KafkaUnusable(
                    "topics that do not exist, and are not created as topics.create=false: "
                            + String.join(", ", missing),
                    null);
        }
    }

    /**
     * @return names of the topics that were created
     * @throws KafkaUnusable with a message for the user: no answer, no right to look or to create
     */
    public List<String> ensure(List<Topic<?, ?>> topics) {
        Set<String> existing = await("listing topics", admin.listTopics().names());
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            if (!existing.contains(topic.name())) {
                missing.add(describe(topic));
            }
        }
        List<String> created = new ArrayList<>();
        admin.createTopics(missing)
                .values()
                .forEach(
                        (name, answer) -> {
                            try {
                                await("creating topic " + name, answer);
                                created.add(name);
                            } catch (KafkaUnusable failure) {
                                // Another instance that starts now was faster.
                                if (!(failure.getCause() instanceof TopicExistsException)) {
                                    throw failure;
                                }
                            }
                        });
        return created;
    }

    private NewTopic describe(Topic<?, ?> topic) {
        Map<String, String> configs = new HashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy());
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        if (topic.cleanup() == Topic.Cleanup.DELETE) {
            configs.put(
                    TopicConfig.RETENTION_MS_CONFIG, Long.toString(layout.retention().toMillis()));
        }
        Optional<Short> replication =
                layout.replicationFactor() < 0
                        ? Optional.empty()
                        : Optional.of((short) layout.replicationFactor());
        return new NewTopic(topic.name(), Optional.of(layout.partitions()), replication)
                .configs(configs);
    }

    private <T> T await(String doing, org.apache.kafka.common.KafkaFuture<T> answer) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw KafkaUnusable.because(doing, e.getCause());
        } catch (TimeoutException e) {
            throw KafkaUnusable.because(doing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnusable(doing + " was interrupted", e);
        }
    }
}
