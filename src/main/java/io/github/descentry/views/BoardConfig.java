package io.github.descentry.views;

/**
 * Bounds of a {@link RunBoard}.
 *
 * @param maxRuns runs held at most, some 2 KB each; beyond it the one without news for longest goes
 * @param maxRecent turns of anomalies and of signals held at most, each, newest kept
 */
public record BoardConfig(int maxRuns, int maxRecent) {

    public static final BoardConfig DEFAULTS = new BoardConfig(20_000, 2_000);

    public BoardConfig {
        if (maxRuns < 1) {
            throw new IllegalArgumentException("max_runs=" + maxRuns + " is below 1");
        }
        if (maxRecent < 1) {
            throw new IllegalArgumentException("max_recent=" + maxRecent + " is below 1");
        }
    }
}
