package io.github.descentry.app;

import java.io.PrintStream;
import java.time.Duration;

/**
 * How far a replay or a study has come: by the bytes of its files, as nobody knows the number of
 * events before the last one. Redrawn in place on stderr; shows nothing where that is no terminal.
 * One thread.
 */
final class ReplayProgress implements AutoCloseable {

    private static final long REDRAW_NANOS = 200_000_000;
    private static final int DRAWINGS_PER_SIZE = 10;
    private static final String ERASE = "\r\u001b[K";

    private final String task;
    private final long bytes;
    private final PrintStream stream;
    private final Terminal terminal;
    private final long started = System.nanoTime();
    private long drawn = started - REDRAW_NANOS;
    private long drawings;
    private int width;
    private long read;
    private long events = -1;

    private ReplayProgress(String task, long bytes, PrintStream stream, Terminal terminal) {
        this.task = task;
        this.bytes = bytes;
        this.stream = stream;
        this.terminal = terminal;
    }

    /**
     * Begins.
     *
     * @param wanted whether to show anything if there is a terminal
     * @param bytes size of all that is to be read
     */
    static ReplayProgress start(String task, boolean wanted, long bytes) {
        boolean shown = wanted && Terminal.attached(System.getenv(), Terminal.Stream.ERROR);
        return new ReplayProgress(
                task, bytes, System.err, shown ? new Terminal(System.err, System.getenv()) : null);
    }

    void read(long more) {
        read += more;
        redraw();
    }

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
        double share = bytes == 0 ? 0 : Math.min(1, (double) read / bytes);
        ProgressLine line =
                new ProgressLine(task, share, events, Duration.ofNanos(drawn - started));
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
