package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.page.Chart;
import io.github.descentry.backtest.page.Chart.Tone;
import io.github.descentry.backtest.page.Line;
import io.github.descentry.backtest.page.Page;
import io.github.descentry.backtest.page.Page.Span;
import io.github.descentry.backtest.page.Scatter;
import io.github.descentry.backtest.page.Scatter.Shape;
import io.github.descentry.backtest.sweep.SweepPolicy.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The page on which a person sees what stopping saves and costs, and every wrong stop. */
public final class SweepPage {

    private static final List<String> MEANS = List.of("saved", "regret", "of spread", "best kept");

    private final List<SweepScore> scores;
    private final List<WrongStop> wrong;
    private final Optional<Governed> governed;

    /**
     * @param scores of all policies
     * @param wrong groups in which one of ours, or of the file, went wrong
     * @param governed of the policies of the file under study, if there is one
     */
    public SweepPage(List<SweepScore> scores, List<WrongStop> wrong, Optional<Governed> governed) {
        this.scores = scores;
        this.wrong = wrong;
        this.governed = governed;
    }

    /**
     * The whole page.
     *
     * @param curves where the runs were read from; it may be shown to anybody
     */
    public String html(String curves) {
        Page page = new Page("Runs stopped early, held against what they would have become");
        page.paragraph(
                counted(scores.get(0).groups(), "group")
                        + " of recorded runs of “"
                        + curves
                        + "” were replayed, all runs of a group side by side. A run that a rule stops"
                        + " reports no more. Regret is how much worse the best run that is left"
                        + " ended than the best of all.");
        governed.ifPresent(
                it -> {
                    page.paragraph("Governed by the file: " + it.summary() + ".");
                    it.warnings().forEach(page::warning);
                });
        table(page);
        page.drawings(
                "What is saved and what is lost",
                List.of(
                        "To the right more is saved, further up more is lost. Circles: our rules;"
                                + " rings: the same over their main parameters; squares: other"
                                + " tools; diamond: the policy file."),
                List.of(scatter(false).svg(), scatter(true).svg()));
        wrongStops(page);
        return page.html();
    }

    private void table(Page page) {
        List<String> header = new ArrayList<>(List.of("rule", "stopped", "wrong"));
        header.addAll(MEANS);
        header.addAll(MEANS);
        page.table(
                List.of(
                        new Span("", 3),
                        new Span(
                                "means over " + counted(scores.get(0).groups(), "group"),
                                MEANS.size()),
                        new Span(
                                "over " + counted(scores.get(0).collections(), "collection"),
                                MEANS.size())),
                header,
                scores.stream().map(SweepPage::row).toList());
        page.note(
                "Wrong: stopped runs that would have ended best. Saved: share of the steps. Of"
                        + " spread: regret as a share of the distance of the median run from the"
                        + " best. Best kept: groups whose best run was not stopped. Over"
                        + " collections every file of curves weighs the same, as many groups of a"
                        + " file are near-repeats.");
    }

    private Scatter scatter(boolean byCollection) {
        String over = byCollection ? "collections" : "groups";
        Scatter scatter =
                new Scatter("steps saved, mean over " + over, "regret as a share of the spread");
        List<SweepScore> ordered = new ArrayList<>(scores);
        // Those that are looked for first have the best places, and of other tools the worst.
        ordered.sort(
                Comparator.comparing(SweepScore::origin)
                        .thenComparing(score -> -means(score, byCollection).regretOfSpread()));
        for (SweepScore score : ordered) {
            SweepScore.Means means = means(score, byCollection);
            scatter.point(
                    means.computeSaved(),
                    means.regretOfSpread(),
                    shape(score.origin()),
                    score.policy()
                            + ": "
                            + percent(means.computeSaved())
                            + " saved, regret "
                            + percent(means.regretOfSpread())
                            + " of the spread",
                    label(score));
        }
        return scatter;
    }

    private static SweepScore.Means means(SweepScore score, boolean byCollection) {
        return byCollection ? score.byCollection() : score.byGroup();
    }

    private static Shape shape(Origin origin) {
        return switch (origin) {
            case FILE -> Shape.DIAMOND;
            case OURS -> Shape.CIRCLE;
            case TRADE_OFF -> Shape.RING;
            case OTHER_TOOL -> Shape.SQUARE;
        };
    }

    private static String label(SweepScore score) {
        return switch (score.origin()) {
            case FILE -> "policy file";
            case TRADE_OFF -> "";
            default -> score.policy();
        };
    }

    private static List<String> row(SweepScore score) {
        List<String> cells = new ArrayList<>();
        cells.add((score.origin() == Origin.FILE ? "policy file: " : "") + score.policy());
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

    /** By policy, and below that by collection. */
    private void wrongStops(Page page) {
        page.heading("How to read the charts below");
        page.key(Tone.BAD, "stopped wrongly, until then");
        page.key(Tone.LOST, "what it would have become");
        page.markKey(Tone.BAD, "where it was stopped");
        page.key(Tone.GOOD, "the best of all, if another");
        page.key(Tone.MAIN, "the best that was kept");
        page.key(Tone.FAINT, "others");
        page.note(
                "A group is drawn once for each policy that stopped its best run in one of the"
                        + " orders in which it was replayed.");
        Map<String, Map<String, List<WrongStop>>> ordered = new LinkedHashMap<>();
        scores.forEach(score -> ordered.put(score.policy(), new TreeMap<>()));
        for (WrongStop each : wrong) {
            ordered.get(each.result().policy())
                    .computeIfAbsent(each.result().collection(), name -> new ArrayList<>())
                    .add(each);
        }
        for (SweepScore score : scores) {
            Map<String, List<WrongStop>> own = ordered.get(score.policy());
            if (own.isEmpty()) {
                continue;
            }
            page.heading(
                    score.policy()
                            + ": "
                            + counted(own.values().stream().mapToInt(List::size).sum(), "group")
                            + " with a wrong stop");
            own.forEach((collection, stops) -> collection(page, collection, stops));
        }
        if (wrong.isEmpty()) {
            page.paragraph("No policy of ours stopped the best run of a group.");
        }
    }

    private static void collection(Page page, String collection, List<WrongStop> stops) {
        page.subheading(collection + ": " + stops.size());
        List<String> left = new ArrayList<>();
        for (WrongStop each : stops) {
            if (page.full()) {
                left.add(
                        each.result().group()
                                + " ("
                                + String.join(", ", each.result().wrong().keySet())
                                + ")");
            } else {
                page.figure(
                        each.result().group(),
                        lines(each),
                        List.of(
                                chart(each, "by percents of the plan", WrongStop.Curve::whole),
                                chart(each, "the second half", WrongStop.Curve::late)));
            }
        }
        if (!left.isEmpty()) {
            page.note("Not drawn, as the page would become too large: " + String.join("; ", left));
        }
    }

    private static List<String> lines(WrongStop wrong) {
        SweepResult result = wrong.result();
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> each : result.wrong().entrySet()) {
            String run = each.getKey();
            lines.add(
                    run
                            + " was stopped at "
                            + percent(result.stops().get(run))
                            + " of its plan; it ended at "
                            + value(wrong.finalValue(run))
                            + (run.equals(wrong.best()) ? ", the best of all" : ""));
            if (!each.getValue().isEmpty()) {
                lines.add("why: " + each.getValue());
            }
        }
        if (!result.wrong().containsKey(wrong.best())) {
            lines.add(
                    "the best of all, "
                            + wrong.best()
                            + ", ended at "
                            + value(wrong.finalValue(wrong.best())));
        }
        lines.add(
                wrong.kept().isEmpty()
                        ? "all runs were stopped"
                        : "the best that was kept, "
                                + wrong.kept()
                                + ", ended at "
                                + value(wrong.finalValue(wrong.kept())));
        lines.add(
                result.stopped()
                        + " of "
                        + result.runs()
                        + " runs stopped, "
                        + percent(result.computeSaved())
                        + " saved, regret "
                        + percent(result.regret())
                        + " of the best, "
                        + percent(result.regretOfSpread())
                        + " of the spread"
                        + (wrong.hidden() == 0
                                ? ""
                                : "; " + wrong.hidden() + " runs are not drawn"));
        return lines;
    }

    private static Chart chart(
            WrongStop wrong, String title, Function<WrongStop.Curve, Line> line) {
        SweepResult result = wrong.result();
        Chart chart = new Chart(title);
        for (WrongStop.Curve curve : wrong.curves()) {
            String run = curve.run();
            Line drawn = line.apply(curve);
            String name = run + ", ended at " + value(curve.finalValue());
            if (result.wrong().containsKey(run)) {
                double stop = 100 * result.stops().get(run);
                chart.line(drawn.after(stop), Tone.LOST, name);
                chart.line(drawn.upTo(stop), Tone.BAD, name);
                chart.mark(stop, Tone.BAD, "stopped");
            } else {
                Tone known = run.equals(wrong.kept()) ? Tone.MAIN : Tone.FAINT;
                chart.line(drawn, run.equals(wrong.best()) ? Tone.GOOD : known, name);
            }
        }
        return chart;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String value(double value) {
        return Double.isNaN(value) ? "no number" : String.format(Locale.ROOT, "%.5g", value);
    }

    private static String percent(double share) {
        double value = 100 * share;
        return String.format(Locale.ROOT, value < 1 && value > 0 ? "%.2f %%" : "%.1f %%", value);
    }
}
