package io.github.descentry.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
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

    /** Where the reader says it is, with the line of the file and an arrow below. */
    private static final Pattern MARK =
            Pattern.compile("\\s*in reader, line (\\d+), column \\d+:\\R.*?\\^", Pattern.DOTALL);

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
        } catch (AccessDeniedException e) {
            throw new ConfigError(what + " cannot be read: it is not permitted", e);
        } catch (CharacterCodingException e) {
            throw new ConfigError(what + " cannot be read: it is no text in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigError(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The tree; an empty map if there is nothing but comments.
     *
     * @param lines learns where what stands
     * @throws ConfigError if the text is no YAML, has a key twice, a second document or an alias
     */
    static Object read(String text, String what, Lines lines) {
        boolean empty =
                text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        if (empty) {
            return Map.of();
        }
        try {
            refuseWhatWouldBeLost(text, what, lines);
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
    private static void refuseWhatWouldBeLost(String text, String what, Lines lines) {
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
                if (!token.isStructEnd()) {
                    lines.put(
                            path(parser.streamReadContext()),
                            parser.currentTokenLocation().getLineNr());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                done = depth == 0;
            }
        }
    }

    /** As messages write it; a list or map that begins is where its first entry will be, too. */
    private static String path(TokenStreamContext place) {
        if (place.inRoot()) {
            return "";
        }
        String above = path(place.getParent());
        if (place.inArray()) {
            return place.hasCurrentIndex() ? above + "[" + place.getCurrentIndex() + "]" : above;
        }
        String key = place.currentName();
        return key == null ? above : above.isEmpty() ? key : above + "." + key;
    }

    private static ConfigError unreadable(String what, JacksonException failure) {
        String message = failure.getOriginalMessage();
        Matcher duplicate = DUPLICATE.matcher(message);
        String reason =
                duplicate.find()
                        ? "key " + duplicate.group(1) + " is there twice"
                        : message.startsWith("while scanning an alias")
                                ? ALIAS
                                : "no valid YAML: " + words(message);
        return at(failure.getLocation(), what, reason, failure);
    }

    /** The reader shows the text at each place it speaks of; a line says as much. */
    private static String words(String message) {
        String words = MARK.matcher(message).replaceAll("").replaceAll("\\s*\\R\\s*", " ").strip();
        return words.startsWith("mapping values are not allowed here")
                ? "a key stands below a plain word; let the word end with a colon too, or indent"
                        + " the key less"
                : words;
    }

    /**
     * Of the places the reader speaks of the last is that of the mistake, unless that is the end of
     * the file: then what was never closed is more telling.
     */
    private static int line(TokenStreamLocation location, Throwable cause) {
        int line = location == null ? -1 : location.getLineNr();
        if (cause instanceof JacksonException failure) {
            String message = failure.getOriginalMessage();
            boolean open = message.contains("unexpected end of stream");
            Matcher mark = MARK.matcher(message);
            while (mark.find()) {
                line = Integer.parseInt(mark.group(1));
                if (open) {
                    break;
                }
            }
        }
        return line;
    }

    private static ConfigError at(
            TokenStreamLocation location, String what, String reason, Throwable cause) {
        int line = line(location, cause);
        return new ConfigError(what + (line < 0 ? "" : ", line " + line) + ": " + reason, cause);
    }
}
