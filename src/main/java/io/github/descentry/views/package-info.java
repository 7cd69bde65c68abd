/**
 * What the monitor has published, held in memory for whoever shows it: the API, the terminal, a
 * page. Filled by {@code feed} from the output topics, so it is the same whichever process did the
 * work.
 */
package io.github.descentry.views;
