package io.github.descentry.backtest;

import io.github.descentry.backtest.page.Line;
import io.github.descentry.ingest.CurveLabel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A verdict that was wrong, with what a person needs to judge it anew. Holds thinned curves only.
 *
 * @param fault what was wrong
 * @param run its name
 * @param collection the file it was recorded in
 * @param outcome how it went, as recorded; empty: not said
 * @param curve name of the curve that is drawn
 * @param whole the whole curve
 * @param closeUp the reports around the verdict
 * @param alarm where there was one
 * @param label where there was one: what was missed or found late
 * @param delay of a late find, in reports
 * @param labels all events of the run
 */
public record WrongVerdict(
        Fault fault,
        String run,
        String collection,
        String outcome,
        String curve,
        Line whole,
        Line closeUp,
        Optional<Alarm> alarm,
        Optional<CurveLabel> label,
        OptionalLong delay,
        List<CurveLabel> labels) {

    /** In the order in which they are shown. */
    public enum Fault {
        FALSE_ALARM("False alarms on healthy runs"),
        MISSED("Missed"),
        LATE("Found late"),
        OUTSIDE("Alarms outside of what is labelled, on runs with something wrong");

        private final String title;

        Fault(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
