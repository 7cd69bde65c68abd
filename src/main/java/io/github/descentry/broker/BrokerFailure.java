package io.github.descentry.broker;

/** The embedded Kafka cannot start; the message says why and what to do, for a person. */
public final class BrokerFailure extends RuntimeException {

    public BrokerFailure(String message) {
        super(message);
    }

    public BrokerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
