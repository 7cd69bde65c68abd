package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import tools.jackson.core.JacksonException;

/** JSON of what the monitor publishes. Immutable, safe for all threads. */
public final class RecordJson<T> {

    public static final RecordJson<Forecast> FORECAST = new RecordJson<>(new ForecastForm());
    public static final RecordJson<Anomaly> ANOMALY = new RecordJson<>(new AnomalyForm());
    public static final RecordJson<StopSignal> STOP_SIGNAL = new RecordJson<>(new StopSignalForm());
    public static final RecordJson<Leaderboard> LEADERBOARD =
            new RecordJson<>(new LeaderboardForm());
    public static final RecordJson<UnfittedRun> UNFITTED_RUN =
            new RecordJson<>(new UnfittedRunForm());

    static final String TYPE = "type";

    private final RecordForm<T> form;

    private RecordJson(RecordForm<T> form) {
        this.form = form;
    }

    /** The value of the field {@code type}. */
    public String type() {
        return form.type();
    }

    public byte[] write(T record) {
        return write(form, record);
    }

    /**
     * The record that these bytes are.
     *
     * @throws RejectedRecord if they are none of this kind
     */
    public T read(byte[] value) {
        return read(
                value,
                type -> {
                    if (!type.equals(form.type())) {
                        throw unknownType(type, form.type());
                    }
                    return form;
                },
                field -> {});
    }

    /**
     * A record of one of several kinds.
     *
     * @throws RejectedRecord if it is of none of them
     */
    public static Object readOneOf(byte[] value, List<RecordJson<?>> kinds) {
        return read(value, type -> formOf(type, kinds), field -> {});
    }

    private static RecordForm<?> formOf(String type, List<RecordJson<?>> kinds) {
        for (RecordJson<?> kind : kinds) {
            if (kind.type().equals(type)) {
                return kind.form;
            }
        }
        throw unknownType(
                type, "one of " + String.join(", ", kinds.stream().map(RecordJson::type).toList()));
    }

    public Serde<T> serde() {
        return new JsonSerde<>(this::write, this::read);
    }

    static <R> byte[] write(RecordForm<R> form, R record) {
        JsonWriter out = new JsonWriter(form.type());
        form.write(record, out);
        return out.end();
    }

    /**
     * Reads a record whose form follows from its type. The type comes first as a rule, then one
     * pass is enough; otherwise it is looked for first.
     */
    static <R> R read(
            byte[] value,
            Function<String, ? extends RecordForm<? extends R>> forms,
            java.util.function.Consumer<String> unknownFields) {
        if (value == null) {
            throw new RejectedRecord(Reason.MALFORMED_JSON, "the record has no value");
        }
        try {
            try (JsonReader in = new JsonReader(value, unknownFields)) {
                in.start();
                if (TYPE.equals(in.nextField())) {
                    return finish(forms.apply(in.text(TYPE)), in);
                }
            }
            RecordForm<? extends R> form = forms.apply(findType(value));
            try (JsonReader in = new JsonReader(value, unknownFields)) {
                in.start();
                return finish(form, in);
            }
        } catch (JacksonException e) {
            throw new RejectedRecord(
                    Reason.MALFORMED_JSON, "no valid JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new RejectedRecord(Reason.INVALID_VALUE, e.getMessage());
        }
    }

    private static <R> R finish(RecordForm<R> form, JsonReader in) {
        R record = form.read(in);
        in.end();
        return record;
    }

    private static String findType(byte[] value) {
        try (JsonReader in = new JsonReader(value, field -> {})) {
            in.start();
            String name;
            String type = null;
            while ((name = in.nextField()) != null) {
                if (name.equals(TYPE)) {
                    type = in.text(TYPE);
                } else {
                    in.skip();
                }
            }
            return JsonReader.required(TYPE, type);
        }
    }

    static RejectedRecord unknownType(String type, String expected) {
        String given = RejectedRecord.oneLine(type, 60);
        return new RejectedRecord(Reason.UNKNOWN_TYPE, "type=\"" + given + "\" is not " + expected);
    }
}
