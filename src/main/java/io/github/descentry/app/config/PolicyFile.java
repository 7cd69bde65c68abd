package io.github.descentry.app.config;

import io.github.descentry.stop.policy.Catalogues;
import io.github.descentry.stop.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a policy file. */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * @throws ConfigError if the file is no YAML, a key is unknown, or a value cannot be
     */
    public static PolicySet read(Path file) {
        return parse(YamlText.of(file, what(file.toString())), file.toString(), Catalogues.KNOWN);
    }

    /**
     * @param text content of the file
     * @param name of the file, for messages
     * @param catalogues what it may name
     */
    static PolicySet parse(String text, String name, Catalogues catalogues) {
        Object root = YamlText.read(text, what(name));
        if (!(root instanceof Map<?, ?> tree)) {
            throw new ConfigError(
                    what(name)
                            + " is "
                            + (root instanceof List<?> ? "a list" : "a single value")
                            + ", not a map with the key policies");
        }
        if (tree.isEmpty()) {
            throw new ConfigError(what(name) + " is empty: it has no policies");
        }
        try {
            @SuppressWarnings("unchecked") // The keys of YAML maps are read as texts.
            Map<String, ?> texts = (Map<String, ?>) tree;
            return PolicySet.of(texts, catalogues);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(what(name) + ": " + e.getMessage(), e);
        }
    }

    private static String what(String name) {
        return "policy file " + name;
    }
}
