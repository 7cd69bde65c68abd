package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFoldersTest {

    @Test
    void aTemporaryFolderGoesWithAllThatIsInIt() throws IOException {
        DemoFolders folders = DemoFolders.open(Optional.empty());
        Files.createDirectories(folders.kafka().resolve("a/b"));
        Files.writeString(folders.kafka().resolve("a/b/c"), "data");
        folders.close();
        assertFalse(Files.exists(folders.kafka().getParent()));
    }

    @Test
    void aNamedFolderStaysAndCountsItsSessions(@TempDir Path parent) {
        Path folder = parent.resolve("not/there/yet");
        for (int session = 1; session <= 3; session++) {
            try (DemoFolders folders = DemoFolders.open(Optional.of(folder))) {
                assertEquals(session, folders.nextSession());
            }
        }
        assertTrue(Files.exists(folder));
    }

    @Test
    void aFileInTheWayIsTheUsersToMove(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        UserError error = assertThrows(UserError.class, () -> DemoFolders.open(Optional.of(file)));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void aSpoiledCounterIsNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("session"), "many");
        DemoFolders folders = DemoFolders.open(Optional.of(folder));
        UserError error = assertThrows(UserError.class, folders::nextSession);
        assertTrue(error.getMessage().contains("many"), error.getMessage());
    }
}
