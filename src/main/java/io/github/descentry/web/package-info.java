/**
 * The HTTP side of a running monitor: metrics, probes and a JSON API over the read models. Never
 * touches Kafka.
 */
package io.github.descentry.web;
