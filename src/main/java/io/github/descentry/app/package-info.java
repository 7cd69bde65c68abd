/**
 * Commands, configuration and wiring: the only room that reads files, environment and arguments.
 * Start at {@link io.github.descentry.app.Main}. Imports every room; no room imports this one.
 */
package io.github.descentry.app;
