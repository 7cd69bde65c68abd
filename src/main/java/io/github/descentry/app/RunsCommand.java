package io.github.descentry.app;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.wire.RecordJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running monitor for its runs. */
@Command(name = "runs", description = "Lists the runs that a running monitor knows.")
final class RunsCommand implements Callable<Integer> {

    private static final Row HEAD =
            new Row(List.of("run", "state", "step", "value", "final (80 %)", "rank"), "stop");

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    @Spec private CommandSpec specification;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8680",
            description = "Where the monitor's HTTP server is. Default: ${DEFAULT-VALUE}.")
    private String url;

    @Option(names = "--json", description = "The monitor's answer as it is.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        String answer = ask(url.replaceAll("/+$", "") + "/api/v1/runs");
        PrintWriter out = specification.commandLine().getOut();
        if (json) {
            out.println(answer);
        } else {
            print(out, answer);
        }
        out.flush();
        return ExitCode.OK;
    }

    private String ask(String address) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    HttpClient.newBuilder()
                            .connectTimeout(ANSWER_WITHIN)
                            .build()
                            .send(
                                    HttpRequest.newBuilder(URI.create(address))
                                            .timeout(ANSWER_WITHIN)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserError(address + " answers with status " + answer.statusCode());
            }
            return answer.body();
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "--url=" + url + " is no address, such as http://127.0.0.1:8680", e);
        } catch (IOException e) {
            throw new UserError("no monitor answers at " + url + "; is descentry serve on?", e);
        }
    }

    private void print(PrintWriter out, String answer) {
        JsonNode runs;
        try {
            runs = JsonMapper.shared().readTree(answer).path("runs");
        } catch (JacksonException e) {
            throw new UserError("what answers at " + url + " is no monitor", e);
        }
        List<Row> rows = new ArrayList<>(List.of(HEAD));
        runs.forEach(run -> rows.add(row(run)));
        int[] widths = new int[HEAD.cells().size()];
        for (Row row : rows) {
            for (int i = 0; i < row.cells().size(); i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        rows.forEach(row -> out.println(row.text(widths)));
    }

    private static Row row(JsonNode run) {
        List<String> cells =
                new ArrayList<>(List.of(run.path("run").asString(), state(run), step(run)));
        if (run.has("unfitted")) {
            return new Row(cells, run.path("unfitted").path("sentence").asString());
        }
        Optional<Forecast> latest = forecast(run);
        cells.add(latest.map(forecast -> number(forecast.value())).orElse(""));
        cells.add(latest.flatMap(Forecast::estimate).map(RunsCommand::text).orElse(""));
        cells.add(rank(run));
        return new Row(cells, run.path("stop_advised").asBoolean() ? stop(run) : "");
    }

    /** What may be done with the advice; older monitors do not say it. */
    private static String stop(JsonNode run) {
        return run.path("stop_mode").asString("advised");
    }

    private static Optional<Forecast> forecast(JsonNode run) {
        return run.has("forecast")
                ? Optional.of(
                        RecordJson.FORECAST.read(
                                run.get("forecast").toString().getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** With the planned end, if it is known. */
    private static String step(JsonNode run) {
        String step = run.path("step").asString();
        return run.has("total_steps") ? step + "/" + run.path("total_steps").asString() : step;
    }

    /** With what is wrong with the run, if something is. */
    private static String state(JsonNode run) {
        String state = run.path("state").asString();
        String worst = run.path("worst_anomaly").asString("");
        return worst.isEmpty() || worst.equals(state) ? state : state + "," + worst;
    }

    private static String text(Forecast.Estimate estimate) {
        Forecast.Quantiles all = estimate.quantiles();
        return estimate.sd() == 0
                ? number(estimate.mean())
                : String.format(
                        "%s (%s%s%s)",
                        number(all.p50()), number(all.p10()), Figures.TO, number(all.p90()));
    }

    private static String rank(JsonNode run) {
        return run.has("rank")
                ? run.path("rank").asString() + "/" + run.path("ranked_runs").asString()
                : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * One line.
     *
     * @param cells texts of the columns, each as wide as its longest: names are cut nowhere, as
     *     people copy them
     * @param tail what stands behind the last of them; may be long
     */
    private record Row(List<String> cells, String tail) {

        /** So many columns, of words, begin at the left; the others are numbers. */
        private static final int WORDS = 2;

        private String text(int[] widths) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String space = " ".repeat(widths[i] - cells.get(i).length());
                line.append(i < WORDS ? cells.get(i) + space : space + cells.get(i)).append("  ");
            }
            return line.append(tail).toString().stripTrailing();
        }
    }
}
