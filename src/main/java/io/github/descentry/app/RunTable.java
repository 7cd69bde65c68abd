package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.views.Place;
import io.github.descentry.views.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs as lines of text, one each, no longer than the terminal is wide. What is not known yet is a
 * dash. From {@value #WIDE} columns on there is room to show state and anomalies apart; below, an
 * anomaly takes the place of the state. Anomalies are the open ones, and the one a run ended with.
 */
final class RunTable {

    static final int WIDE = 110;
    private static final String GAP = " ";
    private static final String UNKNOWN = "-";

    private static final List<Column> NARROW_COLUMNS =
            List.of(
                    Column.left("run", 12, RunView::run),
                    Column.right("step", 9, RunTable::step),
                    Column.right("loss", 6, RunTable::loss),
                    Column.right("rate", 6, RunTable::rate),
                    Column.right("final", 6, RunTable::mean),
                    Column.left("80% between", 11, RunTable::interval),
                    Column.right("wins", 4, RunTable::wins),
                    Column.painted("state", 10, RunTable::stateOrAnomalies));

    private static final List<Column> WIDE_COLUMNS =
            List.of(
                    Column.left("run", 12, RunView::run),
                    Column.left("progress", 10, RunTable::progress),
                    Column.right("step", 9, RunTable::step),
                    Column.right("loss", 6, RunTable::loss),
                    Column.right("rate", 6, RunTable::rate),
                    Column.right("final", 6, RunTable::mean),
                    Column.left("80% between", 13, RunTable::interval),
                    Column.right("beats best", 10, RunTable::wins),
                    Column.right("rank", 4, RunTable::rank),
                    Column.painted("state", 9, RunTable::state),
                    Column.painted("anomalies", 10, RunTable::anomalies));

    /** Where even the narrow columns have no room; name and state stay. */
    private static final List<String> FIRST_TO_GO =
            List.of("rate", "wins", "loss", "80% between", "step", "final");

    private RunTable() {}

    /** A head line and a line for each run, in the order given. */
    static List<String> lines(List<RunView> runs, int width, Ink ink) {
        List<Column> columns = new ArrayList<>(width >= WIDE ? WIDE_COLUMNS : NARROW_COLUMNS);
        for (String head : FIRST_TO_GO) {
            if (least(columns) > width) {
                columns.removeIf(column -> column.head.equals(head));
            }
        }
        int[] widths = widths(columns, runs, width);
        List<String> lines = new ArrayList<>();
        lines.add(ink.faint(line(columns, widths, column -> column.head)));
        for (RunView run : runs) {
            lines.add(line(columns, widths, run, ink));
        }
        return lines;
    }

    private static int least(List<Column> columns) {
        return columns.stream().mapToInt(column -> column.least + GAP.length()).sum();
    }

    /** Wide enough for what is in them; the name gives way where the line would get too long. */
    private static int[] widths(List<Column> columns, List<RunView> runs, int width) {
        int[] widths = new int[columns.size()];
        int sum = GAP.length() * (columns.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            widths[i] = Math.max(column.least, column.head.length());
            for (RunView run : runs) {
                widths[i] = Math.max(widths[i], column.text.apply(run).length());
            }
            sum += widths[i];
        }
        int last = widths.length - 1;
        int tooMuch = Math.max(0, sum - width);
        int fromName = Math.min(tooMuch, widths[0] - columns.get(0).least);
        widths[0] -= fromName;
        widths[last] = Math.max(1, widths[last] - (tooMuch - fromName));
        return widths;
    }

    private static String line(List<Column> columns, int[] widths, Function<Column, String> text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            line.append(i == 0 ? "" : GAP).append(column.fit(text.apply(column), widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private static String line(List<Column> columns, int[] widths, RunView run, Ink ink) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            String cell = column.fit(column.text.apply(run), widths[i]);
            if (i == widths.length - 1) {
                cell = cell.stripTrailing();
            }
            line.append(i == 0 ? "" : GAP).append(column.painted ? paint(cell, run, ink) : cell);
        }
        return line.toString();
    }

    private static String paint(String cell, RunView run, Ink ink) {
        if (cell.strip().equals(UNKNOWN)) {
            return cell;
        }
        boolean critical =
                run.openAnomalies().stream()
                        .anyMatch(anomaly -> anomaly.severity() == Anomaly.Severity.CRITICAL);
        if (critical || run.state() == RunState.STALLED || run.state() == RunState.FAILED) {
            return ink.bad(cell);
        }
        if (!run.openAnomalies().isEmpty()
                || run.worstAnomaly().isPresent()
                || run.state() == RunState.LATE
                || run.state() == RunState.UNSTABLE) {
            return ink.warning(cell);
        }
        return run.state().ended() ? cell : ink.good(cell);
    }

    private static String progress(RunView run) {
        if (run.totalSteps().isEmpty()) {
            return UNKNOWN;
        }
        double share = (double) run.step() / run.totalSteps().getAsLong();
        int full = (int) Math.round(10 * Math.min(1, share));
        return "#".repeat(full) + ".".repeat(10 - full);
    }

    private static String step(RunView run) {
        return run.step()
                + (run.totalSteps().isPresent() ? "/" + run.totalSteps().getAsLong() : "");
    }

    private static String loss(RunView run) {
        return shown(run).map(forecast -> Figures.value(forecast.value())).orElse(UNKNOWN);
    }

    private static String rate(RunView run) {
        // The curve reported last knows the present rate.
        return run.forecasts().stream()
                .max((a, b) -> Long.compare(a.step(), b.step()))
                .map(Forecast::learningRate)
                .filter(OptionalDouble::isPresent)
                .map(rate -> Figures.rate(rate.getAsDouble()))
                .orElse(UNKNOWN);
    }

    private static String mean(RunView run) {
        return estimate(run, estimate -> Figures.value(estimate.mean()));
    }

    private static String interval(RunView run) {
        return estimate(
                run,
                estimate ->
                        // What a run has ended at is certain.
                        estimate.sd() == 0
                                ? UNKNOWN
                                : Figures.bound(estimate.quantiles().p10())
                                        + Figures.TO
                                        + Figures.bound(estimate.quantiles().p90()));
    }

    private static String wins(RunView run) {
        return run.place()
                .map(Place::beatBest)
                .filter(OptionalDouble::isPresent)
                .map(chance -> Figures.chance(chance.getAsDouble()))
                .orElse(UNKNOWN);
    }

    private static String rank(RunView run) {
        return run.place().map(place -> place.rank() + "/" + place.runs()).orElse(UNKNOWN);
    }

    private static String state(RunView run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }

    private static String anomalies(RunView run) {
        // The anomalies of a run that has ended are closed, but it has ended with one.
        List<Anomaly.Kind> kinds =
                run.state().ended()
                        ? run.worstAnomaly().stream().toList()
                        : run.openAnomalies().stream().map(Anomaly::kind).distinct().toList();
        return kinds.isEmpty()
                ? UNKNOWN
                : kinds.stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
    }

    private static String stateOrAnomalies(RunView run) {
        String anomalies = anomalies(run);
        return anomalies.equals(UNKNOWN) ? state(run) : anomalies;
    }

    private static String estimate(RunView run, Function<Forecast.Estimate, String> text) {
        return shown(run).flatMap(Forecast::estimate).map(text).orElse(UNKNOWN);
    }

    /** What the run is judged by; its first curve as long as that is not known. */
    private static Optional<Forecast> shown(RunView run) {
        return run.objective().or(() -> run.forecasts().stream().findFirst());
    }

    /** One column; the text is that of a run. */
    private record Column(
            String head,
            int least,
            boolean right,
            boolean painted,
            Function<RunView, String> text) {

        static Column left(String head, int least, Function<RunView, String> text) {
            return new Column(head, least, false, false, text);
        }

        static Column right(String head, int least, Function<RunView, String> text) {
            return new Column(head, least, true, false, text);
        }

        static Column painted(String head, int least, Function<RunView, String> text) {
            return new Column(head, least, false, true, text);
        }

        /** Exactly so wide; what is cut off is marked. */
        String fit(String value, int width) {
            if (value.length() > width) {
                return value.substring(0, width - 1) + "~";
            }
            String space = " ".repeat(width - value.length());
            return right ? space + value : value + space;
        }
    }
}
