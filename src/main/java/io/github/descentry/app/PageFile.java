package io.github.descentry.app;

import io.github.descentry.backtest.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Where a study writes its page; {@code --report} of the commands that have one. */
final class PageFile {

    private PageFile() {}

    /** Refuses what could not be written, before a study that takes its time. */
    static void check(Path report) {
        if (Files.isDirectory(report)) {
            throw refused(report, "it is a folder", null);
        }
        if (!Files.isDirectory(report.toAbsolutePath().getParent())) {
            throw refused(report, "there is no such folder", null);
        }
        try {
            if (!Files.exists(report, LinkOption.NOFOLLOW_LINKS)) {
                // Whether a name can be is best known by who would have to take it.
                Files.createFile(report);
                Files.delete(report);
            } else if (Files.isRegularFile(report)) {
                Files.newByteChannel(report, StandardOpenOption.WRITE).close();
                refuseWhatIsNoPage(report);
            } else if (Files.exists(report) && !Files.isWritable(report)) {
                throw new AccessDeniedException(report.toString());
            }
        } catch (IOException e) {
            throw refused(report, reason(e), e);
        }
    }

    /** A name that was mistyped may be that of a recording or of a policy. */
    private static void refuseWhatIsNoPage(Path report) throws IOException {
        byte[] page = Page.BEGINNING.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(report)) {
            byte[] beginning = in.readNBytes(page.length);
            if (beginning.length > 0 && !Arrays.equals(beginning, page)) {
                throw refused(report, "it holds something that is no page", null);
            }
        }
    }

    /**
     * Writes the page, and says so.
     *
     * @param err for people; what programs read is elsewhere
     */
    static void write(Path report, String html, PrintWriter err) {
        try {
            Files.writeString(report, html);
        } catch (IOException e) {
            throw refused(report, reason(e), e);
        }
        err.println("descentry: the page is in " + report);
        err.flush();
    }

    private static UserError refused(Path report, String why, IOException cause) {
        return new UserError("report=" + report + " cannot be written: " + why, cause);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "it is not permitted";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason().toLowerCase(Locale.ROOT);
        }
        return String.valueOf(failure.getMessage());
    }
}
