package io.github.descentry.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
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
    private static final String BROKEN_PIPE = "Broken pipe";

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
        int exitCode = execute(arguments);
        System.exit(exitCode == ExitCode.OK ? afterOutput() : exitCode);
    }

    /** A print stream keeps to itself that a disk was full, and what was written is cut off. */
    private static int afterOutput() {
        if (!System.out.checkError()) {
            return ExitCode.OK;
        }
        try {
            new FileOutputStream(FileDescriptor.out).write('\n'); // Why is only told to who tries.
        } catch (IOException failure) {
            if (BROKEN_PIPE.equals(failure.getMessage())) {
                return ExitCode.OK; // Who reads has had enough, as head has.
            }
            System.err.println(
                    "descentry: standard output cannot be written: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        System.err.println("descentry: standard output could not be written");
        return ExitCode.USAGE;
    }

    /** Runs one command line and returns its {@link ExitCode}. */
    static int execute(String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        Numbers.register(line);
        line.registerConverter(Path.class, Main::path);
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

    /** A variable of the shell that is not set must not stand for the working directory. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("'" + text + "' is no name of a file or folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no name of a file or folder: " + e.getReason());
        }
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
