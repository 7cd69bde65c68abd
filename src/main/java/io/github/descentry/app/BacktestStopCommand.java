package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.ConfigFile;
import io.github.descentry.app.config.PolicyFile;
import io.github.descentry.backtest.sweep.FilePolicy;
import io.github.descentry.backtest.sweep.Governed;
import io.github.descentry.backtest.sweep.Grouping;
import io.github.descentry.backtest.sweep.StudiedPolicies;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
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
                    + " epochs and see the mean of each.",
            "",
            "With --bootstrap it reads what jobs have sent, plans, objectives and groups as they"
                    + " declared them. Only runs that have completed take part: how others would"
                    + " have ended nobody knows."
        })
final class BacktestStopCommand implements Callable<Integer> {

    @Spec private CommandSpec specification;

    @ArgGroup(multiplicity = "1")
    private RecordedRuns recorded;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = {
                "Judge by this policy file, too, as live: which policy governs a run, its rules,"
                        + " presets and budgets. Silences are left aside; mode observe is judged"
                        + " as advise. Budgets are of each group alone and go by the recorded time"
                        + " of its median run, stretched over the plan; without times a step"
                        + " takes a second."
            })
    private Path policyFile;

    @Option(
            names = "--no-budgets",
            description = "Without the budgets and cool-downs of the policy file.")
    private boolean noBudgets;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration in YAML.")
    private Path configFile;

    @Option(
            names = "--groups",
            paramLabel = "HOW",
            description =
                    "folder: by the folder in the name of a run; column: by the column group of"
                            + " runs.csv, or as jobs declared it. Default: folder for curves,"
                            + " column for a topic.")
    private String groups;

    @Option(
            names = "--slots",
            paramLabel = "N",
            converter = Numbers.FromZero.class,
            defaultValue = "0",
            description = "Runs side by side; 0, the default: all of a group.")
    private int slots;

    @Option(
            names = "--orders",
            paramLabel = "N",
            converter = Numbers.FromOne.class,
            defaultValue = "3",
            description =
                    "In how many orders each group is replayed: who reports first of several that"
                            + " are equally far. Default: ${DEFAULT-VALUE}.")
    private int orders;

    @Option(
            names = "--best",
            paramLabel = "K",
            converter = Numbers.FromOne.class,
            defaultValue = "1",
            description = "To stop one of the K best is wrong. Default: ${DEFAULT-VALUE}.")
    private int best;

    @Option(
            names = "--target",
            paramLabel = "VALUE",
            converter = Numbers.Finite.class,
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

    @Override
    public Integer call() {
        Grouping grouping = grouping();
        if (report != null) {
            PageFile.check(report);
        }
        try {
            Config config = configFile == null ? Config.defaults() : ConfigFile.read(configFile);
            Optional<StudiedPolicies> policies = policies();
            SweepStudy study = study(config.monitor(), policies);
            List<SweepResult> results = new ArrayList<>();
            Set<String> drawn = report == null ? Set.of() : ownNames(config.monitor(), policies);
            List<WrongStop> wrong = new ArrayList<>();
            Optional<Governed> governed = policies.map(Governed::new);
            RunSource source = recorded.open();
            Optional<String> whyNoGroups = source.whyNoGroups();
            if (grouping == Grouping.COLUMN && whyNoGroups.isPresent()) {
                throw new UserError("groups=column: " + whyNoGroups.get());
            }
            SweepWork work = new SweepWork(source, grouping, config.monitor(), policies);
            work.forEach(
                    !json,
                    group -> {
                        List<SweepResult> found = study.results(group);
                        return new Studied(
                                found,
                                WrongStop.of(group, found, drawn),
                                group.governedBy(),
                                group.runs().size());
                    },
                    studied -> {
                        results.addAll(studied.results);
                        wrong.addAll(studied.wrong);
                        governed.ifPresent(it -> it.add(studied.governed, studied.runs));
                    });
            if (results.isEmpty()) {
                throw new UserError(
                        source.name()
                                + " holds no group of "
                                + SweepGroup.LEAST
                                + (recorded.ofTopic() ? " completed" : "")
                                + " runs that are judged by the same metric and do not all end"
                                + " alike; "
                                + work.account());
            }
            List<SweepScore> scores = study.scores(results);
            PrintWriter out = specification.commandLine().getOut();
            out.print(
                    json
                            ? StopReport.json(scores, results, policies, governed)
                            : StopReport.table(scores, policies, governed));
            out.flush();
            if (report != null) {
                PageFile.write(
                        report,
                        new SweepPage(scores, wrong, governed).html(source.title()),
                        specification.commandLine().getErr());
            }
            return ExitCode.OK;
        } catch (UnreadableRecording | ConfigError | IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private Optional<StudiedPolicies> policies() {
        if (policyFile == null) {
            if (noBudgets) {
                throw new UserError("--no-budgets goes with --policy only");
            }
            return Optional.empty();
        }
        return Optional.of(new StudiedPolicies(PolicyFile.read(policyFile), !noBudgets));
    }

    private SweepStudy study(MonitorConfig config, Optional<StudiedPolicies> file) {
        List<SweepPolicy> policies = new ArrayList<>();
        file.ifPresent(it -> policies.add(new FilePolicy(it, config)));
        policies.addAll(SweepPolicies.ours(config));
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
        if (groups == null) {
            return recorded.ofTopic() ? Grouping.COLUMN : Grouping.FOLDER;
        }
        for (Grouping known : Grouping.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(groups)) {
                return known;
            }
        }
        throw new UserError("groups=" + groups + " is none of folder, column");
    }

    private static Set<String> ownNames(MonitorConfig config, Optional<StudiedPolicies> file) {
        return Stream.concat(
                        SweepPolicies.ours(config).stream().map(SweepPolicy::name),
                        file.map(StudiedPolicies::title).stream())
                .collect(Collectors.toSet());
    }

    /** What came of a group. */
    private record Studied(
            List<SweepResult> results, List<WrongStop> wrong, List<String> governed, int runs) {}
}
