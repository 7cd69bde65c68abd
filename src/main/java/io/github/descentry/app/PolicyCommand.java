package io.github.descentry.app;

import io.github.descentry.events.wire.Topics;
import io.github.descentry.ingest.PolicyTopic;
import io.github.descentry.stop.policy.PolicySet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code descentry policy}: the policies in force on a cluster. */
@Command(
        name = "policy",
        description = "Shows or changes the policies that are in force.",
        subcommands = {PolicyCommand.Apply.class, PolicyCommand.Show.class})
final class PolicyCommand implements Runnable {

    @Spec private CommandSpec specification;

    @Override
    public void run() {
        throw new ParameterException(
                specification.commandLine(),
                "show or apply? descentry policy --help tells what each does");
    }

    /** Which cluster, and which topic of it. */
    static final class Cluster extends ClusterOptions {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                defaultValue = Topics.DEFAULT_PREFIX,
                description = "What topics start with. Default: ${DEFAULT-VALUE}")
        private String prefix;

        PolicyTopic topic() {
            KafkaTarget target = target();
            try {
                Topics topics = Topics.withPrefix(prefix);
                target.requireTopic(topics.policies().name());
                return new PolicyTopic(topics, target.settings(), PATIENCE);
            } catch (IllegalArgumentException e) {
                throw new UserError("--" + e.getMessage(), e);
            }
        }
    }

    /** Puts a file in force. */
    @Command(
            name = "apply",
            description = {
                "Checks a policy file and puts it in force on all processes of an installation.",
                "Runs are judged by it from their next report on."
            })
    static final class Apply implements Callable<Integer> {

        @Spec private CommandSpec specification;
        @Mixin private Cluster cluster;

        @Parameters(paramLabel = "FILE", description = "Policies in YAML.")
        private Path file;

        @Override
        public Integer call() {
            PolicySet policies = PolicyWatch.read(file);
            try {
                cluster.topic().publish(policies.tree());
            } catch (KafkaException failure) {
                throw cluster.unusable(failure);
            }
            PrintWriter out = specification.commandLine().getOut();
            out.println("policies " + policies.version() + " are in force");
            out.flush();
            return ExitCode.OK;
        }
    }

    /** Prints what is in force. */
    @Command(
            name = "show",
            description = {
                "Prints the policies in force as a file that could be applied again.",
                "Exit code 1 if none are in force: then the configuration's rules hold."
            })
    static final class Show implements Callable<Integer> {

        @Spec private CommandSpec specification;
        @Mixin private Cluster cluster;

        @Option(names = "--json", description = "Print JSON instead of YAML.")
        private boolean json;

        @Override
        public Integer call() {
            PrintWriter err = specification.commandLine().getErr();
            Optional<Map<String, Object>> tree;
            try {
                tree =
                        cluster.topic()
                                .latest(
                                        PolicySet::of,
                                        place ->
                                                err.println(
                                                        "passed over, as by a monitor: " + place));
            } catch (KafkaException failure) {
                throw cluster.unusable(failure);
            }
            PrintWriter out = specification.commandLine().getOut();
            if (tree.isEmpty()) {
                err.println("no policies are in force; the configuration's rules hold");
                return ExitCode.FAILED;
            }
            if (json) {
                out.println(JsonMapper.shared().writeValueAsString(tree.get()));
            } else {
                out.println("# version " + PolicySet.of(tree.get()).version());
                out.print(new YAMLMapper().writeValueAsString(tree.get()));
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
