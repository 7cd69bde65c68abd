package io.github.descentry.web;

/**
 * Where the HTTP server listens. There is no authentication: other than the loopback address only
 * behind something that has.
 *
 * @param host address to bind to, e.g. {@code 127.0.0.1}, or {@code 0.0.0.0} for all
 * @param port 0 for a free one
 */
public record WebConfig(String host, int port) {

    public static final WebConfig DEFAULTS = new WebConfig("127.0.0.1", 8680);

    public WebConfig {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is missing or blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port=" + port + " is not within 0 to 65535");
        }
    }
}
