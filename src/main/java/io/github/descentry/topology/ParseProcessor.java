package io.github.descentry.topology;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.metrics.MonitorMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Bytes to events. What is no event is set aside, what has another key than its run sent back. */
final class ParseProcessor implements Processor<byte[], byte[], Object, Object> {

    private final RunEventJson json;
    private final boolean rekey;
    private final MonitorMetrics metrics;
    private ProcessorContext<Object, Object> context;
    private int unknownFields;

    ParseProcessor(TopologyConfig config, MonitorMetrics metrics) {
        this.json = new RunEventJson(config.maxEventBytes(), field -> unknownFields++);
        this.rekey = config.rekey();
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RunEvent event;
        unknownFields = 0;
        try {
            event = json.read(record.value(), Rekeyed.received(record));
        } catch (RejectedRecord rejected) {
            countUnknownFields();
            setAside(record, rejected.reason().word(), rejected.getMessage());
            return;
        }
        byte[] run = event.run().getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(run, record.key())) {
            countUnknownFields();
            context.forward(
                    record.withKey((Object) event.run())
                            .withValue((Object) new ReceivedEvent(event, run, record.value())),
                    MonitorTopology.RUN_MONITOR);
        } else if (rekey) {
            // What is unknown in it is counted when it comes back.
            metrics.rekeyed();
            context.forward(
                    Rekeyed.mark(record).withKey((Object) run), MonitorTopology.REKEYED_SINK);
        } else {
            countUnknownFields();
            setAside(record, DeadLetter.WRONG_KEY, "key is not run=" + event.run());
        }
    }

    private void countUnknownFields() {
        if (unknownFields > 0) {
            metrics.unknownFields(unknownFields);
        }
    }

    private void setAside(Record<byte[], byte[]> record, String reason, String error) {
        metrics.rejected(reason);
        context.forward(
                DeadLetter.of(context, record, record.key(), record.value(), reason, error),
                MonitorTopology.DEAD_LETTERS_SINK);
    }
}
