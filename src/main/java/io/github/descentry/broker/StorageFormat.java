package io.github.descentry.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Prepares a data folder for Kafka's use, once, and refuses one that a newer Kafka has prepared.
 *
 * <p>Kafka finds out by itself only inside its raft thread, where the answer is the end of the
 * process; so the level of the format is noted in a file of our own next to Kafka's {@code
 * meta.properties}.
 */
final class StorageFormat {

    private static final String KAFKA_FILE = "meta.properties";
    private static final String OUR_FILE = "descentry.properties";
    private static final String LEVEL = "metadata.level";
    private static final String VERSION = "kafka.version";

    private StorageFormat() {}

    /** Leaves the folder ready for {@code nodeId}. The caller holds its {@link FolderLock}. */
    static void prepare(Path folder, int nodeId, String controllerListener) {
        Path note = folder.resolve(OUR_FILE);
        try {
            if (Files.exists(note)) {
                refuseNewer(folder, note);
            }
            // A folder without our note was left half prepared: formatting again is safe, as
            // records can only have come after the note.
            if (!Files.exists(folder.resolve(KAFKA_FILE)) || !Files.exists(note)) {
                format(folder, nodeId, controllerListener);
                write(note);
            }
        } catch (BrokerFailure e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerFailure(
                    "data folder " + folder + " cannot be prepared for Kafka: " + e.getMessage(),
                    e);
        }
    }

    private static void refuseNewer(Path folder, Path note) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(note)) {
            properties.load(reader);
        }
        int level = Integer.parseInt(properties.getProperty(LEVEL, "0").strip());
        int ours = MetadataVersion.LATEST_PRODUCTION.featureLevel();
        if (level > ours) {
            throw new BrokerFailure(
                    String.format(
                            "data folder %s was written by a newer version (Kafka %s, format %d);"
                                    + " this one is Kafka %s and reads formats up to %d: use the newer"
                                    + " Descentry or another folder",
                            folder,
                            properties.getProperty(VERSION, "?"),
                            level,
                            AppInfoParser.getVersion(),
                            ours));
        }
    }

    private static void format(Path folder, int nodeId, String controllerListener)
            throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(nodeId)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName(controllerListener)
                .setIgnoreFormatted(true)
                .run();
    }

    private static void write(Path note) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(
                LEVEL, Short.toString(MetadataVersion.LATEST_PRODUCTION.featureLevel()));
        properties.setProperty(VERSION, AppInfoParser.getVersion());
        try (Writer writer = Files.newBufferedWriter(note)) {
            properties.store(writer, "Format of this data folder; refuses older programs");
        }
    }
}
