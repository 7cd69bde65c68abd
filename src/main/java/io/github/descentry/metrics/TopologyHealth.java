package io.github.descentry.metrics;

import java.util.List;

/**
 * How the topology is doing, as far as its metrics go.
 *
 * @param state name of its state in lower case, e.g. {@code running}
 * @param lags one for each input partition this process reads
 */
public record TopologyHealth(String state, List<Lag> lags) {

    public TopologyHealth {
        lags = List.copyOf(lags);
    }

    /** Whether it does its work: the answer to a readiness probe. */
    public boolean running() {
        return state.equals("running");
    }

    /**
     * @param topic name of the topic
     * @param partition number of the partition
     * @param records not yet read
     */
    public record Lag(String topic, int partition, double records) {}
}
