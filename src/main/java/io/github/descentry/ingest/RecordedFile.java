package io.github.descentry.ingest;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A text file, plain or gzip (told by the ending {@code .gz}), in UTF-8. */
final class RecordedFile {

    private static final int BUFFER = 1 << 16;
    private static final String GZIP = ".gz";

    private RecordedFile() {}

    /**
     * Opens it.
     *
     * @param progress told how many bytes of the file were read, each time some are
     */
    static Reader open(Path file, LongConsumer progress) {
        try {
            InputStream bytes = new CountedStream(Files.newInputStream(file), progress);
            try {
                return new InputStreamReader(
                        file.toString().endsWith(GZIP) ? new GZIPInputStream(bytes, BUFFER) : bytes,
                        StandardCharsets.UTF_8);
            } catch (IOException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static UnreadableRecording unreadable(Path file, IOException cause) {
        String reason;
        if (cause instanceof NoSuchFileException) {
            reason = "no such file or folder";
        } else if (cause instanceof AccessDeniedException) {
            reason = "not allowed to read it";
        } else if (cause instanceof ZipException) {
            reason = "no valid gzip data";
        } else if (cause instanceof EOFException) {
            reason = "the gzip data are cut off";
        } else {
            reason = Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read";
        }
        return new UnreadableRecording(file + ": " + reason, cause);
    }

    /** The file's name without its endings, e.g. {@code curves} of {@code curves.csv.gz}. */
    static String name(Path file, String ending) {
        String name = file.getFileName().toString();
        if (name.endsWith(GZIP)) {
            name = name.substring(0, name.length() - GZIP.length());
        }
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** Whether the file's name has the ending, gzip or not. */
    static boolean endsWith(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.endsWith(ending) || name.endsWith(ending + GZIP);
    }

    private static final class CountedStream extends FilterInputStream {
        private final LongConsumer progress;

        private CountedStream(InputStream bytes, LongConsumer progress) {
            super(bytes);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            progress.accept(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            progress.accept(Math.max(0, read));
            return read;
        }
    }
}
