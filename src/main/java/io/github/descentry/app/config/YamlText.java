package io.github.descentry.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML as a tree of maps, lists and values, refusing what would be read amiss. */
final class YamlText {

    /** YAML forbids a key twice; unless told to mind, the reader takes the last. */
    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.*)\"");

    private static final String ALIAS =
            "a word that begins with * is an alias to YAML; put a pattern in quotes";

    private YamlText() {}

    /**
     * @param what the file is, for messages, e.g. {@code configuration c.yaml}
     */
    static String of(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigError(what + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new ConfigError(what + " cannot be read: it is no text in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigError(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The tree; an empty map if there is nothing but comments.
     *
     * @throws ConfigError if the text is no YAML, has a key twice, a second document or an alias
     */
    static Object read(String text, String what) {
        boolean empty =
                text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        if (empty) {
            return Map.of();
        }
        try {
            refuseWhatWouldBeLost(text, what);
            Object root = YAML.readValue(text, Object.class);
            return root == null ? Map.of() : root;
        } catch (JacksonException e) {
            throw unreadable(what, e);
        }
    }

    /**
     * The reader takes {@code *name} for the text {@code name}, and leaves out all documents but
     * the first: a pattern that is not quoted would lose its star, and half of a file its say.
     */
    private static void refuseWhatWouldBeLost(String text, String what) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            int depth = 0;
            boolean done = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (done) {
                    throw at(
                            parser.currentTokenLocation(),
                            what,
                            "a second document begins; one file holds one",
                            null);
                }
                if (parser.isCurrentAlias()) {
                    throw at(parser.currentTokenLocation(), what, ALIAS, null);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                done = depth == 0;
            }
        }
    }

    private static ConfigError unreadable(String what, JacksonException failure) {
        String message = failure.getOriginalMessage();
        Matcher duplicate = DUPLICATE.matcher(message);
        String reason =
                duplicate.find()
                        ? "key " + duplicate.group(1) + " is there twice"
                        : message.startsWith("while scanning an alias")
                                ? ALIAS
                                : "no valid YAML: " + message.replaceAll("\\s*\\R\\s*", " ");
        return at(failure.getLocation(), what, reason, failure);
    }

    private static ConfigError at(
            TokenStreamLocation location, String what, String reason, Throwable cause) {
        int line = location == null ? -1 : location.getLineNr();
        return new ConfigError(what + (line < 0 ? "" : ", line " + line) + ": " + reason, cause);
    }
}
