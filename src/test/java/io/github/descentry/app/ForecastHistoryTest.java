package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastHistoryTest {

    private final ForecastHistory history = new ForecastHistory();

    @Test
    void keepsTheFirstForecastFromEachShareOn() {
        for (long step = 30; step <= 3000; step += 30) {
            publish(at(step, true));
        }
        assertEquals(List.of(750L, 1500L, 2250L), steps());
    }

    @Test
    void aShareThatWasMissedByFarIsLeftOut() {
        publish(at(30, true));
        publish(at(1410, true));
        publish(at(1530, true));
        publish(at(2999, true));
        assertEquals(List.of(1530L), steps());
    }

    @Test
    void withoutAnEstimateThereIsNothingToHoldTheEndAgainst() {
        publish(at(750, false));
        assertEquals(List.of(), steps());
    }

    private List<Long> steps() {
        return history.of("run").stream().map(entry -> entry.forecast().step()).toList();
    }

    @Test
    void onlyTheObjectiveOfEachRunCounts() {
        Forecast other = at(750, true);
        publish(
                new Forecast(
                        other.run(),
                        other.project(),
                        other.group(),
                        "train/loss",
                        other.goal(),
                        false,
                        1,
                        other.state(),
                        other.worstAnomaly(),
                        750,
                        other.time(),
                        other.value(),
                        other.smoothed(),
                        other.zscore(),
                        other.learningRate(),
                        other.totalSteps(),
                        other.schedule(),
                        other.estimate(),
                        other.standing()));
        assertEquals(List.of(), steps());
    }

    private void publish(Forecast forecast) {
        history.published(forecast, DemoScene.TIME);
    }

    private static Forecast at(long step, boolean estimated) {
        return DemoScene.forecast(
                "run",
                RunState.RUNNING,
                step,
                0.5,
                estimated
                        ? DemoScene.run("run", RunState.RUNNING, 0.5, 0.4, 0.5)
                                .forecasts()
                                .get(0)
                                .estimate()
                        : Optional.empty());
    }
}
