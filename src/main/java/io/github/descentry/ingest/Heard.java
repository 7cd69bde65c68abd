package io.github.descentry.ingest;

import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.util.List;
import java.util.Optional;

/**
 * What a job itself sent, where that is known.
 *
 * @param started the last it said of itself; if that was not heard, nothing but its name
 * @param ended its end, if it was heard and nothing came after it
 * @param events all of it, in the order in which it arrived
 */
public record Heard(RunStarted started, Optional<RunEnded> ended, List<RunEvent> events) {

    public Heard {
        events = List.copyOf(events);
    }
}
