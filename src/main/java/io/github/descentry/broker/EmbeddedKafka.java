package io.github.descentry.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka, broker and controller in one node, inside this process. Listens on the loopback address
 * only: there is no authentication.
 *
 * <p>Starts in about 2 s, holds about 35 MB of heap, closes in 0.3 s. All acknowledged records
 * survive a {@code kill -9} of the process; the next start then takes some 4 s. Hazard that cannot
 * be caught: when the disk fails, Kafka ends the whole process.
 *
 * <p>Thread-safe; {@link #close} may be called more than once.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;
    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final String bootstrapServers;
    private final Path temporaryFolder;
    private boolean closed;

    private EmbeddedKafka(
            KafkaRaftServer server, FolderLock lock, String bootstrapServers, Path temporary) {
        this.server = server;
        this.lock = lock;
        this.bootstrapServers = bootstrapServers;
        this.temporaryFolder = temporary;
    }

    /**
     * Starts on a folder that keeps its data.
     *
     * @param folder created if absent; what is in it is found again at the next start
     * @param port for clients; 0 for a free one
     * @throws BrokerFailure with a message for the user: folder or port in use, folder not
     *     writable, data of a newer version
     */
    public static EmbeddedKafka start(Path folder, int port) {
        return start(folder, port, null);
    }

    /** Starts on a temporary folder that goes with {@link #close}. */
    public static EmbeddedKafka startTemporary(int port) {
        try {
            Path folder = Files.createTempDirectory("descentry-kafka");
            return start(folder, port, folder);
        } catch (IOException e) {
            throw new BrokerFailure("no temporary folder can be created: " + e.getMessage(), e);
        }
    }

    private static EmbeddedKafka start(Path folder, int wantedPort, Path temporary) {
        Path data = folder.toAbsolutePath().normalize();
        if (data.toString().contains(",")) {
            throw new BrokerFailure(
                    "data folder " + data + " has a comma in its name, which Kafka cannot take");
        }
        FolderLock lock = FolderLock.of(data);
        KafkaRaftServer server = null;
        try {
            Ports ports = Ports.free(wantedPort);
            StorageFormat.prepare(data, NODE, CONTROLLER);
            Properties properties = properties(data, ports);
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, lock, "127.0.0.1:" + ports.clients(), temporary);
        } catch (Throwable failure) {
            // A half-started server has threads that would keep the process alive.
            stop(server);
            lock.close();
            if (failure instanceof BrokerFailure known) {
                throw known;
            }
            throw new BrokerFailure(
                    "Kafka cannot start in " + data + ": " + failure.getMessage(), failure);
        }
    }

    /** What clients need to connect, e.g. {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The folder that goes with {@link #close}; empty if the data are kept. */
    public Optional<Path> temporaryFolder() {
        return Optional.ofNullable(temporaryFolder);
    }

    /** Ends the broker with all its data on disk. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(server);
        lock.close();
        if (temporaryFolder != null) {
            delete(temporaryFolder);
        }
    }

    private static void stop(KafkaRaftServer server) {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /**
     * Ports nobody listens on now. Asked for before Kafka starts, as Kafka's own answer to a port
     * in use is a failure deep inside a half-started server.
     */
    private record Ports(int clients, int controller) {

        /** Both are taken for a moment, else the second might be the first again. */
        private static Ports free(int wanted) {
            try (ServerSocket clients = bind(wanted);
                    ServerSocket controller = bind(0)) {
                return new Ports(clients.getLocalPort(), controller.getLocalPort());
            } catch (IOException e) {
                throw new BrokerFailure("ports on 127.0.0.1 cannot be tried", e);
            }
        }

        private static ServerSocket bind(int port) throws IOException {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw new BrokerFailure(
                        "port "
                                + port
                                + " on 127.0.0.1 is in use; choose another, or 0 for a free one",
                        e);
            }
        }
    }

    private static Properties properties(Path data, Ports ports) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty(
                "controller.quorum.voters", NODE + "@127.0.0.1:" + ports.controller());
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("inter.broker.listener.name", CLIENTS);
        properties.setProperty(
                "listeners",
                CLIENTS
                        + "://127.0.0.1:"
                        + ports.clients()
                        + ","
                        + CONTROLLER
                        + "://127.0.0.1:"
                        + ports.controller());
        properties.setProperty("advertised.listeners", CLIENTS + "://127.0.0.1:" + ports.clients());
        properties.setProperty(
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        for (String single :
                new String[] {
                    "default.replication.factor",
                    "min.insync.replicas",
                    "offsets.topic.replication.factor",
                    "offsets.topic.num.partitions",
                    "transaction.state.log.replication.factor",
                    "transaction.state.log.min.isr",
                    "transaction.state.log.num.partitions",
                    "share.coordinator.state.topic.replication.factor",
                    "share.coordinator.state.topic.min.isr",
                    "share.coordinator.state.topic.num.partitions"
                }) {
            properties.setProperty(single, "1");
        }
        // The default takes 128 MB of heap for a cleaner that here has a few megabytes to clean.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        // There is one group member or a few, all known at once: nobody to wait for.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // After kill -9 the controller waits for the dead session of this very broker to expire.
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        return properties;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // A temporary folder that stays behind harms nobody.
        }
    }
}
