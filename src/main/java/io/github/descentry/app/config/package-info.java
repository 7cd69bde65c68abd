/**
 * The configuration file. {@link io.github.descentry.app.config.Setting} lists all there is to set,
 * with default, unit and meaning; a key that is not there fails the start. Policy files are read
 * here too; what they mean is said by {@code stop.policy}.
 */
package io.github.descentry.app.config;
