package io.github.descentry.jobs;

import java.util.concurrent.TimeUnit;

/** See {@link Pace#steady}. For one job; one thread. */
final class SteadyPace implements Pace {

    private final double nanosPerStep;
    private long start;
    private boolean started;

    SteadyPace(double stepsPerSecond) {
        if (!(stepsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "stepsPerSecond=" + stepsPerSecond + " is not above 0");
        }
        nanosPerStep = 1e9 / stepsPerSecond;
    }

    @Override
    public void await(long steps) throws InterruptedException {
        long now = System.nanoTime();
        if (!started) {
            started = true;
            start = now - (long) (steps * nanosPerStep);
        }
        long ahead = start + (long) (steps * nanosPerStep) - now;
        // Always a chance to be interrupted, also when behind.
        TimeUnit.NANOSECONDS.sleep(Math.max(0, ahead));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
