package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.StopSignal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lines one after the other, for files and pipes: the table every ten seconds, anomalies and stop
 * signals as they come.
 */
final class PlainDisplay implements Display {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final int width;
    private Duration next = Duration.ZERO;
    private int anomaliesShown;
    private int signalsShown;
    private boolean addressesShown;

    PlainDisplay(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void show(DemoView view) {
        if (!addressesShown) {
            addressesShown = true;
            view.addresses().forEach(address -> out.println(address.word() + " " + address.url()));
        }
        for (Anomaly turn : news(view.anomalies(), anomaliesShown)) {
            out.println("anomaly: " + DemoView.sentence(turn));
        }
        anomaliesShown = view.anomalies().size();
        for (StopSignal signal : news(view.signals(), signalsShown)) {
            out.println("stop signal: " + DemoView.sentence(signal));
        }
        signalsShown = view.signals().size();
        if (!view.runs().isEmpty() && view.elapsed().compareTo(next) >= 0) {
            next = view.elapsed().plus(INTERVAL);
            out.println(view.title());
            RunTable.lines(view.runs(), width, Ink.NONE).forEach(out::println);
        }
        out.flush();
    }

    @Override
    public void end() {}

    /** What came since, oldest first; the list has the newest first. */
    private static <T> List<T> news(List<T> newestFirst, int shown) {
        List<T> news =
                new ArrayList<>(newestFirst.subList(0, Math.max(0, newestFirst.size() - shown)));
        Collections.reverse(news);
        return news;
    }
}
