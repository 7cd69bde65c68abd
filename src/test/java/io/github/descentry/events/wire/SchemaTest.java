package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published documents say what the code does. */
class SchemaTest {

    private static final WireSchemas SCHEMAS = new WireSchemas();
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> OTHER_VALUES =
            List.of(
                    NODES.booleanNode(true),
                    NODES.numberNode(-1),
                    NODES.numberNode(1.5),
                    NODES.numberNode(7),
                    NODES.stringNode(" "),
                    NODES.stringNode("x"),
                    NODES.stringNode("NaN"),
                    NODES.objectNode(),
                    NODES.arrayNode());

    static List<Golden> golden() {
        return Golden.all();
    }

    /** Takes each value away in turn, or puts another in its place. */
    @ParameterizedTest
    @MethodSource("golden")
    void theSchemaAcceptsWhatTheReaderAccepts(Golden golden) {
        ObjectNode whole = (ObjectNode) MAPPER.readTree(golden.file());
        List<String> differences = new ArrayList<>();
        for (ObjectNode variant : variants(whole)) {
            byte[] bytes = MAPPER.writeValueAsBytes(variant);
            List<String> findings = SCHEMAS.findings(golden.type(), variant);
            String refusal = refusal(golden.type(), bytes);
            // That steps rise is beyond what a schema can say.
            boolean unsayable = refusal.endsWith("does not rise");
            if (findings.isEmpty() != refusal.isEmpty() && !unsayable) {
                differences.add(variant + " schema: " + findings + " reader: " + refusal);
            }
        }
        assertEquals(List.of(), differences);
    }

    @ParameterizedTest
    @MethodSource("fullOnes")
    void theSchemaNamesExactlyTheFieldsThatAreWritten(Golden golden) {
        TreeSet<String> written = new TreeSet<>();
        names(MAPPER.readTree(golden.file()), "", written);
        TreeSet<String> declared = new TreeSet<>();
        declared(WireSchemas.json(golden.type() + ".json"), "", declared);
        // Read, but never written: with tokens_per_step it gives total_steps.
        declared.remove("plan.total_tokens");
        written.removeIf(
                name -> name.matches("(metrics|evidence|covariates|tags|plan.lr_schedule)\\..*"));
        assertEquals(declared, written);
    }

    static List<Golden> fullOnes() {
        return golden().stream().filter(golden -> golden.name().equals("full")).toList();
    }

    @Test
    void theDocumentHasExactlyOurTopicsAndTheirCleanup() {
        JsonNode document = asyncApi();
        TreeSet<String> declared = new TreeSet<>();
        for (JsonNode channel : document.get("channels")) {
            declared.add(
                    channel.get("address").asString()
                            + " "
                            + channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0")
                                    .asString());
        }
        TreeSet<String> ours = new TreeSet<>();
        for (Topic<?, ?> topic : Topics.withPrefix(Topics.DEFAULT_PREFIX).all()) {
            ours.add(topic.name() + " " + topic.cleanup().policy());
        }
        assertEquals(ours, declared);
    }

    @Test
    void theDocumentReferencesEverySchemaAndNothingThatIsNotThere() {
        JsonNode document = asyncApi();
        Set<String> schemas = new TreeSet<>();
        for (JsonNode reference : document.findValues("$ref")) {
            String target = reference.asString();
            if (target.startsWith("#")) {
                assertTrue(!document.at(target.substring(1)).isMissingNode(), target);
            } else {
                schemas.add(target.replace(".json", ""));
            }
        }
        Set<String> published = new TreeSet<>(WireSchemas.TYPES);
        published.add("policy");
        assertEquals(published, schemas);
        assertEquals(
                document.get("channels").size(),
                document.get("operations").size(),
                "each channel has one operation");
    }

    @Test
    void theMessagesOfEachTopicAreOfItsOwnSchemas() {
        JsonNode document = asyncApi();
        Map<String, Set<String>> ours = new TreeMap<>();
        ours.put("run-events", Set.of("run_started", "checkpoint", "run_ended"));
        ours.put("forecasts", Set.of("forecast"));
        ours.put("anomalies", Set.of("anomaly"));
        ours.put("stop-signals", Set.of("stop_signal"));
        ours.put("group-laws", Set.of("leaderboard"));
        ours.put("unfitted-runs", Set.of("unfitted_run"));
        ours.put("policies", Set.of("policy"));
        ours.put("dead-letters", Set.of());
        Map<String, Set<String>> declared = new TreeMap<>();
        for (JsonNode channel : document.get("channels")) {
            Set<String> schemas = new HashSet<>();
            for (JsonNode message : channel.get("messages")) {
                JsonNode target = document.at(message.get("$ref").asString().substring(1));
                JsonNode schema = target.at("/payload/schema/$ref");
                if (!schema.isMissingNode()) {
                    schemas.add(schema.asString().replace(".json", ""));
                }
            }
            declared.put(
                    channel.get("address").asString().substring(Topics.DEFAULT_PREFIX.length()),
                    schemas);
        }
        assertEquals(ours, declared);
    }

    private static JsonNode asyncApi() {
        return new YAMLMapper().readTree(WireSchemas.text("asyncapi.yaml"));
    }

    private static String refusal(String type, byte[] bytes) {
        try {
            AnyRecord.read(type, bytes);
            return "";
        } catch (RejectedRecord e) {
            return e.getMessage();
        }
    }

    private static List<ObjectNode> variants(ObjectNode whole) {
        List<ObjectNode> variants = new ArrayList<>();
        List<String> pointers = new ArrayList<>();
        pointers(whole, "", pointers);
        for (String pointer : pointers) {
            int slash = pointer.lastIndexOf('/');
            String parent = pointer.substring(0, slash);
            String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
            ObjectNode without = whole.deepCopy();
            if (without.at(parent) instanceof ObjectNode object) {
                object.remove(name);
                variants.add(without);
            }
            for (JsonNode other : OTHER_VALUES) {
                ObjectNode with = whole.deepCopy();
                if (with.at(parent) instanceof ObjectNode object) {
                    object.set(name, other);
                } else {
                    ((ArrayNode) with.at(parent)).set(Integer.parseInt(name), other);
                }
                variants.add(with);
            }
        }
        return variants;
    }

    private static void pointers(JsonNode node, String pointer, List<String> pointers) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                pointers.add(pointer + "/" + name);
                pointers(field.getValue(), pointer + "/" + name, pointers);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers.add(pointer + "/" + i);
                pointers(node.get(i), pointer + "/" + i, pointers);
            }
        }
    }

    private static void names(JsonNode node, String path, Set<String> names) {
        if (node.isArray()) {
            node.forEach(element -> names(element, path, names));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            names.add(path + field.getKey());
            names(field.getValue(), path + field.getKey() + ".", names);
        }
    }

    private static void declared(JsonNode schema, String path, Set<String> names) {
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            names.add(path + field.getKey());
            declared(field.getValue(), path + field.getKey() + ".", names);
            declared(field.getValue().path("items"), path + field.getKey() + ".", names);
        }
    }
}
