package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.ConfigFile;
import io.github.descentry.app.config.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether something would be accepted, without running anything. */
@Command(
        name = "check",
        description = "Checks a file before it is used.",
        subcommands = {
            CheckCommand.ConfigCheck.class,
            CheckCommand.SettingsList.class,
            CheckEventsCommand.class,
            CheckPolicyCommand.class
        })
final class CheckCommand implements Runnable {

    @Spec private CommandSpec specification;

    @Override
    public void run() {
        throw new ParameterException(
                specification.commandLine(),
                "nothing to check given; descentry check --help lists what can be");
    }

    /** Reads a configuration and shows what is in force. */
    @Command(
            name = "config",
            description = "Checks a configuration file and shows all settings in force.")
    static final class ConfigCheck implements Callable<Integer> {

        @Spec private CommandSpec specification;

        @Parameters(paramLabel = "FILE", description = "Configuration in YAML.")
        private Path file;

        @Override
        public Integer call() {
            Config config;
            try {
                config = ConfigFile.read(file);
            } catch (ConfigError failure) {
                throw new UserError(failure.getMessage(), failure);
            }
            PrintWriter out = specification.commandLine().getOut();
            int width =
                    Arrays.stream(Setting.values())
                            .mapToInt(setting -> setting.key().length())
                            .max()
                            .orElse(0);
            for (Setting setting : Setting.values()) {
                String value = config.text(setting);
                out.printf(
                        "%s%s  %s%s%n",
                        setting.key(),
                        " ".repeat(width - setting.key().length()),
                        value,
                        value.equals(setting.fallback()) ? "" : "  (set)");
            }
            return ExitCode.OK;
        }
    }

    /** Lists what can be set. */
    @Command(name = "settings", description = "Lists all settings as a table in Markdown.")
    static final class SettingsList implements Callable<Integer> {

        @Spec private CommandSpec specification;

        @Override
        public Integer call() {
            PrintWriter out = specification.commandLine().getOut();
            out.print(Setting.table());
            out.flush(); // Unlike println, print leaves the text in the buffer.
            return ExitCode.OK;
        }
    }
}
