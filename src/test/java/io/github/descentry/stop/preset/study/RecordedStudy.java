package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.StudyPreset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A study under {@code presets} in the test resources, with what the original decided. The files
 * are written by {@code src/test/python/study_goldens.py}, which describes them.
 *
 * @param parameters those that differ from the defaults
 */
record RecordedStudy(
        String preset, String title, Goal goal, Map<String, Object> parameters, List<Line> lines) {

    /**
     * @param report null: the trial ended by itself
     */
    record Line(String text, String trial, StudyPreset.Report report, boolean stops) {

        static Line of(String text) {
            String[] words = text.split(" ");
            if (words[1].equals("end")) {
                return new Line(text, words[0], null, false);
            }
            return new Line(
                    text,
                    words[0],
                    new StudyPreset.Report(
                            words[0], Double.parseDouble(words[1]), Double.parseDouble(words[2])),
                    words.length > 3);
        }
    }

    static List<RecordedStudy> of(String preset) {
        JsonNode file;
        try (InputStream in =
                RecordedStudy.class.getResourceAsStream("/presets/" + preset + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no recorded studies of " + preset);
            }
            file = JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<RecordedStudy> studies = new ArrayList<>();
        for (JsonNode study : file.get("studies")) {
            List<Line> lines = new ArrayList<>();
            study.get("reports").forEach(line -> lines.add(Line.of(line.asString())));
            studies.add(
                    new RecordedStudy(
                            preset,
                            study.get("study").asString(),
                            Goal.valueOf(study.get("goal").asString().toUpperCase(Locale.ROOT)),
                            parameters(study.get("parameters")),
                            lines));
        }
        return studies;
    }

    private static Map<String, Object> parameters(JsonNode node) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        entry -> {
                            JsonNode value = entry.getValue();
                            parameters.put(
                                    entry.getKey(),
                                    value.isBoolean()
                                            ? value.asBoolean()
                                            : value.isNumber()
                                                    ? (Object) value.numberValue()
                                                    : value.asString());
                        });
        return parameters;
    }

    StudyPreset rule() {
        return StudyPresets.of(preset, new Parameters(title, parameters));
    }

    @Override
    public String toString() {
        return preset + ", " + title;
    }
}
