package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.views.RunView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastHistoryTest {

    private final ForecastHistory history = new ForecastHistory();

    @Test
    void keepsTheFirstForecastFromEachShareOn() {
        for (long step = 30; step <= 3000; step += 30) {
            history.observe(at(step, true));
        }
        assertEquals(List.of(750L, 1500L, 2250L), steps());
    }

    @Test
    void aShareThatWasMissedByFarIsLeftOut() {
        history.observe(at(30, true));
        history.observe(at(1410, true));
        history.observe(at(1530, true));
        history.observe(at(2999, true));
        assertEquals(List.of(1530L), steps());
    }

    @Test
    void withoutAnEstimateThereIsNothingToHoldTheEndAgainst() {
        history.observe(at(750, false));
        assertEquals(List.of(), steps());
    }

    private List<Long> steps() {
        return history.of("run").stream().map(entry -> entry.forecast().step()).toList();
    }

    private static RunView at(long step, boolean estimated) {
        RunView template = DemoScene.run("run", RunState.RUNNING, 0.5, 0.4, 0.5);
        Forecast forecast =
                DemoScene.forecast(
                        "run",
                        RunState.RUNNING,
                        step,
                        0.5,
                        estimated ? template.forecasts().get(0).estimate() : Optional.empty());
        return new RunView(
                "run",
                template.project(),
                template.group(),
                1,
                RunState.RUNNING,
                Optional.empty(),
                step,
                template.totalSteps(),
                DemoScene.TIME,
                template.place(),
                List.of(forecast),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
