/**
 * A Kafka of one node inside this process, for one machine, demos and tests. Calls Kafka's own
 * server classes; imports nothing of ours.
 */
package io.github.descentry.broker;
