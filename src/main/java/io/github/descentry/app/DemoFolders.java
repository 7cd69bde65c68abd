package io.github.descentry.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the demo keeps its data: {@code kafka} with the topics, {@code state} with the stores of
 * the topology, {@code session} with the number of starts so far. A temporary folder goes with
 * {@link #close}, one that was named stays.
 */
final class DemoFolders implements AutoCloseable {

    private final Path root;
    private final boolean temporary;

    private DemoFolders(Path root, boolean temporary) {
        this.root = root;
        this.temporary = temporary;
    }

    /**
     * @param named folder to keep the data in, created if absent; absent: a temporary one
     */
    static DemoFolders open(Optional<Path> named) {
        try {
            return named.isPresent()
                    ? new DemoFolders(Files.createDirectories(named.get().toAbsolutePath()), false)
                    : new DemoFolders(Files.createTempDirectory("descentry-demo-"), true);
        } catch (IOException e) {
            String folder = named.map(Path::toString).orElse(System.getProperty("java.io.tmpdir"));
            throw new UserError("data folder " + folder + " cannot be created: " + reason(e), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        return failure instanceof AccessDeniedException
                ? "no permission to write there"
                : "the system refuses, " + failure.getMessage();
    }

    /** The folder that all of it is in. */
    Path root() {
        return root;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /**
     * Counts this start.
     *
     * @return 1 for the first start on this folder
     */
    int nextSession() {
        Path file = root.resolve("session");
        try {
            int session = Files.exists(file) ? number(file) + 1 : 1;
            Files.writeString(file, session + "\n");
            return session;
        } catch (IOException e) {
            throw new UserError(file + " cannot be read or written: " + e.getMessage(), e);
        }
    }

    private static int number(Path file) throws IOException {
        String text = Files.readString(file).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UserError(
                    file + " should hold the number of starts, not \"" + text + "\"", e);
        }
    }

    /** Removes a temporary folder. */
    @Override
    public void close() {
        if (temporary) {
            new TemporaryFolder(root).close();
        }
    }
}
