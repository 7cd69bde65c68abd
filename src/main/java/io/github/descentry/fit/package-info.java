/**
 * The online fit: constant time and memory per checkpoint, whatever the run's length. Pure: no
 * clock, no randomness, no logging, no I/O.
 */
package io.github.descentry.fit;
