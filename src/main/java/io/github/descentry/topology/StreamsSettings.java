package io.github.descentry.topology;

import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams runs the topology.
 *
 * @param applicationId name of the installation: processes of one name share the work and their
 *     progress
 * @param bootstrapServers e.g. {@code kafka1:9092,kafka2:9092}
 * @param guarantee what a crash may do
 * @param threads stream threads of this process, at most one partition's work each
 * @param stateFolder where stores lie; may be lost, then they are rebuilt from Kafka
 * @param commitInterval how often results become visible, under exactly-once
 * @param standbyReplicas warm copies of each store on other processes
 * @param replicationFactor of the changelog topics; −1: the cluster's default
 * @param cacheBytes memory for states that are not yet written
 * @param clientProperties passed to every Kafka client as they are, e.g. {@code security.protocol}
 */
public record StreamsSettings(
        String applicationId,
        String bootstrapServers,
        Guarantee guarantee,
        int threads,
        Path stateFolder,
        Duration commitInterval,
        int standbyReplicas,
        int replicationFactor,
        long cacheBytes,
        Map<String, String> clientProperties) {

    public StreamsSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads + " is below 1");
        }
        if (standbyReplicas < 0) {
            throw new IllegalArgumentException(
                    "standby_replicas=" + standbyReplicas + " is negative");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** For Kafka Streams. What is passed through wins over what we would choose. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                guarantee == Guarantee.EXACTLY_ONCE
                        ? StreamsConfig.EXACTLY_ONCE_V2
                        : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
        // The default of 45 s is how long the runs of a process that died would be unwatched.
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                3_000);
        // One request on its way at a time. Brokers before 4.5 take any first sequence number on a
        // partition on which they know nothing of the producer: if the first batch is put off, as
        // on a topic just created, and the next one taken, the first can never follow
        // (KAFKA-15591), and is lost. KillIT saw it, in a transaction that committed too.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                1);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        // With one request at a time a batch is what a round trip carries, and each batch begins
        // with
        // fresh buffers of its compression: the default of 16 KB cost a third of the throughput.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 64 * 1024);
        // Forecasts of one batch resemble each other: less than a third goes over the wire.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.putAll(clientProperties);
        return properties;
    }
}
