package io.github.descentry.jobs;

/** Changes parameters against their gradient. Mutable, for one network; one thread. */
interface Optimizer {

    /**
     * One update in place.
     *
     * @param rate learning rate of this step
     */
    void update(float[] parameters, float[] gradient, double rate);
}
