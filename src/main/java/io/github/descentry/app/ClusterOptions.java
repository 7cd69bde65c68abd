package io.github.descentry.app;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** Which Kafka cluster a command speaks with, and how it is reached: options of the command. */
class ClusterOptions {

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers, separated by commas.")
    private String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client settings (SASL, TLS, ...) as a properties file.")
    private Optional<Path> clientConfig = Optional.empty();

    final KafkaTarget target() {
        return new KafkaTarget(bootstrap, clientConfig);
    }

    /** What to tell of a cluster that cannot be worked with. */
    final UserError unusable(KafkaException failure) {
        return new UserError(
                "bootstrap="
                        + bootstrap
                        + ": "
                        + KafkaTarget.plain(String.valueOf(failure.getMessage())),
                failure);
    }
}
