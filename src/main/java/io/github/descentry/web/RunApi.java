package io.github.descentry.web;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.views.RunBoard;
import io.github.descentry.views.RunView;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/**
 * The answers under {@code /api/v1} as JSON texts: what the board shows, narrowed by the parameters
 * of the request. {@link WebServer} says under which path each is given. Thread-safe.
 */
final class RunApi {

    private static final int NOT_FOUND = 404;
    private static final int NOT_READY = 503;

    private final RunBoard board;

    RunApi(RunBoard board) {
        this.board = board;
    }

    String runs(Context context) {
        Filter filter =
                filter(context, Filter.RUN, Filter.PROJECT, Filter.GROUP, Filter.STATE)
                        .choosing(Filter.STATE, RunState.values());
        return ApiJson.list(
                "runs", board.runs().stream().filter(filter::takes).toList(), ApiJson::summary);
    }

    String run(Context context) {
        return ApiJson.run(known(context));
    }

    String decision(Context context) {
        return ApiJson.decision(known(context));
    }

    private RunView known(Context context) {
        filter(context);
        String name = context.pathParam("run");
        return board.run(name)
                .orElseThrow(() -> new BadRequest(NOT_FOUND, "run " + name + " is not known"));
    }

    String policies(Context context) {
        filter(context);
        return board.policies()
                .map(ApiJson::policies)
                .orElseThrow(
                        () ->
                                new BadRequest(
                                        NOT_READY, "the policies in force have not been read yet"));
    }

    String forecasts(Context context) {
        Filter filter =
                filter(
                                context,
                                Filter.RUN,
                                Filter.PROJECT,
                                Filter.GROUP,
                                Filter.STATE,
                                Filter.METRIC)
                        .choosing(Filter.STATE, RunState.values());
        List<Forecast> all =
                board.runs().stream()
                        .flatMap(run -> run.forecasts().stream())
                        .filter(filter::takes)
                        .toList();
        return ApiJson.list("forecasts", all, ApiJson.wire(RecordJson.FORECAST));
    }

    String anomalies(Context context) {
        Filter filter =
                filter(
                                context,
                                Filter.RUN,
                                Filter.PROJECT,
                                Filter.GROUP,
                                Filter.METRIC,
                                Filter.KIND,
                                Filter.SEVERITY,
                                Filter.STATUS)
                        .choosing(Filter.KIND, Anomaly.Kind.values())
                        .choosing(Filter.SEVERITY, Anomaly.Severity.values())
                        .choosing(Filter.STATUS, Anomaly.Status.values());
        return ApiJson.list(
                "anomalies",
                board.anomalies().stream().filter(filter::takes).toList(),
                ApiJson.wire(RecordJson.ANOMALY));
    }

    String signals(Context context) {
        Filter filter =
                filter(
                                context,
                                Filter.RUN,
                                Filter.PROJECT,
                                Filter.GROUP,
                                Filter.RULE,
                                Filter.MODE,
                                Filter.POLICY,
                                Filter.STATUS)
                        .choosing(Filter.MODE, StopSignal.Mode.values())
                        .choosing(Filter.STATUS, StopSignal.Status.values());
        return ApiJson.list(
                "signals",
                board.signals().stream().filter(filter::takes).toList(),
                ApiJson.wire(RecordJson.STOP_SIGNAL));
    }

    String groups(Context context) {
        Filter filter = filter(context, Filter.GROUP);
        return ApiJson.list(
                "groups",
                board.groups().stream()
                        .filter(board -> filter.takes(Filter.GROUP, board.group()))
                        .toList(),
                ApiJson.wire(RecordJson.LEADERBOARD));
    }

    private static Filter filter(Context context, String... known) {
        return new Filter(context.queryParamMap(), Set.of(known));
    }
}
