package io.github.descentry.detect;

/** Something that is judged: a value of a curve, a checkpoint of a run, or the silence after it. */
public interface Report {

    /** The step that a turn is dated with. */
    long step();
}
