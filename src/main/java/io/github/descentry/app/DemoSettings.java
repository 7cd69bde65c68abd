package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the demo sets other than by default, and the policies that its runs are under. */
final class DemoSettings {

    /** The user's own rule: what only the network itself can tell. */
    static final String RULE = "saturated_share > 0.75 for 10 reports";

    /** File of the policies in the data folder; who keeps the folder may change it. */
    private static final String POLICIES = "policies.yaml";

    private DemoSettings() {}

    /** Silence of seconds counts here: the jobs report three times a second. */
    static Config config() {
        return Config.defaults()
                .with(Setting.TOPICS_PARTITIONS, "2")
                .with(Setting.STREAMS_THREADS, "1")
                .with(Setting.STREAMS_CACHE, "8MB")
                .with(Setting.DETECT_STALLED_LATE_FLOOR, "3s")
                .with(Setting.DETECT_STALLED_FLOOR, "8s")
                .with(Setting.DETECT_RULES, RULE);
    }

    /** The policy file below a data folder, put there unless there is one. */
    static Path policies(Path folder) {
        Path file = folder.resolve(POLICIES);
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, text());
            }
            return file;
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String text() {
        try (InputStream text = DemoSettings.class.getResourceAsStream("demo-policies.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
