package io.github.descentry.jobs;

/** How fast a job may go: keeps a small network from being done before anyone has looked. */
@FunctionalInterface
public interface Pace {

    /** As fast as the machine can. */
    Pace UNBOUNDED = steps -> {};

    /**
     * Called after each step; blocks for as long as the job is ahead of its time.
     *
     * @param steps steps done so far
     */
    void await(long steps) throws InterruptedException;

    /**
     * Evenly, counted from the first call. A job that fell behind, on a busy machine, catches up.
     *
     * @param stepsPerSecond above 0
     */
    static Pace steady(double stepsPerSecond) {
        return new SteadyPace(stepsPerSecond);
    }
}
