package io.github.descentry.fit;

/**
 * Progress and annealing of schedules that nobody declared and no rate was reported of, in closed
 * form over the share of the planned steps done.
 */
final class Unmeasured {

    private static final double COOLDOWN_START = 0.6;
    private static final double COOLDOWN_LENGTH = 1 - COOLDOWN_START;
    private static final double COSINE_END = 0.05;

    private Unmeasured() {}

    /** Progress in units of the whole run at peak rate. */
    static double progress(Scenario.Shape shape, double share) {
        return switch (shape) {
            case LINEAR -> share - 0.5 * share * share;
            case COSINE ->
                    COSINE_END * share
                            + (1 - COSINE_END)
                                    * (0.5 * share + Math.sin(Math.PI * share) / (2 * Math.PI));
            case COOLDOWN -> {
                double over = Math.max(0, share - COOLDOWN_START);
                yield share - over * over / (2 * COOLDOWN_LENGTH);
            }
            default -> share;
        };
    }

    /** Annealing, 0 to 1. */
    static double annealing(Scenario.Shape shape, double share) {
        return switch (shape) {
            case LINEAR -> share;
            case COSINE -> (1 - COSINE_END) * 0.5 * (1 - Math.cos(Math.PI * share));
            case COOLDOWN -> Math.max(0, share - COOLDOWN_START) / COOLDOWN_LENGTH;
            default -> 0;
        };
    }
}
