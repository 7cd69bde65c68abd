package io.github.descentry.app;

/** What the process tells the shell. */
final class ExitCode {

    /** Done as asked. */
    static final int OK = 0;

    /** Something went wrong that was not foreseen, or a check that was asked for failed. */
    static final int FAILED = 1;

    /** The command line, the configuration or the input is not usable; stderr says what. */
    static final int USAGE = 2;

    /** Ended by Ctrl-C, as shells number it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
