/**
 * Readers of recorded runs: JSON lines of our own events, and folders of curves as CSV. What they
 * give are the events a live job would have sent.
 */
package io.github.descentry.ingest;
