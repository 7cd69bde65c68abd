package io.github.descentry.stop.preset.series;

import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.SeriesPreset.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sequence of reports with what the original decides at each, from {@code presets/*.json}. The
 * file's {@code origin} says which original in which version wrote it ({@code
 * src/test/python/preset_goldens.py}), or that it was worked by hand and from what.
 *
 * @param decisions one per report, as {@code <index> <reason>} where it fires and {@code <index>}
 *     where it does not
 */
record Golden(
        String preset,
        String origin,
        String name,
        Map<String, Object> parameters,
        List<Report> reports,
        List<String> decisions) {

    static List<Golden> of(String preset) {
        String name = "/presets/" + preset + ".json";
        try (InputStream file = Golden.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            JsonNode all = JsonMapper.shared().readTree(file);
            List<Golden> goldens = new ArrayList<>();
            for (JsonNode each : all.get("cases")) {
                goldens.add(
                        new Golden(
                                all.get("preset").asString(),
                                all.get("origin").asString(),
                                each.get("name").asString(),
                                parameters(each.get("parameters")),
                                reports(each),
                                decisions(each)));
            }
            return goldens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SeriesPreset begun() {
        return SeriesPresets.of(preset, new Parameters(name, parameters));
    }

    static String line(int index, Decision decision) {
        return (index + " " + decision.reason()).strip();
    }

    @Override
    public String toString() {
        return preset + ": " + name;
    }

    private static Map<String, Object> parameters(JsonNode node) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            JsonNode value = each.getValue();
            parameters.put(
                    each.getKey(),
                    value.isNumber()
                            ? value.numberValue()
                            : value.isBoolean() ? value.asBoolean() : value.asString());
        }
        return parameters;
    }

    private static List<Report> reports(JsonNode node) {
        OptionalLong total =
                node.has("total_steps")
                        ? OptionalLong.of(node.get("total_steps").asLong())
                        : OptionalLong.empty();
        List<Report> reports = new ArrayList<>();
        for (JsonNode value : node.get("values")) {
            int index = reports.size();
            long step = node.has("steps") ? node.get("steps").get(index).asLong() : index;
            OptionalDouble training =
                    node.has("training")
                            ? OptionalDouble.of(
                                    Double.parseDouble(node.get("training").get(index).asString()))
                            : OptionalDouble.empty();
            reports.add(new Report(step, Double.parseDouble(value.asString()), total, training));
        }
        return reports;
    }

    private static List<String> decisions(JsonNode node) {
        List<String> decisions = new ArrayList<>();
        for (int i = 0; i < node.get("values").size(); i++) {
            JsonNode reason = node.get("fires").get(Integer.toString(i));
            decisions.add(reason == null ? Integer.toString(i) : i + " " + reason.asString());
        }
        return decisions;
    }
}
