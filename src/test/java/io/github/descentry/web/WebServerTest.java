package io.github.descentry.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.metrics.Forecasts;
import io.github.descentry.metrics.TopologyHealth;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.views.PoliciesView;
import io.github.descentry.views.RunBoard;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WebServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunBoard board = new RunBoard(BoardConfig.DEFAULTS);
    private String state = "running";
    private final WebServer server =
            new WebServer(
                    new WebConfig("127.0.0.1", 0),
                    board,
                    () -> "descentry_points_total 1.0\n",
                    () -> new TopologyHealth(state, List.of()));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRunIsFoundWithItsSlashesPlainOrEncoded() throws Exception {
        Forecast forecast = Forecasts.full("gpt2/lr 3e-4/seed1", "loss", RunState.RUNNING, 7);
        board.accept(forecast);
        for (String path : List.of("gpt2/lr%203e-4/seed1", "gpt2%2Flr%203e-4%2Fseed1")) {
            HttpResponse<String> answer = get("/api/v1/runs/" + path);
            assertEquals(200, answer.statusCode(), answer.body());
            JsonNode run = json(answer);
            assertEquals("gpt2/lr 3e-4/seed1", run.get("run").asString());
            assertEquals("running", run.get("state").asString());
            assertEquals(
                    json(new String(RecordJson.FORECAST.write(forecast))),
                    run.get("forecasts").get(0));
        }
        assertEquals(1, json(get("/api/v1/runs?run=gpt2%2Flr%203e-4%2Fseed1")).get("runs").size());
    }

    @Test
    void filtersNarrowTheLists() throws Exception {
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 7));
        board.accept(Forecasts.full("b", "loss", RunState.COMPLETED, 7));
        board.accept(Forecasts.bare("c", "accuracy", RunState.RUNNING, 7));
        assertEquals(3, json(get("/api/v1/runs")).get("runs").size());
        assertEquals(2, json(get("/api/v1/runs?group=sweep")).get("runs").size());
        assertEquals(1, json(get("/api/v1/runs?group=sweep&state=completed")).get("runs").size());
        assertEquals(0, json(get("/api/v1/runs?project=vision")).get("runs").size());
        assertEquals(1, json(get("/api/v1/forecasts?metric=accuracy")).get("forecasts").size());
        assertEquals(0, json(get("/api/v1/anomalies")).get("anomalies").size());
        assertEquals(0, json(get("/api/v1/signals")).get("signals").size());
    }

    @Test
    void groupsAreAnsweredAsOnTheWire() throws Exception {
        Leaderboard leaderboard =
                new Leaderboard(
                        "sweep",
                        "loss",
                        Goal.MINIMIZE,
                        Forecasts.TIME,
                        List.of(
                                new Leaderboard.Entry(
                                        "a",
                                        RunState.RUNNING,
                                        7,
                                        2.5,
                                        0.1,
                                        OptionalInt.of(1),
                                        OptionalDouble.empty())));
        board.accept(leaderboard);
        assertEquals(
                json(new String(RecordJson.LEADERBOARD.write(leaderboard))),
                json(get("/api/v1/groups?group=sweep")).get("groups").get(0));
    }

    @Test
    void aJobLearnsByWhoseLeaveItShouldStopAndOtherwiseThatItShouldGoOn() throws Exception {
        board.accept(Forecasts.full("gpt2/seed1", "loss", RunState.RUNNING, 7));
        StopSignal signal = signal().under("sweep", "4f2a90c1d3b7", StopSignal.Mode.ADVISE);
        assertEquals(
                json("{'run':'gpt2/seed1','attempt':1,'stop':false}".replace('\'', '"')),
                json(get("/api/v1/runs/gpt2%2Fseed1/decision")));

        board.accept(signal.held("the hour is used up"));
        assertFalse(json(get("/api/v1/runs/gpt2/seed1/decision")).get("stop").asBoolean());
        JsonNode observed = json(get("/api/v1/runs")).get("runs").get(0);
        assertTrue(observed.get("stop_advised").asBoolean());
        assertEquals("observe", observed.get("stop_mode").asString());

        board.accept(signal);
        JsonNode decision = json(get("/api/v1/runs/gpt2/seed1/decision"));
        assertTrue(decision.get("stop").asBoolean());
        assertEquals("s", decision.get("signal").asString());
        assertEquals("advise", decision.get("mode").asString());
        assertEquals("cannot_win", decision.get("rule").asString());
        assertEquals("behind", decision.get("reason").asString());
        assertEquals("sweep", decision.get("policy").asString());
        assertEquals("4f2a90c1d3b7", decision.get("policy_version").asString());
        assertEquals("2026-01-02T00:00:00Z", decision.get("expires").asString());
        assertEquals(404, get("/api/v1/runs/nobody/decision").statusCode());
    }

    @Test
    void signalsAndAnomaliesAreAnsweredAsOnTheWire() throws Exception {
        StopSignal held =
                signal().under("sweep", "v1", StopSignal.Mode.ENFORCE).held("the hour is used up");
        board.accept(held);
        JsonNode signal = json(get("/api/v1/signals?policy=sweep&mode=observe"));
        assertEquals(
                json(new String(RecordJson.STOP_SIGNAL.write(held))), signal.get("signals").get(0));
        assertEquals("the hour is used up", signal.at("/signals/0/held").asString());
        assertEquals(0, json(get("/api/v1/signals?mode=enforce")).get("signals").size());

        board.accept(
                new Anomaly(
                        "id",
                        "gpt2/seed1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("gpu_util"),
                        Anomaly.Kind.THRESHOLD,
                        Anomaly.Status.OPENED,
                        Anomaly.Severity.WARNING,
                        1,
                        7,
                        7,
                        Forecasts.TIME,
                        Map.of("value", 0.2),
                        "gpu_util is 0.2",
                        Optional.of("gpu_util < 0.3")));
        JsonNode anomalies = json(get("/api/v1/anomalies?severity=warning"));
        assertEquals("gpu_util < 0.3", anomalies.at("/anomalies/0/rule").asString());
        assertEquals(0, json(get("/api/v1/anomalies?severity=critical")).get("anomalies").size());
    }

    @Test
    void thePoliciesInForceAreSaidOnceTheyAreKnown() throws Exception {
        assertEquals(503, get("/api/v1/policies").statusCode());
        board.accept(
                new PoliciesView(
                        "4f2a90c1d3b7",
                        false,
                        Map.of("policies", List.of(Map.of("name", "default")))));
        JsonNode usual = json(get("/api/v1/policies"));
        assertEquals("4f2a90c1d3b7", usual.get("version").asString());
        assertEquals("configuration", usual.get("source").asString());
        assertEquals("default", usual.at("/policies/0/name").asString());
        board.accept(new PoliciesView("v2", true, Map.of("policies", List.of())));
        assertEquals("topic", json(get("/api/v1/policies")).get("source").asString());
    }

    private static StopSignal signal() {
        return new StopSignal(
                "s",
                "gpt2/seed1",
                Optional.empty(),
                Optional.empty(),
                1,
                "cannot_win",
                3,
                StopSignal.Status.ADVISED,
                StopSignal.Mode.OBSERVE,
                7,
                Forecasts.TIME,
                "behind",
                Map.of(),
                Optional.of(Instant.parse("2026-01-02T00:00:00Z")));
    }

    @Test
    void errorsAreJsonThatSaysWhat() throws Exception {
        HttpResponse<String> unknownRun = get("/api/v1/runs/nobody");
        assertEquals(404, unknownRun.statusCode());
        assertEquals("run nobody is not known", json(unknownRun).get("error").asString());

        HttpResponse<String> unknownParameter = get("/api/v1/runs?grupo=x");
        assertEquals(400, unknownParameter.statusCode());
        assertTrue(json(unknownParameter).get("error").asString().contains("grupo"));
        for (String path : List.of("policies", "runs/nobody", "runs/nobody/decision")) {
            HttpResponse<String> noParameters = get("/api/v1/" + path + "?x=1");
            assertEquals(400, noParameters.statusCode(), path);
            assertEquals(
                    "parameter x is unknown here; this path has none",
                    json(noParameters).get("error").asString());
        }

        for (String query : List.of("runs?state=xyz", "anomalies?kind=xyz", "signals?status=xyz")) {
            HttpResponse<String> noChoice = get("/api/v1/" + query);
            assertEquals(400, noChoice.statusCode(), query);
            String error = json(noChoice).get("error").asString();
            assertTrue(error.contains("=xyz is none of "), error);
        }
        assertEquals(
                "status=xyz is none of advised, withdrawn",
                json(get("/api/v1/signals?status=xyz")).get("error").asString());

        HttpResponse<String> nowhere = get("/api/v2");
        assertEquals(404, nowhere.statusCode());
        assertTrue(json(nowhere).get("error").asString().contains("/api/v2"));
    }

    @Test
    void aPathThatIsNoneIsRefusedInJsonToo() throws Exception {
        for (String path : List.of("/api/v1/runs/%zz", "/api/v1/runs/%c3%28", "/%2e%2e/x")) {
            String answer =
                    raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            assertTrue(answer.contains("Content-Type: application/json"), answer);
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertTrue(json(body).has("error"), answer);
        }
    }

    @Test
    void otherMethodsAreRefusedInJsonToo() throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/runs"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("allow").orElse(""));
        assertEquals(
                "POST is not allowed here; allowed: GET, HEAD",
                json(answer).get("error").asString());
    }

    /** As HTTP wants it: the same status and headers, and no body. */
    @Test
    void headIsAnsweredAsGetWouldBe() throws Exception {
        board.accept(Forecasts.full("gpt2/seed1", "loss", RunState.RUNNING, 7));
        state = "rebalancing";
        for (String path :
                List.of(
                        "/metrics",
                        "/healthz",
                        "/readyz",
                        "/api/v1/runs",
                        "/api/v1/runs/gpt2/seed1",
                        "/api/v1/runs/gpt2%2Fseed1/decision",
                        "/api/v1/runs/nobody",
                        "/api/v1/runs?grupo=x",
                        "/api/v1/forecasts",
                        "/api/v1/anomalies",
                        "/api/v1/signals",
                        "/api/v1/groups",
                        "/api/v1/policies",
                        "/api/v2")) {
            HttpResponse<String> get = get(path);
            HttpResponse<String> head =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(get.statusCode(), head.statusCode(), path);
            assertEquals("", head.body(), path);
            for (String header : List.of("content-type", "content-length")) {
                assertEquals(
                        get.headers().firstValue(header),
                        head.headers().firstValue(header),
                        path + " " + header);
            }
        }
    }

    @Test
    void readinessFollowsTheTopologyAndHealthDoesNot() throws Exception {
        assertEquals(200, get("/readyz").statusCode());
        state = "rebalancing";
        assertEquals(503, get("/readyz").statusCode());
        assertEquals("rebalancing", json(get("/readyz")).get("status").asString());
        assertEquals(200, get("/healthz").statusCode());
    }

    @Test
    void metricsAreServedAsPrometheusText() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertEquals("descentry_points_total 1.0\n", answer.body());
        assertTrue(
                answer.headers()
                        .firstValue("content-type")
                        .orElseThrow()
                        .startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void aPortInUseIsSaid() {
        WebFailure failure =
                assertThrows(
                        WebFailure.class,
                        () ->
                                new WebServer(
                                        new WebConfig("127.0.0.1", server.port()),
                                        board,
                                        () -> "",
                                        () -> new TopologyHealth("running", List.of())));
        assertTrue(failure.getMessage().contains(":" + server.port()), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"300.1.1.1,no host of this name", "192.0.2.1,no address of this machine"})
    void aHostThatIsNoneIsNotTakenForAPortInUse(String host, String reason) {
        WebFailure failure =
                assertThrows(
                        WebFailure.class,
                        () ->
                                new WebServer(
                                        new WebConfig(host, 0),
                                        board,
                                        () -> "",
                                        () -> new TopologyHealth("running", List.of())));
        assertTrue(failure.getMessage().contains(host + ":0"), failure.getMessage());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    /** What no client of ours would send. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
