package io.github.descentry.monitor;

import io.github.descentry.stop.Subject;

/**
 * A run has left a group for another one.
 *
 * @param subject the run where it stood, with the group that it has left
 * @param to the group that it is in now
 * @param since when it came there, see {@link Membership#since}
 */
public record Departure(Subject subject, String to, long since) {}
