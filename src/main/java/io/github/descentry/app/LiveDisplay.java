package io.github.descentry.app;

import java.io.PrintStream;
import java.util.Map;

/** A terminal that is redrawn in place. */
final class LiveDisplay implements Display {

    /** The size of the window is asked for each so many frames: it costs a process. */
    private static final int FRAMES_PER_SIZE = 4;

    private final PrintStream out;
    private final Terminal terminal;
    private final Ink ink;
    private Terminal.Size size;
    private long frames;

    LiveDisplay(PrintStream out, Map<String, String> environment) {
        this.out = out;
        terminal = new Terminal(out, environment);
        ink = Terminal.ink(environment);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void show(DemoView view) {
        if (frames == 0) {
            terminal.enter();
        }
        if (frames % FRAMES_PER_SIZE == 0) {
            size = terminal.size();
        }
        frames++;
        terminal.draw(view.lines(size.columns(), size.lines(), ink));
    }

    @Override
    public void end() {
        terminal.leave();
    }
}
