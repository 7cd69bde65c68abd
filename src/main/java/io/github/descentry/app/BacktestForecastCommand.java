package io.github.descentry.app;

import io.github.descentry.backtest.AccuracyRow;
import io.github.descentry.backtest.ForecastStudy;
import io.github.descentry.backtest.Verdict;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.monitor.MonitorConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code descentry backtest forecast}: the accuracy study. */
@Command(
        name = "forecast",
        description = {
            "Forecasts the final value of every recorded run when 10, 25, 50, 75 and 90 %% of its"
                    + " steps are seen, and reports the errors per collection next to two simple"
                    + " peers: a power law with constant on steps, and the last value.",
            "",
            "DIR holds files of curves (run,step,metric,value,lr,tokens,wall_ms; gzip or not) with"
                    + " runs.csv beside them, if there, for plans and final values."
        })
final class BacktestForecastCommand implements Callable<Integer> {

    @Spec private CommandSpec specification;

    @Option(
            names = "--curves",
            required = true,
            paramLabel = "DIR",
            description = "Folder, or one file, of recorded curves.")
    private Path curves;

    @Option(names = "--json", description = "Print a JSON list of rows instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            CorpusWork work = new CorpusWork(new FolderRuns(curves));
            ForecastStudy study = new ForecastStudy(MonitorConfig.defaults());
            List<Verdict> verdicts = new ArrayList<>();
            work.forEach(!json, study::verdicts, verdicts::addAll);
            List<AccuracyRow> rows = ForecastStudy.rows(verdicts);
            if (rows.isEmpty()) {
                throw new UserError(
                        "curves="
                                + curves
                                + " holds no run with three values of a metric and a finite end");
            }
            PrintWriter out = specification.commandLine().getOut();
            out.print(json ? AccuracyReport.json(rows) : AccuracyReport.table(rows));
            out.flush();
            return ExitCode.OK;
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
