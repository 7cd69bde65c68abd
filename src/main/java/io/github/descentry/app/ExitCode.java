package io.github.descentry.app;

/** What the process tells the shell. */
public final class ExitCode {

    /** Done as asked. */
    public static final int OK = 0;

    /** Something went wrong that was not foreseen, or a check that was asked for failed. */
    public static final int FAILED = 1;

    /** The command line, the configuration or the input is not usable; stderr says what. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
