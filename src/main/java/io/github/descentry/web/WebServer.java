package io.github.descentry.web;

import io.github.descentry.metrics.TopologyHealth;
import io.github.descentry.views.RunBoard;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;

/**
 * Answers over HTTP:
 *
 * <ul>
 *   <li>{@code /metrics}: Prometheus text
 *   <li>{@code /healthz}: 200 while the process is alive
 *   <li>{@code /readyz}: 200 while the topology runs, else 503
 *   <li>{@code /api/v1/runs}: all runs; {@code project group state run} narrow it
 *   <li>{@code /api/v1/runs/{run}}: all of one run. Slashes in its name may stand as they are or as
 *       {@code %2F}
 *   <li>{@code /api/v1/runs/{run}/decision}: whether the run should stop, for a job to ask now and
 *       then; it goes before a run whose name ends so
 *   <li>{@code /api/v1/forecasts}: latest of each curve; {@code project group state run metric}
 *   <li>{@code /api/v1/anomalies}: recent turns, newest first; {@code project group run metric kind
 *       severity status}
 *   <li>{@code /api/v1/signals}: recent turns, newest first; {@code project group run rule mode
 *       policy status}
 *   <li>{@code /api/v1/groups}: leaderboards; {@code group}
 *   <li>{@code /api/v1/policies}: those in force
 * </ul>
 *
 * <p>Errors are {@code {"error": "…"}}. Thread-safe.
 */
public final class WebServer implements AutoCloseable {

    static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int NOT_READY = 503;

    private final RunApi api;
    private final Supplier<String> metrics;
    private final Supplier<TopologyHealth> health;
    private final Javalin server;
    private final String host;

    /**
     * Starts to listen.
     *
     * @param metrics text of a scrape
     * @param health how the topology is
     * @throws WebFailure if the port is in use or the address is none of this machine
     */
    public WebServer(
            WebConfig config,
            RunBoard board,
            Supplier<String> metrics,
            Supplier<TopologyHealth> health) {
        api = new RunApi(board);
        this.metrics = metrics;
        this.health = health;
        this.host = config.host();
        server = Javalin.create(this::configure);
        try {
            server.start(config.host(), config.port());
        } catch (RuntimeException e) {
            server.stop();
            throw new WebFailure(
                    "cannot listen on " + config.host() + ":" + config.port() + ", " + reason(e),
                    e);
        }
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException
                    || message.contains("nresolved address")) {
                return "as there is no host of this name";
            }
            if (message.contains("annot assign requested address")) {
                return "as this is no address of this machine";
            }
            if (cause instanceof SocketException && message.contains("ermission denied")) {
                return "as the system allows ports below 1024 to few";
            }
        }
        return "the port may be in use; choose another, or 0 for a free one";
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    /** Where a browser on this machine finds it, e.g. {@code http://127.0.0.1:8680}. */
    public String url() {
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // A path that exists is not missing because it was asked for by another method.
        config.http.prefer405over404 = true;
        // Runs have slashes in their names, and clients encode them: Jetty would refuse %2F.
        config.jetty.modifyHttpConfiguration(
                http ->
                        http.setUriCompliance(
                                UriCompliance.from(
                                        Set.of(
                                                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                                                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING))));
        config.jetty.modifyServletContextHandler(
                servlets -> {
                    servlets.getServletHandler().setDecodeAmbiguousURIs(true);
                    servlets.setErrorHandler(new JsonErrors());
                });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JsonErrors()));
        route(config, "/metrics", this::scrape);
        route(config, "/healthz", context -> json(context, ApiJson.status("alive")));
        route(config, "/readyz", this::ready);
        answer(config, "runs", api::runs);
        answer(config, "runs/<run>/decision", api::decision);
        answer(config, "runs/<run>", api::run);
        answer(config, "forecasts", api::forecasts);
        answer(config, "anomalies", api::anomalies);
        answer(config, "signals", api::signals);
        answer(config, "groups", api::groups);
        answer(config, "policies", api::policies);
        config.routes.exception(
                BadRequest.class,
                (failure, context) -> {
                    context.status(failure.status());
                    json(context, ApiJson.error(failure.getMessage()));
                });
        config.routes.exception(
                Exception.class,
                (failure, context) -> {
                    context.status(500);
                    json(context, ApiJson.error("this is a fault of the program: " + failure));
                });
        config.routes.error(
                405,
                context -> {
                    context.header("Allow", "GET, HEAD");
                    json(
                            context,
                            ApiJson.error(
                                    context.method() + " is not allowed here; allowed: GET, HEAD"));
                });
        config.routes.error(
                404,
                context -> {
                    if (!JSON.equals(context.res().getContentType())) {
                        json(context, ApiJson.error("there is nothing at " + context.path()));
                    }
                });
    }

    private void scrape(Context context) {
        context.contentType(PROMETHEUS).result(metrics.get());
    }

    private void ready(Context context) {
        TopologyHealth now = health.get();
        if (!now.running()) {
            context.status(NOT_READY);
        }
        json(context, ApiJson.status(now.state()));
    }

    private static void answer(
            JavalinConfig config, String path, Function<Context, String> answer) {
        route(config, "/api/v1/" + path, context -> json(context, answer.apply(context)));
    }

    /**
     * Unless it has a handler, HEAD is answered with 200 and nothing else, whatever GET would be.
     */
    private static void route(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    private static void json(Context context, String body) {
        context.contentType(JSON).result(body);
    }
}
