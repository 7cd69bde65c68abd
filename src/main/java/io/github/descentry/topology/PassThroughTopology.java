package io.github.descentry.topology;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.MonitorMetrics;
import java.util.List;
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
 * forecasts, recorded ones, through the same serializer, and thinks nothing in between.
 */
public final class PassThroughTopology {

    private final TopologyConfig config;
    private final List<Forecast> recorded;
    private final byte[] state;
    private final MonitorMetrics metrics;

    /**
     * @param recorded what is published, one for each checkpoint, over and over
     * @param state what a run's state looks like
     * @param metrics told of accepted events only
     */
    public PassThroughTopology(
            TopologyConfig config, List<Forecast> recorded, byte[] state, MonitorMetrics metrics) {
        this.config = config;
        this.recorded = recorded;
        this.state = state;
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
        private int turn;

        @Override
        public void init(ProcessorContext<String, Forecast> newContext) {
            context = newContext;
            store = context.getStateStore(MonitorTopology.RUN_MEMORY);
        }

        @Override
        public void process(Record<String, ReceivedEvent> record) {
            byte[] before = store.get(record.key());
            byte[] next = state.clone();
            next[0] = (byte) (before == null ? 0 : before[0] + 1);
            Forecast forecast = recorded.get(turn++ % recorded.size());
            metrics.accepted(record.value().event());
            context.forward(
                    new Record<>(
                            ForecastKey.of(record.key(), forecast.metric()),
                            forecast,
                            record.timestamp()));
            store.put(record.key(), next);
        }
    }
}
