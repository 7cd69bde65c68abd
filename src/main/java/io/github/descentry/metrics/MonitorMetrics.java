package io.github.descentry.metrics;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import java.util.Collection;

/**
 * What the topology tells of its work, in the words of the domain. Called on the hot path by
 * several threads: implementations are thread-safe, do not block and do not throw.
 *
 * <p>How they relate, read as rates: {@code accepted + rejected + duplicate + rekeyed} is what is
 * consumed. {@code rejected} above a trickle means a sender speaks another format. {@code
 * duplicate} outside the first seconds after a restart means that commits fail. {@code refitted}
 * follows {@code accepted}; its time growing with a run's length would be a fault.
 */
public interface MonitorMetrics {

    /** An event was understood and learned from. */
    void accepted(RunEvent event);

    /** A record went to the dead letters. */
    void rejected(String reason);

    /** An accepted event had this many fields nobody knows. */
    void unknownFields(int count);

    /**
     * Values of an accepted event changed nothing.
     *
     * @param reason {@code outdated}, {@code duplicate} or {@code over_cap}
     */
    void ignored(String reason, int count);

    /** A record came under a key that is not its run, and was sent on under the right one. */
    void rekeyed();

    /** A record was read again after a restart; nothing was learned from it. */
    void duplicate();

    /** Learning from one event and forecasting took this long. */
    void refitted(long nanoseconds);

    void anomaly(Anomaly anomaly);

    void stopSignal(StopSignal signal);

    /** A stop was only observed, as no more can be remembered under its policy. */
    void stopNotRemembered();

    /** The events of these runs are read by this process from now on: it shows their series. */
    void held(Collection<String> runs);

    /** These runs are now another process's or forgotten: their series end here. */
    void released(Collection<String> runs);

    /** Counts nothing. */
    MonitorMetrics NOOP =
            new MonitorMetrics() {
                @Override
                public void accepted(RunEvent event) {}

                @Override
                public void rejected(String reason) {}

                @Override
                public void unknownFields(int count) {}

                @Override
                public void ignored(String reason, int count) {}

                @Override
                public void rekeyed() {}

                @Override
                public void duplicate() {}

                @Override
                public void refitted(long nanoseconds) {}

                @Override
                public void anomaly(Anomaly anomaly) {}

                @Override
                public void stopSignal(StopSignal signal) {}

                @Override
                public void stopNotRemembered() {}

                @Override
                public void held(Collection<String> runs) {}

                @Override
                public void released(Collection<String> runs) {}
            };
}
