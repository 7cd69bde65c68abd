package io.github.descentry.app.config;

import io.github.descentry.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a configuration file. */
public final class ConfigFile {

    /** The section that goes to Kafka's clients as it is. */
    static final String KAFKA = "kafka";

    private ConfigFile() {}

    /**
     * @throws ConfigError if the file is no YAML, a key is unknown, or a value cannot be
     */
    public static Config read(Path file) {
        return parse(YamlText.of(file, "configuration " + file), file.toString());
    }

    /**
     * @param text content of the file
     * @param name of the file, for messages
     */
    static Config parse(String text, String name) {
        Lines lines = new Lines();
        Object root = YamlText.read(text, "configuration " + name, lines);
        if (!(root instanceof Map<?, ?>)) {
            throw new ConfigError(
                    "configuration "
                            + name
                            + " is "
                            + (root instanceof List<?> ? "a list" : "a single value")
                            + ", not keys and values such as web.port: 8680");
        }
        Map<String, Object> tree = new TreeMap<>();
        flatten("", root, tree, name, lines);
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<String, String> kafka = new HashMap<>();
        tree.forEach(
                (key, value) -> {
                    if (key.startsWith(KAFKA + ".")) {
                        kafka.put(key.substring(KAFKA.length() + 1), text(value));
                    } else {
                        if (value instanceof List<?> list) {
                            lines.divide(key, list.stream().map(ConfigFile::parts).toList());
                        }
                        values.put(setting(key, value, name, lines), text(value));
                    }
                });
        return new Config(new Values(name, values, lines), kafka);
    }

    private static void flatten(
            String prefix, Object value, Map<String, Object> into, String name, Lines lines) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, child) ->
                            flatten(
                                    prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key,
                                    child,
                                    into,
                                    name,
                                    lines));
        } else if (value != null && into.put(prefix, value) != null) {
            // Once with its section and once with a dot, which to YAML are two keys.
            throw new ConfigError(
                    "configuration "
                            + name
                            + lines.of(prefix)
                            + ": key "
                            + prefix
                            + " is there twice");
        }
    }

    private static int parts(Object entry) {
        return Values.entries(String.valueOf(entry)).size();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(part -> parts.add(String.valueOf(part)));
            return String.join(",", parts);
        }
        return String.valueOf(value);
    }

    private static Setting setting(String key, Object value, String name, Lines lines) {
        List<String> below = keysBelow(key);
        if (!below.isEmpty()) {
            throw new ConfigError(
                    "configuration "
                            + name
                            + lines.of(key)
                            + ": "
                            + key
                            + "="
                            + text(value)
                            + " has no value of its own but keys under it, such as "
                            + below.get(0));
        }
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        throw new ConfigError(
                "configuration "
                        + name
                        + lines.of(key)
                        + ": key "
                        + key
                        + " "
                        + unknown(key, known));
    }

    /** All settings are too many to list: those of the same section, if there is one. */
    private static String unknown(String key, List<String> known) {
        if (key.equals("policies")) {
            return "belongs into a policy file of its own, see serve --policy";
        }
        Optional<String> near = Nearest.to(key, known);
        if (near.isPresent()) {
            return "is unknown; the nearest known one is " + near.get();
        }
        String section = key;
        while (section.contains(".")) {
            section = section.substring(0, section.lastIndexOf('.'));
            List<String> below = keysBelow(section);
            if (!below.isEmpty()) {
                return "is unknown; under " + section + " there are " + String.join(", ", below);
            }
        }
        return "is unknown; descentry check settings lists all there are";
    }

    private static List<String> keysBelow(String section) {
        if (section.equals(KAFKA)) {
            return List.of(KAFKA + ".bootstrap.servers");
        }
        return Arrays.stream(Setting.values())
                .map(Setting::key)
                .filter(key -> key.startsWith(section + "."))
                .toList();
    }
}
