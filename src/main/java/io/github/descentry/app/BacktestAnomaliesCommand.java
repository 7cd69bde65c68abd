package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.ConfigFile;
import io.github.descentry.backtest.AnomalyPage;
import io.github.descentry.backtest.AnomalyStudy;
import io.github.descentry.backtest.AnomalyStudyResult;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.ingest.CorpusLabels;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.series.SeriesPresets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code descentry backtest anomalies}: what is raised, held against what people saw. */
@Command(
        name = "anomalies",
        description = {
            "Raises anomalies on every recorded run as if it were live, holds them against what"
                    + " people labelled, and counts false alarms, events found and their delay,"
                    + " next to spike rules of other tools on the same curves.",
            "",
            "DIR holds files of curves (run,step,metric,value,lr,tokens,wall_ms; gzip or not) with"
                    + " labels.csv (run,metric,event,start_step,end_step,note) and runs.csv beside"
                    + " them, if there. A run is healthy if its outcome in runs.csv is ok or, where"
                    + " none is said, nothing bad is labelled in it.",
            "",
            "With --bootstrap it reads what jobs have sent, runs and plans as they declared them."
                    + " Nothing is labelled there, so every alarm is listed; those on runs that"
                    + " have completed count as false until somebody has looked at them."
        })
final class BacktestAnomaliesCommand implements Callable<Integer> {

    private static final String CUSUM = "trainscope.cusum";

    /** Rules of other tools that say whether a loss is a spike. */
    private static final List<String> PEERS =
            List.of(
                    "olmo.stability",
                    "llm_foundry.kill_loss_spike",
                    "lightning.spike_detection",
                    "megatron.spiky_loss",
                    CUSUM,
                    "zscore.mad");

    @Spec private CommandSpec specification;

    @ArgGroup(multiplicity = "1")
    private RecordedRuns recorded;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration in YAML.")
    private Path configFile;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "Only anomalies of these kinds, e.g. spike,divergence.")
    private List<String> kinds = List.of();

    @Option(
            names = "--apart",
            split = ",",
            paramLabel = "COLLECTION",
            defaultValue = "aliasing_lightning",
            description = {
                "Files whose lasting spikes and divergences are not in the sum of these, such as"
                        + " nets trained to a loss of nearly zero. Default: ${DEFAULT-VALUE}."
            })
    private Set<String> apart;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with the curves of all wrong verdicts.")
    private Path report;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() {
        Set<Kind> asked = kinds();
        if (report != null) {
            PageFile.check(report);
        }
        try {
            Config config = configFile == null ? Config.defaults() : ConfigFile.read(configFile);
            RunSource source = recorded.open();
            CorpusWork work = new CorpusWork(source);
            CorpusLabels labels = recorded.labels();
            AnomalyStudy study = new AnomalyStudy(config.monitor(), asked, peers(), report != null);
            AnomalyStudyResult result = new AnomalyStudyResult(asked, apart);
            work.forEach(!json, run -> study.verdict(run, labels.of(run.run())), result::add);
            if (result.score().checkpoints() == 0) {
                throw new UserError(source.name() + " holds no run with values");
            }
            PrintWriter out = specification.commandLine().getOut();
            out.print(json ? AnomalyReport.json(result) : AnomalyReport.table(result));
            if (!json && recorded.ofTopic()) {
                out.print(AnomalyReport.alarms(result));
            }
            out.flush();
            if (report != null) {
                PageFile.write(
                        report,
                        new AnomalyPage(result).html(source.title()),
                        specification.commandLine().getErr());
            }
            return ExitCode.OK;
        } catch (UnreadableRecording | ConfigError e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private Set<Kind> kinds() {
        Set<Kind> asked = EnumSet.noneOf(Kind.class);
        for (String name : kinds) {
            asked.add(kind(name));
        }
        return asked.isEmpty() ? EnumSet.allOf(Kind.class) : asked;
    }

    private static Kind kind(String name) {
        List<String> known = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (AnomalyReport.name(kind).equals(name)) {
                return kind;
            }
            known.add(AnomalyReport.name(kind));
        }
        throw new UserError("kind=" + name + " is none of " + String.join(", ", known));
    }

    private static List<SeriesPreset> peers() {
        return PEERS.stream().map(BacktestAnomaliesCommand::peer).toList();
    }

    /** A loss that falls is no fault: a rule that fires on falls too is asked for rises only. */
    private static SeriesPreset peer(String name) {
        return SeriesPresets.of(
                name,
                name.equals(CUSUM)
                        ? new Parameters(name, Map.of("falls", false))
                        : Parameters.none());
    }
}
