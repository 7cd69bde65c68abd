/**
 * The monitor as a Kafka Streams topology. {@link io.github.descentry.topology.MonitorTopology} is
 * the map: read it first. The processors are thin: they fetch the state of a run, a group or a
 * policy, call the pure step of {@code monitor} or {@code stop.policy}, and publish what it says.
 */
package io.github.descentry.topology;
