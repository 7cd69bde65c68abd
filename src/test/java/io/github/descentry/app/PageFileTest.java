package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.descentry.backtest.page.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFileTest {

    @TempDir private Path folder;

    private static void refuses(Path report, String why) {
        UserError refusal = assertThrows(UserError.class, () -> PageFile.check(report));
        assertEquals("report=" + report + " cannot be written: " + why, refusal.getMessage());
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeTheStudy() throws IOException {
        refuses(folder, "it is a folder");
        refuses(Path.of("/"), "it is a folder");
        refuses(Path.of(""), "it is a folder");
        refuses(folder.resolve("no").resolve("page.html"), "there is no such folder");
        Path file = Files.createFile(folder.resolve("file"));
        refuses(file.resolve("page.html"), "there is no such folder");
        refuses(folder.resolve("n".repeat(300) + ".html"), "file name too long");
    }

    @Test
    void theCheckLeavesEverythingAsItWas() throws IOException {
        Path report = folder.resolve("page.html");
        PageFile.check(report);
        assertFalse(Files.exists(report));
        String yesterday = new Page("of yesterday").html();
        Files.writeString(report, yesterday);
        PageFile.check(report);
        assertEquals(yesterday, Files.readString(report));
        PageFile.check(Files.createFile(folder.resolve("empty.html")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("later.html"));
        PageFile.check(link);
        assertFalse(Files.exists(folder.resolve("later.html")));
    }

    @Test
    void aRecordingOrAPolicyIsNotOverwritten() throws IOException {
        Path recording = Files.writeString(folder.resolve("a.csv"), "run,step,metric,value\n");
        refuses(recording, "it holds something that is no page");
        assertEquals("run,step,metric,value\n", Files.readString(recording));
        refuses(Files.writeString(folder.resolve("p"), "<"), "it holds something that is no page");
    }

    @Test
    void whereThePageIsIsSaidInOneLine() throws IOException {
        Path report = folder.resolve("page.html");
        StringWriter err = new StringWriter();
        PageFile.write(report, "<html/>", new PrintWriter(err));
        assertEquals("<html/>", Files.readString(report));
        assertEquals("descentry: the page is in " + report, err.toString().strip());
    }

    @Test
    void aFolderThatIsGoneAfterTheStudyIsToldInPlainWords() {
        Path report = folder.resolve("gone").resolve("page.html");
        UserError refusal =
                assertThrows(
                        UserError.class,
                        () -> PageFile.write(report, "", new PrintWriter(new StringWriter())));
        assertEquals(
                "report=" + report + " cannot be written: there is no such folder",
                refusal.getMessage());
    }
}
