package io.github.descentry.topology;

import io.github.descentry.state.StateWriter;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The memories of a kind, each under the name of what it is of; those in use are kept warm. A
 * memory that cannot be read stops the topology, naming whose it is: to go on would mean to forget.
 * One thread.
 *
 * @param <M> kind of memory
 */
final class MemoryStore<M> {

    /** Memories kept in use by each task, some ten kilobytes each. */
    private static final int WARM = 1_000;

    private static final long WARM_BYTES = 32L * 1024 * 1024;

    private final String noun;
    private final Function<byte[], M> decode;
    private final BiConsumer<M, StateWriter> write;
    private final WarmMemories<M> warm = new WarmMemories<>(WARM, WARM_BYTES);
    private final StateWriter buffer = new StateWriter();
    private KeyValueStore<String, byte[]> store;

    /**
     * Not open yet.
     *
     * @param noun what memories are of, for messages, e.g. {@code run}
     * @param decode reads a memory; throws what it likes if it cannot
     * @param write writes one
     */
    MemoryStore(String noun, Function<byte[], M> decode, BiConsumer<M, StateWriter> write) {
        this.noun = noun;
        this.decode = decode;
        this.write = write;
    }

    /**
     * A memory as it was stored.
     *
     * @param state which record it was last taught by
     * @param memory may be changed, and is then to be put again
     */
    record Held<M>(StoredState state, M memory) {}

    /** Opens a store of the topology, perhaps once more. */
    void open(ProcessorContext<?, ?> context, String name) {
        store = context.getStateStore(name);
    }

    Optional<Held<M>> get(String name) {
        byte[] bytes = store.get(name);
        if (bytes == null) {
            return Optional.empty();
        }
        StoredState state = state(name, bytes);
        M memory = warm.take(name, bytes).orElseGet(() -> memory(name, state));
        return Optional.of(new Held<>(state, memory));
    }

    /** The bytes to put; fails without a trace if the memory cannot be written. */
    byte[] encode(long offset, long time, M memory) {
        StoredState.begin(buffer.clear(), offset, time);
        write.accept(memory, buffer);
        return buffer.toByteArray();
    }

    /**
     * @param encoded what {@link #encode} gave for the memory
     */
    void put(String name, byte[] encoded, M memory) {
        store.put(name, encoded);
        warm.put(name, encoded, memory);
    }

    void delete(String name) {
        store.delete(name);
    }

    void forEach(BiConsumer<String, Held<M>> consumer) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                StoredState state = state(entry.key, entry.value);
                consumer.accept(entry.key, new Held<>(state, memory(entry.key, state)));
            }
        }
    }

    private StoredState state(String name, byte[] bytes) {
        try {
            return StoredState.of(bytes);
        } catch (UnreadableState failure) {
            throw new UnreadableState(
                    "state of " + noun + " " + name + ": " + failure.getMessage());
        }
    }

    private M memory(String name, StoredState state) {
        try {
            return decode.apply(state.memory());
        } catch (RuntimeException failure) {
            throw new UnreadableState(
                    "state of "
                            + noun
                            + " "
                            + name
                            + " cannot be read, another version may have written it: "
                            + failure,
                    failure);
        }
    }
}
