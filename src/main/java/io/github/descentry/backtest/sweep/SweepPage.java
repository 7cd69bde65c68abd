package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.page.Chart;
import io.github.descentry.backtest.page.Chart.Tone;
import io.github.descentry.backtest.page.Line;
import io.github.descentry.backtest.page.Page;
import io.github.descentry.backtest.page.Scatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page on which a person sees what stopping saves and costs, and every wrong stop. */
public final class SweepPage {

    private SweepPage() {}

    /**
     * The whole page.
     *
     * @param curves where the runs were read from
     * @param scores of all policies
     * @param wrong groups in which one of ours went wrong
     */
    public static String html(String curves, List<SweepScore> scores, List<WrongStop> wrong) {
        Page page = new Page("Runs stopped early, held against what they would have become");
        page.paragraph(
                scores.get(0).groups()
                        + " groups of recorded runs of "
                        + curves
                        + " were replayed, all runs of a group side by side. A run that a rule stops"
                        + " reports no more. Regret is how much worse the best run that is left"
                        + " ended than the best of all.");
        page.table(
                List.of(
                        "rule",
                        "stopped",
                        "wrong",
                        "saved",
                        "regret",
                        "of spread",
                        "best kept",
                        "saved (by collection)",
                        "regret",
                        "of spread",
                        "best kept"),
                scores.stream().map(SweepPage::row).toList());
        page.note(
                "Saved: share of the steps. Of spread: regret as a share of the distance of the"
                        + " median run from the best. By collection: means in which every file of"
                        + " curves weighs the same, as many groups of a file are near-repeats.");
        page.drawings(
                "What is saved and what is lost",
                List.of(
                        "To the right more is saved, further up more is lost. Blue: ours, without a"
                                + " label over their main parameters; red: other tools."),
                List.of(
                        scatter("regret of spread, by group", scores, false).svg(),
                        scatter("regret of spread, by collection", scores, true).svg()));
        page.heading("Wrong stops of ours: " + wrong.size());
        page.note("Red: stopped wrongly. Blue: the best that was kept. Faint: the others.");
        for (WrongStop each : wrong) {
            page.figure(
                    title(each),
                    lines(each),
                    List.of(
                            chart(each, "over percents of the plan", WrongStop.Curve::whole),
                            chart(each, "the second half", WrongStop.Curve::late)));
        }
        return page.html();
    }

    private static Scatter scatter(String title, List<SweepScore> scores, boolean byCollection) {
        Scatter scatter = new Scatter(title);
        for (SweepScore score : scores) {
            SweepScore.Means means = byCollection ? score.byCollection() : score.byGroup();
            boolean peer = score.policy().contains(".") && !score.policy().contains("=0.");
            scatter.point(
                    means.computeSaved(),
                    means.regretOfSpread(),
                    peer ? Tone.BAD : Tone.MAIN,
                    score.policy(),
                    score.policy().contains("(") ? "" : score.policy());
        }
        return scatter;
    }

    private static List<String> row(SweepScore score) {
        List<String> cells = new ArrayList<>();
        cells.add(score.policy());
        cells.add(String.format(Locale.ROOT, "%.0f of %.0f", score.stopped(), score.runs()));
        cells.add(String.format(Locale.ROOT, "%.1f", score.wrongStops()));
        for (SweepScore.Means means : List.of(score.byGroup(), score.byCollection())) {
            cells.add(percent(means.computeSaved()));
            cells.add(percent(means.regret()));
            cells.add(percent(means.regretOfSpread()));
            cells.add(percent(means.bestRunKept()));
        }
        return cells;
    }

    private static String title(WrongStop wrong) {
        return wrong.result().policy() + " · " + wrong.result().group();
    }

    private static List<String> lines(WrongStop wrong) {
        SweepResult result = wrong.result();
        List<String> lines = new ArrayList<>();
        lines.add(
                result.collection()
                        + ": "
                        + result.stopped()
                        + " of "
                        + result.runs()
                        + " runs stopped, "
                        + percent(result.computeSaved())
                        + " saved, regret "
                        + percent(result.regret())
                        + " of the best, "
                        + percent(result.regretOfSpread())
                        + " of the spread");
        for (String run : result.wrong()) {
            lines.add(run + " was stopped at " + percent(result.stops().get(run)) + " of its plan");
        }
        return lines;
    }

    private static Chart chart(
            WrongStop wrong, String title, Function<WrongStop.Curve, Line> line) {
        SweepResult result = wrong.result();
        Chart chart = new Chart(title);
        for (WrongStop.Curve curve : wrong.curves()) {
            boolean stopped = result.stops().containsKey(curve.run());
            Tone tone =
                    result.wrong().contains(curve.run())
                            ? Tone.BAD
                            : stopped ? Tone.FAINT : Tone.MAIN;
            chart.line(line.apply(curve), tone, curve.run() + " " + curve.finalValue());
        }
        result.stops()
                .forEach(
                        (run, share) -> {
                            boolean wrongly = result.wrong().contains(run);
                            chart.mark(
                                    100 * share,
                                    wrongly ? Tone.BAD : Tone.FAINT,
                                    wrongly ? "stopped" : "");
                        });
        return chart;
    }

    private static String percent(double share) {
        double value = 100 * share;
        return String.format(Locale.ROOT, value < 1 && value > 0 ? "%.2f %%" : "%.1f %%", value);
    }
}
