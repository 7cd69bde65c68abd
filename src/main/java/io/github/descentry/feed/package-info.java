/**
 * Reads what the monitor has published back from Kafka and puts it on the {@code views}: a process
 * shows what all processes found.
 */
package io.github.descentry.feed;
