package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/**
 * Watches for one kind of anomaly. At most one anomaly is open at a time. Mutable, one writer,
 * small constant state; the same reports always lead to the same turns. The settings come with each
 * report, the state holds none.
 */
public interface Detector {

    Kind kind();

    /** Whether an anomaly is open. */
    boolean open();

    /** The anomaly that is open, if one is. */
    Optional<Finding> finding();

    /**
     * Closes the open anomaly because what it was about is over: the run ended, or goes on in
     * another attempt.
     *
     * @param step latest step
     * @param why half a sentence that ends the anomaly's story, e.g. {@code the run has ended}
     */
    Optional<Turn> close(long step, String why);

    void write(StateWriter out);

    /** Takes on what {@link #write} wrote. Called on a fresh detector only. */
    void read(StateReader in);
}
