package io.github.descentry.app;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Entry point: the root of the commands. Errors are one line on stderr; {@code --debug}, or {@code
 * DESCENTRY_DEBUG=1} in the environment, adds the stack trace.
 */
@Command(
        name = "descentry",
        description = "Watches training runs, forecasts where they will end and says when to stop.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ReplayCommand.class,
            RunsCommand.class,
            BenchCommand.class,
            BacktestCommand.class,
            CheckCommand.class,
            PolicyCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done as asked",
            "1:failed for a reason that was not foreseen",
            "2:command line, configuration or input not usable",
            "130:ended by Ctrl-C",
            "143:ended by SIGTERM"
        })
public final class Main implements Runnable {

    private static final int MOST_SUGGESTIONS = 2;

    @Spec private CommandSpec specification;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean debug;

    Main() {}

    @Override
    public void run() {
        throw new ParameterException(
                specification.commandLine(), "no command given; descentry --help lists them");
    }

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs one command line and returns its {@link ExitCode}. */
    static int execute(String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        Numbers.register(line);
        line.setParameterExceptionHandler(
                (error, given) -> main.report(error.getCommandLine(), error, ExitCode.USAGE));
        line.setExecutionExceptionHandler(
                (error, command, parsed) ->
                        main.report(
                                command,
                                error,
                                error instanceof UserError ? ExitCode.USAGE : ExitCode.FAILED));
        return line.execute(arguments);
    }

    private int report(CommandLine command, Exception error, int exitCode) {
        String message = error.getMessage();
        if (error instanceof UnmatchedArgumentException unmatched) {
            message =
                    "'"
                            + unmatched.getUnmatched().get(0)
                            + "' is no command or option here; "
                            + suggestion(unmatched)
                            + command.getCommandSpec().qualifiedName()
                            + " --help lists them";
        }
        if (message == null || (exitCode == ExitCode.FAILED)) {
            message = error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        }
        // Some messages of the parser begin with a label of their own.
        String line =
                message.strip()
                        .replaceAll("\\s*\\R\\s*", " ")
                        .replaceFirst("^Error: ", "")
                        .replaceFirst("^Value for option option ", "option ");
        command.getErr().println("descentry: " + line);
        if (debug || "1".equals(System.getenv("DESCENTRY_DEBUG"))) {
            error.printStackTrace(command.getErr());
        }
        return exitCode;
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty()
                ? ""
                : "did you mean "
                        + similar.stream()
                                .limit(MOST_SUGGESTIONS)
                                .collect(Collectors.joining(" or "))
                        + "? ";
    }
}
