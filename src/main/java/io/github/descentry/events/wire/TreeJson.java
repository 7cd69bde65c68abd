package io.github.descentry.events.wire;

import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of a document whose form is somebody else's matter, such as a set of policies: an object as
 * a tree of maps, lists, texts, numbers and truth values. Safe for all threads.
 */
public final class TreeJson {

    private static final JsonMapper MAPPER = new JsonMapper(Json.FACTORY);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private TreeJson() {}

    public static byte[] write(Map<String, Object> tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    /**
     * @throws RejectedRecord if the bytes are no JSON object
     */
    public static Map<String, Object> read(byte[] value) {
        try {
            return MAPPER.readValue(value, TREE);
        } catch (JacksonException e) {
            throw new RejectedRecord(
                    Reason.MALFORMED_JSON, "no JSON object: " + e.getOriginalMessage());
        }
    }

    static Serde<Map<String, Object>> serde() {
        return new JsonSerde<>(TreeJson::write, TreeJson::read);
    }
}
