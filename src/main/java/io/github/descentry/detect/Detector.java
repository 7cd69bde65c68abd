package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/**
 * Watches for one kind of anomaly: a {@link Rule} and the {@link Life} of the anomaly it finds, of
 * which at most one is open at a time. A new kind is one subclass, which holds its rule and what
 * the rule remembers, and nothing of how anomalies live. Mutable, one writer, small constant state;
 * the same reports always lead to the same turns. The settings come with each report, the state
 * holds none.
 *
 * @param <R> what it judges: values of a metric in the order of their steps, or checkpoints
 */
abstract class Detector<R extends Report> implements Rule<R> {

    private final Life life;

    Detector(Kind kind) {
        this(new Life(kind));
    }

    Detector(Life life) {
        this.life = life;
    }

    final Life life() {
        return life;
    }

    /**
     * Whether values are not what they normally are while this is open, so that nothing is learned
     * of the curve's noise.
     */
    boolean disturbs() {
        return true;
    }

    /** Judges a report. */
    final Optional<Turn> judge(R report) {
        return life.step(this, report);
    }

    /**
     * Closes the open anomaly because what it was about is over: the run ended, or goes on in
     * another attempt.
     *
     * @param step latest step
     * @param why half a sentence that ends the anomaly's story, e.g. {@code the run has ended}
     */
    final Optional<Turn> close(long step, String why) {
        forget();
        return life.close(step, why);
    }

    final void write(StateWriter out) {
        life.write(out);
        writeRule(out);
    }

    /** Takes on what {@link #write} wrote. Called on a fresh detector only. */
    final void read(StateReader in) {
        life.read(in);
        readRule(in);
    }

    /**
     * Drops what has been noticed but is not an anomaly yet: the next report follows on nothing.
     */
    void forget() {}

    /** Writes what the rule remembers; the life is written already. */
    abstract void writeRule(StateWriter out);

    abstract void readRule(StateReader in);
}
