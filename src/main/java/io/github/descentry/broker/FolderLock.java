package io.github.descentry.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a data folder for this process. Kafka's own lock comes too late: a second broker started on
 * a folder in use makes the first one give up its log directory. The operating system drops the
 * lock with the process, so a crash leaves nothing behind to clean up. Thread-safe.
 */
final class FolderLock implements AutoCloseable {

    private static final String FILE = "descentry.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws BrokerFailure if another process, or another broker of this one, holds the folder, or
     *     if the folder cannot be written
     */
    static FolderLock of(Path folder) {
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            folder.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new BrokerFailure(
                    "data folder "
                            + folder
                            + " cannot be written: "
                            + (e instanceof AccessDeniedException
                                    ? "it is not permitted"
                                    : e.getMessage()),
                    e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String owner = read(channel);
                throw new BrokerFailure(
                        "data folder " + folder + " is in use by another process" + owner);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.UTF_8)),
                    0);
            return new FolderLock(channel);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new BrokerFailure(
                    "data folder " + folder + " is in use by another broker of this process", e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerFailure(
                    "data folder " + folder + " cannot be locked: " + e.getMessage(), e);
        } catch (BrokerFailure e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        return pid.isBlank() ? "" : " (process " + pid.strip() + ")";
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest; nobody could act on this.
        }
    }
}
