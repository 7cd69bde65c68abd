package io.github.descentry.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a configuration file. */
public final class ConfigFile {

    /** The section that goes to Kafka's clients as it is. */
    static final String KAFKA = "kafka";

    /** YAML forbids a key twice; unless told to mind, the reader takes the last. */
    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.*)\"");

    private ConfigFile() {}

    /**
     * @throws ConfigError if the file is no YAML, a key is unknown, or a value cannot be
     */
    public static Config read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new ConfigError("configuration " + file + " does not exist", e);
        } catch (IOException e) {
            throw new ConfigError(
                    "configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param text content of the file
     * @param name of the file, for messages
     */
    static Config parse(String text, String name) {
        Map<String, Object> tree;
        try {
            boolean empty =
                    text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
            Object root = empty ? Map.of() : YAML.readValue(text, Object.class);
            if (root == null) {
                root = Map.of();
            }
            if (!(root instanceof Map<?, ?>)) {
                throw new ConfigError(
                        "configuration "
                                + name
                                + " is "
                                + (root instanceof List<?> ? "a list" : "a single value")
                                + ", not keys and values such as web.port: 8680");
            }
            tree = new TreeMap<>();
            flatten("", root, tree, name);
        } catch (JacksonException e) {
            throw unreadable(name, e);
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<String, String> kafka = new HashMap<>();
        tree.forEach(
                (key, value) -> {
                    if (key.startsWith(KAFKA + ".")) {
                        kafka.put(key.substring(KAFKA.length() + 1), text(value));
                    } else {
                        values.put(setting(key, value, name), text(value));
                    }
                });
        return new Config(name, values, kafka);
    }

    private static ConfigError unreadable(String name, JacksonException failure) {
        String message = failure.getOriginalMessage();
        Matcher duplicate = DUPLICATE.matcher(message);
        String reason =
                duplicate.find()
                        ? "key " + duplicate.group(1) + " is there twice"
                        : "no valid YAML: " + message;
        int line = failure.getLocation() == null ? -1 : failure.getLocation().getLineNr();
        return new ConfigError(
                "configuration " + name + (line < 0 ? "" : ", line " + line) + ": " + reason,
                failure);
    }

    private static void flatten(
            String prefix, Object value, Map<String, Object> into, String name) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, child) ->
                            flatten(
                                    prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key,
                                    child,
                                    into,
                                    name));
        } else if (value != null && into.put(prefix, value) != null) {
            // Once with its section and once with a dot, which to YAML are two keys.
            throw new ConfigError("configuration " + name + ": key " + prefix + " is there twice");
        }
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(part -> parts.add(String.valueOf(part)));
            return String.join(",", parts);
        }
        return String.valueOf(value);
    }

    private static Setting setting(String key, Object value, String name) {
        List<String> below = keysBelow(key);
        if (!below.isEmpty()) {
            throw new ConfigError(
                    "configuration "
                            + name
                            + ": "
                            + key
                            + "="
                            + text(value)
                            + " has no value of its own but keys under it, such as "
                            + below.get(0));
        }
        Setting nearest = Setting.values()[0];
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
            if (distance(setting.key(), key) < distance(nearest.key(), key)) {
                nearest = setting;
            }
        }
        throw new ConfigError(
                "configuration "
                        + name
                        + ": key "
                        + key
                        + " is unknown; the nearest known one is "
                        + nearest.key());
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

    /** Levenshtein's: how many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
