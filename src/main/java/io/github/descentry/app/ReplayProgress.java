package io.github.descentry.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How far a replay or a study has come. Redrawn in place on stderr; shows nothing where that is no
 * terminal. One thread.
 */
final class ReplayProgress implements AutoCloseable {

    private static final long REDRAW_NANOS = 200_000_000;
    private static final int DRAWINGS_PER_SIZE = 10;
    private static final String ERASE = "\r\u001b[K";

    private final String task;
    private final DoubleSupplier share;
    private final PrintStream stream;
    private final Terminal terminal;
    private final long started = System.nanoTime();
    private long drawn = started - REDRAW_NANOS;
    private long drawings;
    private int width;
    private long events = -1;

    private ReplayProgress(
            String task, DoubleSupplier share, PrintStream stream, Terminal terminal) {
        this.task = task;
        this.share = share;
        this.stream = stream;
        this.terminal = terminal;
    }

    /**
     * Begins.
     *
     * @param wanted whether to show anything if there is a terminal
     * @param share tells how much is done, 0 to 1; NaN: not known yet
     */
    static ReplayProgress start(String task, boolean wanted, DoubleSupplier share) {
        boolean shown = wanted && shown();
        return new ReplayProgress(
                task, share, System.err, shown ? new Terminal(System.err, System.getenv()) : null);
    }

    /** Whether anybody sees it. */
    static boolean shown() {
        return Terminal.attached(System.getenv(), Terminal.Stream.ERROR);
    }

    /** There are news of the share. */
    void moved() {
        redraw();
    }

    /** So many events are sent by now. */
    void sent(long total) {
        events = total;
        redraw();
    }

    private void redraw() {
        if (terminal != null && System.nanoTime() - drawn >= REDRAW_NANOS) {
            draw();
        }
    }

    private void draw() {
        if (drawings++ % DRAWINGS_PER_SIZE == 0) {
            width = terminal.size().columns();
        }
        drawn = System.nanoTime();
        ProgressLine line =
                new ProgressLine(
                        task, share.getAsDouble(), events, Duration.ofNanos(drawn - started));
        stream.print(ERASE + line.text(width));
        stream.flush();
    }

    @Override
    public void close() {
        if (terminal != null) {
            draw();
            stream.println();
        }
    }
}
