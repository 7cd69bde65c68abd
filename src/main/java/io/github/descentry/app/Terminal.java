package io.github.descentry.app;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The terminal behind stdout or stderr, if there is one: its size, and a screen that is redrawn in
 * place. The JVM knows neither, so the system's own tools are asked: {@code test} and {@code stty}.
 *
 * <p>One thread, but for {@link #leave}.
 */
final class Terminal {

    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final Map<String, String> environment;
    private boolean entered;

    Terminal(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /** One of the two streams that a terminal may be behind. */
    enum Stream {
        OUTPUT,
        ERROR
    }

    /** Whether the stream is a terminal that understands escape sequences. */
    static boolean attached(Map<String, String> environment, Stream stream) {
        if ("dumb".equals(environment.get("TERM"))) {
            return false;
        }
        ProcessBuilder test = new ProcessBuilder("sh", "-c", "test -t " + (1 + stream.ordinal()));
        if (stream == Stream.OUTPUT) {
            test.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        } else {
            test.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            return finished(test.start()) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Colours unless {@code NO_COLOR} is set to anything but nothing. */
    static Ink ink(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() ? Ink.COLOUR : Ink.NONE;
    }

    /** Columns and lines. */
    record Size(int columns, int lines) {}

    /** The size now: people drag their windows. */
    Size size() {
        ProcessBuilder stty = new ProcessBuilder("stty", "size");
        stty.redirectInput(new File("/dev/tty"));
        stty.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = stty.start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] parts = answer.strip().split(" ");
            if (finished(process) == 0 && parts.length == 2) {
                int lines = Integer.parseInt(parts[0]);
                int columns = Integer.parseInt(parts[1]);
                if (lines > 0 && columns > 0) {
                    return new Size(columns, lines);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // No stty here, or no terminal of its own: what the environment says must do.
        }
        return new Size(number("COLUMNS", 80), number("LINES", 24));
    }

    /** Goes to the alternate screen, as editors do; the lines before stay as they were. */
    synchronized void enter() {
        entered = true;
        out.print(ESCAPE + "?1049h" + ESCAPE + "?25l");
        out.flush();
    }

    /** Draws over what was there. */
    synchronized void draw(List<String> lines) {
        if (!entered) {
            return;
        }
        StringBuilder frame = new StringBuilder(ESCAPE + "H");
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ESCAPE + "K");
        }
        frame.append(ESCAPE + "J");
        out.print(frame);
        out.flush();
    }

    /** Back to the screen as it was before. May be called from any thread, more than once. */
    synchronized void leave() {
        if (entered) {
            entered = false;
            out.print(ESCAPE + "?25h" + ESCAPE + "?1049l");
            out.flush();
        }
    }

    private int number(String name, int otherwise) {
        try {
            return Math.max(1, Integer.parseInt(environment.getOrDefault(name, "")));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static int finished(Process process) {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }
}
