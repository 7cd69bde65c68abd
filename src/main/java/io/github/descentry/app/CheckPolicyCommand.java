package io.github.descentry.app;

import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.PolicyFile;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.ingest.RecordedEvents;
import io.github.descentry.ingest.Recording;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunIdentity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code descentry check policy}: tells which policy would govern which run, and how. */
@Command(
        name = "policy",
        description = {
            "Checks a policy file and tells what it says, or which policy governs which run.",
            "",
            "Without runs it shows the policies in words. With --run one run is looked up, with"
                    + " --against all runs of a recording: a file of events (*.jsonl), a file of"
                    + " curves (*.csv), or a folder of them."
        })
final class CheckPolicyCommand implements Callable<Integer> {

    private static final int ONE_AT_A_TIME = 1;

    @Spec private CommandSpec specification;

    @Parameters(paramLabel = "FILE", description = "Policies in YAML.")
    private Path file;

    @Option(names = "--run", paramLabel = "NAME", description = "Name of a run to look up.")
    private Optional<String> run = Optional.empty();

    @Option(names = "--project", paramLabel = "NAME", description = "Project of that run.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--group", paramLabel = "NAME", description = "Group of that run.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description = "A tag of that run; may be given several times.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            names = "--against",
            paramLabel = "FILE|DIR",
            description = "Recorded events or curves whose runs to look up.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (run.isEmpty() && (project.isPresent() || group.isPresent() || !tags.isEmpty())) {
            throw new UserError("--project, --group and --tag tell of a run; name it with --run");
        }
        PolicySet policies;
        try {
            policies = PolicyFile.read(file);
        } catch (ConfigError failure) {
            throw new UserError(failure.getMessage(), failure);
        }
        List<RunIdentity> runs = new ArrayList<>();
        run.ifPresent(name -> runs.add(new RunIdentity(name, project, group, tags)));
        against.ifPresent(path -> runs.addAll(recorded(path)));
        boolean asked = run.isPresent() || against.isPresent();
        PolicyReport report = new PolicyReport(file.toString(), policies, Instant.now());
        PrintWriter out = specification.commandLine().getOut();
        if (json) {
            out.print(asked ? report.json(runs) : report.json());
        } else {
            out.print(asked ? report.table(runs) : report.words());
        }
        out.flush();
        return ExitCode.OK;
    }

    /** The runs of a recording by what they last said of themselves, in the order they appear. */
    private static List<RunIdentity> recorded(Path path) {
        Map<String, RunIdentity> runs = new LinkedHashMap<>();
        try (RecordedEvents events = Recording.open(path).events(name -> true, ONE_AT_A_TIME)) {
            while (events.hasNext()) {
                RunEvent event = events.next();
                if (event instanceof RunStarted started) {
                    runs.put(event.run(), RunIdentity.of(started));
                } else {
                    runs.putIfAbsent(event.run(), RunIdentity.of(event.run()));
                }
            }
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        }
        return List.copyOf(runs.values());
    }
}
