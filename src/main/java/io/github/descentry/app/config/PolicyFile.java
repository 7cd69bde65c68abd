package io.github.descentry.app.config;

import io.github.descentry.events.wire.TreeJson;
import io.github.descentry.stop.policy.Catalogues;
import io.github.descentry.stop.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a policy file. */
public final class PolicyFile {

    private static final Pattern POLICY = Pattern.compile("^policies\\[(\\d{1,6})\\]");

    private static final int LARGEST = 900_000;

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
        Lines lines = new Lines();
        Object root = YamlText.read(text, what(name), lines);
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
            PolicySet policies = PolicySet.of(texts, catalogues);
            refuseTooLarge(policies, name);
            return policies;
        } catch (IllegalArgumentException e) {
            String place = lines.of(e.getMessage()) + policy(tree, e.getMessage());
            throw new ConfigError(what(name) + place + ": " + e.getMessage(), e);
        }
    }

    /** All policies are one record, and Kafka takes none above a megabyte unless told to. */
    private static void refuseTooLarge(PolicySet policies, String name) {
        int bytes = TreeJson.write(policies.tree()).length;
        if (bytes > LARGEST) {
            throw new ConfigError(
                    what(name)
                            + " has "
                            + bytes
                            + " bytes as JSON, more than the "
                            + LARGEST
                            + " that go into a record");
        }
    }

    /** The name of the policy that a message is on, as a number is hard to find in a long file. */
    private static String policy(Map<?, ?> tree, String message) {
        Matcher path = POLICY.matcher(message);
        if (path.find()
                && tree.get("policies") instanceof List<?> policies
                && policies.get(Integer.parseInt(path.group(1))) instanceof Map<?, ?> policy
                && policy.get("name") instanceof String policyName
                && !policyName.isBlank()) {
            return ", policy " + policyName;
        }
        return "";
    }

    private static String what(String name) {
        return "policy file " + name;
    }
}
