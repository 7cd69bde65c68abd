package io.github.descentry.events.wire;

import io.github.descentry.events.Forecast.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields of a run's standing in its group. */
final class StandingForm {

    private StandingForm() {}

    static void write(Standing standing, JsonWriter out) {
        out.text("best", standing.best())
                .number("best_mean", standing.bestMean())
                .number("beat_best", standing.beatBest());
    }

    static Standing read(String field, JsonReader in) {
        in.object(field);
        Optional<String> best = Optional.empty();
        OptionalDouble bestMean = OptionalDouble.empty();
        OptionalDouble beatBest = OptionalDouble.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "best" -> best = Optional.of(in.text("standing.best"));
                case "best_mean" -> bestMean = OptionalDouble.of(in.number("standing.best_mean"));
                case "beat_best" -> beatBest = OptionalDouble.of(in.number("standing.beat_best"));
                default -> in.unknown("standing." + name);
            }
        }
        return new Standing(best, bestMean, beatBest);
    }
}
