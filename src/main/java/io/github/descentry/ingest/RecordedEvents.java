package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import java.io.Closeable;
import java.util.Iterator;

/** Events of recorded runs, one after the other. Not for several threads. */
public interface RecordedEvents extends Iterator<RunEvent>, Closeable {

    @Override
    void close();
}
