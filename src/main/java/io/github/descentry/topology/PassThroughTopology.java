package io.github.descentry.topology;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.MonitorMetrics;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The yardstick for {@link MonitorTopology}'s speed: reads the same events with the same parser,
 * fetches and stores a state of the same size in the same kind of store, publishes as many
 * forecasts of the same size through the same serializer, and thinks nothing in between.
 */
public final class PassThroughTopology {

    private final TopologyConfig config;
    private final Forecast sample;
    private final int stateBytes;
    private final MonitorMetrics metrics;

    /**
     * @param sample what is published for each checkpoint
     * @param stateBytes size of a run's state
     * @param metrics told of accepted events only
     */
    public PassThroughTopology(
            TopologyConfig config, Forecast sample, int stateBytes, MonitorMetrics metrics) {
        this.config = config;
        this.sample = sample;
        this.stateBytes = stateBytes;
        this.metrics = metrics;
    }

    public Topology build() {
        Topics topics = Topics.withPrefix(config.prefix());
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        MonitorTopology.RUN_EVENTS_SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.runEvents().name())
                .addProcessor(
                        MonitorTopology.PARSE,
                        () -> new ParseProcessor(config, metrics),
                        MonitorTopology.RUN_EVENTS_SOURCE)
                .addProcessor(MonitorTopology.RUN_MONITOR, Pass::new, MonitorTopology.PARSE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(MonitorTopology.RUN_MEMORY),
                                        Serdes.String(),
                                        Serdes.ByteArray())
                                .withCachingEnabled()
                                .withLoggingEnabled(Map.of()),
                        MonitorTopology.RUN_MONITOR)
                .addSink(
                        MonitorTopology.FORECASTS_SINK,
                        topics.forecasts().name(),
                        topics.forecasts().key().serializer(),
                        topics.forecasts().value().serializer(),
                        MonitorTopology.RUN_MONITOR);
    }

    private final class Pass implements Processor<String, ReceivedEvent, String, Forecast> {

        private ProcessorContext<String, Forecast> context;
        private KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<String, Forecast> newContext) {
            context = newContext;
            store = context.getStateStore(MonitorTopology.RUN_MEMORY);
        }

        @Override
        public void process(Record<String, ReceivedEvent> record) {
            byte[] state = store.get(record.key());
            byte[] next = new byte[stateBytes];
            next[0] = (byte) (state == null ? 0 : state[0] + 1);
            metrics.accepted(record.value().event());
            context.forward(
                    new Record<>(
                            ForecastKey.of(record.key(), sample.metric()),
                            sample,
                            record.timestamp()));
            store.put(record.key(), next);
        }
    }
}
