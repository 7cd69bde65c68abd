package io.github.descentry.app;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a replay or a study has come: by the bytes of its files, as nobody knows the number of
 * events before the last one. Shows nothing where there is no terminal.
 */
final class ReplayProgress implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;
    private static final int EVENTS_PER_UPDATE = 1000;

    private final ProgressBar bar;

    private ReplayProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar on the stream for a number of bytes, or none at all. */
    static ReplayProgress start(String task, boolean visible, PrintStream stream, long bytes) {
        if (!visible) {
            return new ReplayProgress(null);
        }
        return new ReplayProgress(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(bytes)
                        .setUnit(" MiB", MEBIBYTE)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(stream))
                        .build());
    }

    void read(long bytes) {
        if (bar != null) {
            bar.stepBy(bytes);
        }
    }

    void sent(long events) {
        if (bar != null && events % EVENTS_PER_UPDATE == 0) {
            bar.setExtraMessage(" " + events + " events");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
