/**
 * The words of the domain as immutable records: what jobs report, what the monitor answers.
 *
 * <p>A <i>run</i> is one training job. Its <i>attempts</i> are numbered from 1, one more after each
 * restart. A <i>checkpoint</i> is one report of a run: a step, a time and a map of metrics. A
 * <i>curve</i> is one metric of one run over its progress. A <i>group</i> is a set of runs that
 * compete or belong together. Imports nothing of ours and no third party.
 */
package io.github.descentry.events;
