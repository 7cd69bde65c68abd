package io.github.descentry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a study writes its page; {@code --report} of the commands that have one. */
final class PageFile {

    private PageFile() {}

    /** Refuses a file that has no folder, before a study that takes its time. */
    static void check(Path report) {
        if (!Files.isDirectory(report.toAbsolutePath().getParent())) {
            throw new UserError("report=" + report + " cannot be written: there is no such folder");
        }
    }

    static void write(Path report, String html) {
        try {
            Files.writeString(report, html);
        } catch (IOException e) {
            throw new UserError("report=" + report + " cannot be written: " + e, e);
        }
    }
}
