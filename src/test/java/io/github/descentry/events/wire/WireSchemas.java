package io.github.descentry.events.wire;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The published schemas, loaded from where users find them; nothing comes over the network. */
final class WireSchemas {

    static final String FOLDER = "/io/github/descentry/schemas/";
    static final List<String> TYPES =
            List.of(
                    "run_started",
                    "checkpoint",
                    "run_ended",
                    "forecast",
                    "anomaly",
                    "stop_signal",
                    "leaderboard",
                    "unfitted_run");

    private static final String ID = "https://descentry.github.io/schemas/";
    private static final ObjectMapper MAPPER = JsonMapper.shared();

    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new HashMap<>();

    WireSchemas() {
        Map<String, String> texts = new HashMap<>();
        texts.put(ID + "common.json", text("common.json"));
        TYPES.forEach(type -> texts.put(ID + type + ".json", text(type + ".json")));
        registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /** What the schema of that type has against a record; empty if nothing. */
    List<String> findings(String type, JsonNode record) {
        return schemas
                .computeIfAbsent(
                        type, name -> registry.getSchema(SchemaLocation.of(ID + name + ".json")))
                .validate(record)
                .stream()
                .map(Object::toString)
                .toList();
    }

    List<String> findings(String type, byte[] record) {
        return findings(type, MAPPER.readTree(record));
    }

    static JsonNode json(String file) {
        return MAPPER.readTree(text(file));
    }

    static String text(String file) {
        try (InputStream in = WireSchemas.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
