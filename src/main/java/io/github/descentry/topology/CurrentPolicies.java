package io.github.descentry.topology;

import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.events.wire.TreeJson;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.PolicySet;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in force, as a task sees them: those of the configuration until there are others on
 * their topic. Policies that cannot be read leave the last ones in force, and a warning. One
 * thread.
 */
final class CurrentPolicies {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentPolicies.class);

    private final Rules usual;
    private KeyValueStore<String, byte[]> store;
    private byte[] read;
    private Rules rules;

    CurrentPolicies(Rules usual) {
        this.usual = usual;
        this.rules = usual;
    }

    void open(ProcessorContext<?, ?> context) {
        store = context.getStateStore(MonitorTopology.POLICIES);
    }

    Rules rules() {
        byte[] latest = store.get(Topics.POLICIES_KEY);
        if (!Arrays.equals(latest, read)) {
            read = latest;
            if (latest == null) {
                rules = usual;
            } else {
                adopt(latest);
            }
        }
        return rules;
    }

    private void adopt(byte[] latest) {
        try {
            rules = Rules.of(PolicySet.of(TreeJson.read(latest)));
            LOG.debug("policies {} are in force", rules.policies().version());
        } catch (RejectedRecord | IllegalArgumentException failure) {
            // Said once, with its place, by who shows what is in force; here it is many times.
            LOG.debug(
                    "what was published as policies cannot be read, version {} stays in force: {}",
                    rules.policies().version(),
                    failure.getMessage());
        }
    }

    /** Keeps the store as the topic is. Every process has all of it. */
    static final class Keeper implements Processor<String, byte[], Void, Void> {

        private KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(MonitorTopology.POLICIES);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (record.key() != null) {
                store.put(record.key(), record.value());
            }
        }
    }
}
