package io.github.descentry.app.config;

/** The configuration cannot be used; the message names the file, the key and the value. */
public final class ConfigError extends RuntimeException {

    ConfigError(String message) {
        super(message);
    }

    ConfigError(String message, Throwable cause) {
        super(message, cause);
    }
}
