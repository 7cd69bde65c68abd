package io.github.descentry.app;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a task has come, on one line that never wraps. Where the terminal is too narrow for all
 * of it the bar goes first, then the time left, then the time taken; task, share and count stay.
 *
 * @param task what is done, e.g. {@code replay}
 * @param share done of the whole, 0 to 1; NaN: nobody knows yet, and neither share nor bar is shown
 * @param events handed on so far; none are mentioned if it is negative
 * @param elapsed time since the start
 */
record ProgressLine(String task, double share, long events, Duration elapsed) {

    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;

    /** Before so much is done, or so long, the time left is anybody's guess. */
    private static final double FORESEEABLE = 0.02;

    private static final Duration FORESEEABLE_AFTER = Duration.ofSeconds(10);

    String text(int width) {
        boolean known = !Double.isNaN(share);
        String head =
                known
                        ? String.format(
                                Locale.ROOT, "%s %3d %%", task, (int) Math.floor(100 * share))
                        : task;
        String count = events < 0 ? "" : "  " + events + " events";
        String taken = "  " + clock(elapsed);
        String left = foreseeable() ? ", " + clock(left()) + " left" : "";
        // One column stays free: a terminal may wrap after its last.
        int room = width - 1;
        String tail = count + taken + left;
        int bar = Math.min(LONGEST_BAR, room - head.length() - tail.length() - 3);
        if (known && bar >= SHORTEST_BAR) {
            return head + " " + bar(bar) + tail;
        }
        for (String shorter : new String[] {tail, count + taken, count}) {
            if (head.length() + shorter.length() <= room) {
                return head + shorter;
            }
        }
        return head.substring(0, Math.max(0, Math.min(head.length(), room)));
    }

    private String bar(int length) {
        int full = (int) Math.floor(length * share);
        return "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
    }

    private boolean foreseeable() {
        return share >= FORESEEABLE || share > 0 && elapsed.compareTo(FORESEEABLE_AFTER) >= 0;
    }

    private Duration left() {
        return Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
    }

    private static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }
}
