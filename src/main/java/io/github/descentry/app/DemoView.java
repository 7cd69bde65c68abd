package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.StopSignal;
import io.github.descentry.views.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo shows at one moment.
 *
 * @param elapsed time since the jobs were started
 * @param runs those of this session, in the order to show them in
 * @param earlier those of earlier sessions, which are kept beside them, latest first
 * @param anomalies turns of this session's anomalies, newest first
 * @param signals turns of this session's stop signals, newest first
 * @param policies version of the policies in force; absent: not known yet
 * @param addresses where the rest can be looked at: a word and an address each
 * @param closing what to do next, e.g. {@code Ctrl-C ends it}
 */
record DemoView(
        Duration elapsed,
        List<RunView> runs,
        List<RunView> earlier,
        List<Anomaly> anomalies,
        List<StopSignal> signals,
        Optional<String> policies,
        List<Address> addresses,
        String closing) {

    /** At most so many turns of anomalies and of signals are listed. */
    private static final int RECENT = 6;

    /** The title, an empty line and the heads of the columns. */
    private static final int HEAD = 3;

    DemoView {
        runs = List.copyOf(runs);
        earlier = List.copyOf(earlier);
        anomalies = List.copyOf(anomalies);
        signals = List.copyOf(signals);
        addresses = List.copyOf(addresses);
    }

    /** A word and the address it stands for, e.g. {@code metrics http://127.0.0.1:9464/metrics}. */
    record Address(String word, String url) {}

    /**
     * The whole of it as lines no longer than {@code width}, cut to {@code height} lines: the runs
     * of earlier sessions give way first, then the turns of anomalies.
     */
    List<String> lines(int width, int height, Ink ink) {
        List<String> bottom = new ArrayList<>();
        bottom.add("");
        addresses.forEach(
                address -> bottom.add(cut(pad(address.word(), 12) + address.url(), width)));
        bottom.add(ink.faint(cut(closing, width)));

        List<String> stops = section(signalsHead(policies) + ": nothing is stopped", width, ink);
        signals.stream().limit(RECENT).forEach(signal -> stops.add(cut(sentence(signal), width)));
        if (signals.isEmpty()) {
            stops.add("none yet");
        }
        List<String> turns = section("anomalies", width, ink);
        anomalies.stream().limit(RECENT).forEach(turn -> turns.add(cut(sentence(turn), width)));

        int room = height - HEAD - runs.size() - bottom.size();
        int left = room - stops.size() - (anomalies.isEmpty() ? 0 : turns.size());
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(cut(title(), width)));
        lines.add("");
        lines.addAll(table(left, width, ink));
        lines.addAll(stops.subList(0, Math.max(0, Math.min(stops.size(), room))));
        room -= stops.size();
        if (!anomalies.isEmpty() && room > 2) {
            lines.addAll(turns.subList(0, Math.min(turns.size(), room)));
        }
        lines.addAll(bottom);
        return lines.subList(0, Math.min(lines.size(), height));
    }

    /**
     * All runs of this session, and of the earlier ones as many as there is room for below a
     * heading; none rather than only that.
     */
    private List<String> table(int room, int width, Ink ink) {
        List<String> head = section("earlier sessions", width, ink);
        int rows = Math.max(0, Math.min(earlier.size(), room - head.size()));
        // If not all, one row gives way to the line that tells of the others.
        int shown = rows < earlier.size() ? Math.max(0, rows - 1) : rows;
        List<RunView> all = new ArrayList<>(runs);
        all.addAll(earlier.subList(0, shown));
        List<String> lines = new ArrayList<>(RunTable.lines(all, width, ink));
        if (rows > 0) {
            lines.addAll(1 + runs.size(), head);
        }
        if (shown < rows) {
            lines.add(cut("and " + (earlier.size() - shown) + " more", width));
        }
        return lines;
    }

    /** What of an anomaly a person needs on one line. */
    static String sentence(Anomaly turn) {
        return turn.run()
                + " "
                + turn.kind().name().toLowerCase(Locale.ROOT)
                + " "
                + turn.status().name().toLowerCase(Locale.ROOT)
                + " at step "
                + turn.step()
                + ": "
                + turn.sentence();
    }

    /** What of a stop signal a person needs on one line. */
    static String sentence(StopSignal signal) {
        return subject(signal) + ": " + signal.reason();
    }

    /** Heading of stop signals: what governs them. */
    static String signalsHead(Optional<String> policies) {
        return "stop signals" + policies.map(version -> " by policies " + version).orElse("");
    }

    /** The stop signal without its reason: with its policy, and what that lets follow from it. */
    static String subject(StopSignal signal) {
        String mode =
                signal.held()
                        .map(why -> "held back")
                        .orElse(signal.mode().name().toLowerCase(Locale.ROOT));
        return signal.run()
                + " "
                + signal.rule()
                + " "
                + signal.status().name().toLowerCase(Locale.ROOT)
                + " at step "
                + signal.step()
                + signal.policy().map(policy -> " (" + policy + ": " + mode + ")").orElse("");
    }

    /** One line on the whole. */
    String title() {
        long seconds = elapsed.toSeconds();
        String time = String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
        String kept = earlier.isEmpty() ? "" : ", " + earlier.size() + " of earlier sessions kept";
        return "descentry demo  " + time + "  " + runs.size() + " runs" + kept;
    }

    private static List<String> section(String head, int width, Ink ink) {
        return new ArrayList<>(List.of("", ink.faint(cut(head, width))));
    }

    private static String pad(String word, int width) {
        return word + " ".repeat(Math.max(1, width - word.length()));
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "~";
    }
}
