package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.ConfigFile;
import io.github.descentry.backtest.sweep.Grouping;
import io.github.descentry.backtest.sweep.SweepGroup;
import io.github.descentry.backtest.sweep.SweepPage;
import io.github.descentry.backtest.sweep.SweepPolicies;
import io.github.descentry.backtest.sweep.SweepPolicy;
import io.github.descentry.backtest.sweep.SweepResult;
import io.github.descentry.backtest.sweep.SweepScore;
import io.github.descentry.backtest.sweep.SweepStudy;
import io.github.descentry.backtest.sweep.SweepTruth;
import io.github.descentry.backtest.sweep.WrongStop;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.monitor.MonitorConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code descentry backtest stop}: what stopping would have saved, and what it would have cost. */
@Command(
        name = "stop",
        description = {
            "Replays groups of recorded runs side by side, ends each run when a rule advises it, and"
                    + " reports the compute saved and the regret, next to rules of other tools on"
                    + " the same runs.",
            "",
            "DIR holds files of curves (run,step,metric,value,lr,tokens,wall_ms; gzip or not) with"
                    + " runs.csv beside them, if there. Runs of one folder and one main metric are"
                    + " a group, if there are four. Other tools count percents of the plan as"
                    + " epochs and see the mean of each."
        })
final class BacktestStopCommand implements Callable<Integer> {

    @Spec private CommandSpec specification;

    @Option(
            names = "--curves",
            required = true,
            paramLabel = "DIR",
            description = "Folder, or one file, of recorded curves.")
    private Path curves;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration in YAML.")
    private Path configFile;

    @Option(
            names = "--groups",
            paramLabel = "HOW",
            defaultValue = "folder",
            description =
                    "folder: by the folder in the name of a run; column: by the column group of"
                            + " runs.csv. Default: ${DEFAULT-VALUE}.")
    private String groups;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "0",
            description = "Runs side by side; 0, the default: all of a group.")
    private int slots;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "In how many orders each group is replayed: who reports first of several that"
                            + " are equally far. Default: ${DEFAULT-VALUE}.")
    private int orders;

    @Option(
            names = "--best",
            paramLabel = "K",
            defaultValue = "1",
            description = "To stop one of the K best is wrong. Default: ${DEFAULT-VALUE}.")
    private int best;

    @Option(
            names = "--target",
            paramLabel = "VALUE",
            description = "To stop a run that would have ended as good as this is wrong, too.")
    private Double target;

    @Option(
            names = "--trade-off",
            description = "Also run our rules over their main parameters; takes longer.")
    private boolean tradeOff;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with the curves of every group that lost its best run.")
    private Path report;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    BacktestStopCommand() {}

    @Override
    public Integer call() {
        if (report != null) {
            PageFile.check(report);
        }
        try {
            Config config = configFile == null ? Config.defaults() : ConfigFile.read(configFile);
            SweepStudy study = study(config.monitor());
            List<SweepResult> results = new ArrayList<>();
            Set<String> drawn = report == null ? Set.of() : ownNames(config.monitor());
            List<WrongStop> wrong = new ArrayList<>();
            new SweepWork(curves, grouping(), config.monitor())
                    .forEach(
                            !json,
                            group -> {
                                List<SweepResult> found = study.results(group);
                                return new Studied(found, WrongStop.of(group, found, drawn));
                            },
                            studied -> {
                                results.addAll(studied.results);
                                wrong.addAll(studied.wrong);
                            });
            if (results.isEmpty()) {
                throw new UserError(
                        "curves="
                                + curves
                                + " holds no group of "
                                + SweepGroup.LEAST
                                + " runs that are judged by the same metric");
            }
            List<SweepScore> scores = study.scores(results);
            PrintWriter out = specification.commandLine().getOut();
            out.print(json ? StopReport.json(scores, results) : StopReport.table(scores));
            out.flush();
            if (report != null) {
                PageFile.write(report, SweepPage.html(curves.toString(), scores, wrong));
            }
            return ExitCode.OK;
        } catch (UnreadableRecording | ConfigError | IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private SweepStudy study(MonitorConfig config) {
        List<SweepPolicy> policies = new ArrayList<>(SweepPolicies.ours(config));
        if (tradeOff) {
            policies.addAll(SweepPolicies.tradeOff(config));
        }
        policies.addAll(SweepPolicies.peers());
        return new SweepStudy(
                policies,
                slots,
                orders,
                new SweepTruth(
                        best, target == null ? OptionalDouble.empty() : OptionalDouble.of(target)));
    }

    private Grouping grouping() {
        for (Grouping known : Grouping.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(groups)) {
                return known;
            }
        }
        throw new UserError("groups=" + groups + " is none of folder, column");
    }

    private static Set<String> ownNames(MonitorConfig config) {
        return SweepPolicies.ours(config).stream()
                .map(SweepPolicy::name)
                .collect(Collectors.toSet());
    }

    private record Studied(List<SweepResult> results, List<WrongStop> wrong) {}
}
