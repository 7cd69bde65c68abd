package io.github.descentry.topology;

import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One processor on its stores, without the rest of the topology: which can be followed by another
 * one on the same stores, as after a crash, whose last words nobody heard.
 *
 * @param <K> keys that it takes
 * @param <V> what it takes
 */
final class LoneProcessor<K, V> {

    private final Path folder;
    private final List<KeyValueStore<String, byte[]>> stores;
    private MockProcessorContext<Object, Object> context;
    private Processor<K, V, Object, Object> processor;
    private Instant now;

    /**
     * @param now what the wall clock says at first
     * @param stores their names
     */
    LoneProcessor(Path folder, Instant now, String... stores) {
        this.folder = folder;
        this.now = now;
        this.stores = Arrays.stream(stores).map(LoneStores::inMemory).toList();
    }

    /** The defaults but for the guarantee. */
    static TopologyConfig config(Guarantee guarantee) {
        TopologyConfig defaults = TopologyConfig.DEFAULTS;
        return new TopologyConfig(
                defaults.prefix(),
                guarantee,
                defaults.maxEventBytes(),
                defaults.rekey(),
                defaults.silenceInterval(),
                defaults.catchUp(),
                defaults.retention());
    }

    /** A processor on the same stores; what the last one said is gone. */
    void start(Processor<K, V, Object, Object> next) {
        context = LoneStores.context(folder, stores);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        processor = next;
        init();
    }

    KeyValueStore<String, byte[]> store(String name) {
        return stores.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    Instant now() {
        return now;
    }

    /** What the wall clock says from now on; nobody ticks. */
    void at(Instant time) {
        now = time;
        context.setCurrentSystemTimeMs(now.toEpochMilli());
    }

    void tick(Duration later) {
        at(now.plus(later));
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
    }

    /** The same processor is begun anew, as after an aborted transaction. */
    void init() {
        processor.init(context);
    }

    void process(String topic, long offset, Record<K, V> record) {
        context.setRecordMetadata(topic, 0, offset);
        processor.process(record);
    }

    /** What was said since the last look, in order. */
    List<Object> said() {
        List<Object> said = new ArrayList<>();
        context.forwarded().forEach(each -> said.add(each.record().value()));
        context.resetForwards();
        return said;
    }
}
