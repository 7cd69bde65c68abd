package io.github.descentry.detect;

import io.github.descentry.events.Goal;

/** How sentences call it when a curve gets worse: a loss goes up, a score goes down. */
enum Worsening {
    RISE("spike", "jumped to", "stays up after its jump", "at its peak"),
    FALL("drop", "fell to", "stays down after its fall", "at its lowest");

    /** What a sudden one is. */
    final String sudden;

    /** What the metric did, in front of its value. */
    final String moved;

    /** That it did and is not back, in front of the step. */
    final String stays;

    /** Where it was farthest off. */
    final String farthest;

    Worsening(String sudden, String moved, String stays, String farthest) {
        this.sudden = sudden;
        this.moved = moved;
        this.stays = stays;
        this.farthest = farthest;
    }

    static Worsening of(Goal goal) {
        return goal == Goal.MINIMIZE ? RISE : FALL;
    }
}
