package io.github.descentry.topology;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/** The cluster cannot be worked with; the message says why and what to do, for a person. */
public final class KafkaUnusable extends RuntimeException {

    public KafkaUnusable(String message, Throwable cause) {
        super(message, cause);
    }

    static KafkaUnusable because(String doing, Throwable cause) {
        return new KafkaUnusable(doing + " failed: " + advice(cause), cause);
    }

    private static String advice(Throwable cause) {
        if (cause instanceof TimeoutException
                || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "Kafka does not answer; check the address and that the cluster runs";
        }
        if (cause instanceof AuthorizationException) {
            return cause.getMessage()
                    + " Give this user the right, or have an administrator create the topics.";
        }
        if (cause instanceof AuthenticationException) {
            return cause.getMessage() + " Check the kafka: section of the configuration.";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return cause.getMessage() + " Set topics.replication_factor to what the cluster has.";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
