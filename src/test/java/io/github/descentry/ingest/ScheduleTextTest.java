package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTextTest {

    @Test
    void warmupAndDecayAreReadWithTheirRates() {
        assertParsed(
                new LearningRateSchedule.Cosine(3e-4, 3e-5, 400),
                "linear warmup 400 + cosine 0.0003->3e-05, batch 32",
                40000);
        assertParsed(
                new LearningRateSchedule.Linear(0.001, 0.0001, 100),
                "linear warmup 100 + linear 0.001->0.0001",
                5000);
    }

    @Test
    void bareShapesArePeakOneDownToZero() {
        assertParsed(new LearningRateSchedule.Cosine(1, 0, 0), "cosine", 100);
        assertParsed(
                new LearningRateSchedule.Linear(1, 0, 0),
                "linear (HF default; lr column as logged)",
                100);
        assertParsed(new LearningRateSchedule.Constant(1, 0), "constant lr, batch 2048", 100);
    }

    @Test
    void cooldownsAreReadInStepsAndAsShareOfThePlan() {
        assertParsed(
                new Wsd(1, 0, 0, 1800, Wsd.Shape.LINEAR),
                "constant then linear cooldown last 1800 steps",
                6200);
        assertParsed(
                new Wsd(1, 0, 0, 700, Wsd.Shape.LINEAR),
                "constant then linear cooldown frac=0.70",
                1000);
        assertParsed(
                new Wsd(1, 0, 0, 1000, Wsd.Shape.LINEAR),
                "constant then linear cooldown frac=1.0",
                1000);
        assertEquals(
                Optional.empty(),
                ScheduleText.parse(
                        "constant then linear cooldown frac=0.70", OptionalLong.empty()));
    }

    @Test
    void milestonesCountOnlyInTheUnitOfThePlan() {
        assertParsed(
                new LearningRateSchedule.Step(1, 0.1, List.of(100L, 150L), 0),
                "step decay at 100,150",
                220);
        assertEquals(
                Optional.empty(),
                ScheduleText.parse("step decay at 17,23", OptionalLong.of(379_600)));
    }

    @Test
    void namesOfPublishedCurvesAreKnown() {
        assertParsed(new LearningRateSchedule.Constant(3e-4, 2160), "constant_24000", 24000);
        assertParsed(new LearningRateSchedule.Cosine(3e-4, 3e-5, 2160), "cosine_72000", 72000);
        assertParsed(
                new Wsd(3e-4, 3e-5, 2160, 4000, Wsd.Shape.EXPONENTIAL), "wsd_20000_24000", 24000);
        assertParsed(new Wsd(3e-4, 3e-5, 2160, 4000, Wsd.Shape.LINEAR), "wsdld_20000_24000", 24000);
        LearningRateSchedule drop =
                ScheduleText.parse("wsdcon_9", OptionalLong.of(15936)).orElseThrow();
        assertEquals(3e-4, drop.rate(7999, 15936), 1e-12);
        assertEquals(9e-5, drop.rate(8000, 15936), 1e-12);
        LearningRateSchedule multiStep =
                ScheduleText.parse("811", OptionalLong.of(1000)).orElseThrow();
        assertEquals(1, multiStep.rate(799, 1000), 1e-12);
        assertEquals(Math.sqrt(0.1), multiStep.rate(800, 1000), 1e-12);
        assertEquals(0.1, multiStep.rate(999, 1000), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "step",
                "wsd",
                "lr 0.0003",
                "lr ?",
                "lr 20 SGD, annealed on val plateau",
                "base_lr=0.0004 global_batch=16",
                "batch 32 epochs 10 lr0 0.01 opt auto",
                "cosine with restarts",
                "constant then wall-clock-based linear warmdown"
                        + " (10 min cap usually ends before planned steps)"
            })
    void wordsThatLeaveItOpenGiveNothing(String text) {
        assertEquals(Optional.empty(), ScheduleText.parse(text, OptionalLong.of(1000)));
    }

    private static void assertParsed(LearningRateSchedule expected, String text, long planned) {
        assertEquals(Optional.of(expected), ScheduleText.parse(text, OptionalLong.of(planned)));
    }
}
