package io.github.descentry.fit;

/**
 * One way the learning rate may have gone and may go on. Where the schedule is declared there is
 * one; where it is unknown the forecast is a mixture over several, so that "a decay may come" is
 * part of the interval.
 *
 * @param weight prior probability, 0 to 1
 * @param shape how the rate goes
 */
record Scenario(double weight, Shape shape) {

    /** How the rate goes. */
    enum Shape {
        /** As measured so far, then as the plan declares. */
        DECLARED,
        /** As measured so far, then it stays. */
        HOLD,
        /** As measured so far, then straight to zero at the planned end. */
        FADE,
        /** As measured so far, then half a cosine to zero at the planned end. */
        BEND,
        /** As measured so far, then a tenth from half of the remaining way on. */
        DROP,
        /** Nothing measured: constant from the start. */
        CONSTANT,
        /** Nothing measured: straight to zero over the whole run. */
        LINEAR,
        /** Nothing measured: half a cosine to a twentieth over the whole run. */
        COSINE,
        /** Nothing measured: constant, then straight to zero over the last 40 %. */
        COOLDOWN;

        /** Whether progress and annealing so far are those that were measured. */
        boolean measured() {
            return ordinal() <= DROP.ordinal();
        }
    }
}
