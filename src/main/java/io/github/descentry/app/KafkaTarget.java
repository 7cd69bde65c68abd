package io.github.descentry.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A Kafka cluster that a command sends to, and how its clients reach it. */
final class KafkaTarget {

    /** How long a cluster may take to answer before it counts as out of reach. */
    private static final int PATIENCE_MILLIS = 8_000;

    private final String bootstrap;
    private final Map<String, Object> settings = new HashMap<>();

    KafkaTarget(String bootstrap, Optional<Path> clientConfig) {
        this.bootstrap = bootstrap;
        clientConfig.ifPresent(
                file -> properties(file).forEach((k, v) -> settings.put((String) k, v)));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "descentry");
    }

    /** Client settings, bootstrap servers included. */
    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    /**
     * Asks the cluster whether there is such a topic.
     *
     * @throws UserError if there is none, or no cluster
     */
    void requireTopic(String topic) {
        Map<String, Object> admin = new HashMap<>(settings);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        try (Admin client = Admin.create(admin)) {
            client.describeTopics(
                            List.of(topic), new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                    .allTopicNames()
                    .get();
        } catch (ExecutionException e) {
            throw unusable(topic, e.getCause());
        } catch (KafkaException e) {
            // The reason, e.g. a host name that cannot be resolved, is the cause.
            throw unusable(topic, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while asking for topic=" + topic, e);
        }
    }

    private UserError unusable(String topic, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new UserError(
                    "bootstrap="
                            + bootstrap
                            + " did not answer within "
                            + PATIENCE_MILLIS / 1000
                            + " s",
                    cause);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new UserError(
                    "topic="
                            + topic
                            + " does not exist on bootstrap="
                            + bootstrap
                            + "; descentry serve creates it",
                    cause);
        }
        return new UserError(
                "bootstrap=" + bootstrap + ": " + plain(String.valueOf(cause.getMessage())), cause);
    }

    /** Kafka's message, but in plain words where it is known to be none for a person. */
    static String plain(String message) {
        return message.startsWith("No resolvable bootstrap urls")
                ? "no such host, or no name and port such as kafka1:9092"
                : message;
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UserError("--client-config=" + file + " does not exist", e);
        } catch (IOException e) {
            throw new UserError(
                    "--client-config="
                            + file
                            + (Files.isDirectory(file)
                                    ? " is a folder, not a file"
                                    : " cannot be read"),
                    e);
        } catch (IllegalArgumentException e) {
            throw new UserError("--client-config=" + file + " is no properties file", e);
        }
        return properties;
    }
}
