/**
 * Compact, versioned binary encoding of state: fixed-width big-endian numbers, no reflection. Every
 * stateful part writes and reads itself; the order of the calls is the format. Imports nothing.
 */
package io.github.descentry.state;
