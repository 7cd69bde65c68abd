/**
 * Small training jobs, trained for real by gradient descent in plain Java, one thread each: what
 * the demo watches. No loss in here is scripted; the faults (a rate too high, a bad batch, a loss
 * computed carelessly, a loader that hangs) are done to the training and the curves follow.
 *
 * <p>Knows nothing of Kafka: events go to a sink that is passed in. Imports {@code events} only.
 */
package io.github.descentry.jobs;
