package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users' rules on a run. */
class UserRulesTest {

    private final RunWatch watch = new RunWatch();
    private long step;

    private void values(String metric, double... values) {
        for (double value : values) {
            watch.report(++step, 1, metric, value);
        }
    }

    private void values(String metric, int count, double value) {
        for (int i = 0; i < count; i++) {
            values(metric, value);
        }
    }

    private List<Status> turns() {
        return watch.turns.stream().map(Turn::status).toList();
    }

    @Test
    void aRowOpensWithItsFirstStepAndEndsWithOneValueInside() {
        watch.rules("gpu_util < 0.3 for 20 reports");
        values("gpu_util", 10, 0.9);
        values("gpu_util", 19, 0.1);
        assertEquals(List.of(), turns());
        values("gpu_util", 0.2);
        Turn opened = watch.turns.get(0);
        assertEquals(11, opened.firstStep());
        assertEquals(30, opened.step());
        assertEquals(
                Optional.of(new Watched("gpu_util < 0.3 for 20 reports", "gpu_util")),
                opened.watched());
        assertEquals("gpu_util is 0.2000, below 0.3000 for 20 reports", opened.sentence());
        values("gpu_util", 0.3);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
    }

    @Test
    void notANumberIsBeyondNoBound() {
        watch.rules("a < 1 for 3 reports", "a > 1 for 3 reports", "mean a > 1 over 3 reports");
        values("a", 0, 0, Double.NaN, 0, 0, Double.NaN, 2, 2, Double.NaN, 2, 2);
        assertEquals(List.of(), turns());
        values("a", 2);
        assertEquals(List.of(Status.OPENED, Status.OPENED), turns());
        values("a", Double.NaN);
        assertEquals(
                List.of(Status.OPENED, Status.OPENED, Status.RESOLVED, Status.RESOLVED), turns());
    }

    @Test
    void windowsAreHeldAgainstTheBoundByTheirTotal() {
        watch.rules(
                "mean a > 5 over 4 reports",
                "max a > 9 over 4 reports",
                "min a > 1 over 4 reports");
        values("a", 0, 0, 0, 10);
        assertEquals(List.of("max a > 9 over 4 reports"), open());
        values("a", 12, 2, 2);
        assertEquals(
                List.of(
                        "max a > 9 over 4 reports",
                        "mean a > 5 over 4 reports",
                        "min a > 1 over 4 reports"),
                open());
        values("a", 2, 2);
        assertEquals(List.of("min a > 1 over 4 reports"), open());
    }

    private List<String> open() {
        return watch.detectors.findings().stream()
                .map(finding -> finding.watched().orElseThrow().rule())
                .sorted()
                .toList();
    }

    @Test
    void aLongWindowMovesByTenths() {
        watch.rules("mean a > 5 over 1000 reports");
        values("a", 1_000, 0);
        values("a", 599, 10);
        assertEquals(List.of(), turns());
        values("a", 1, 10);
        assertEquals(List.of(Status.OPENED), turns());
        assertEquals(6, watch.turns.get(0).evidence().get("value"));
    }

    @Test
    void aChangeIsThatOfTwoWindowsAndIsOverWhenTheLevelIsBack() {
        watch.rules("speed falls by 30% over 50 reports");
        values("speed", 200, 1_000);
        values("speed", 100, 750);
        assertEquals(List.of(), turns(), "a quarter is not enough");
        values("speed", 100, 1_000);
        values("speed", 200, 600);
        Turn opened = watch.turns.get(0);
        assertEquals(Kind.CHANGE, opened.kind());
        assertTrue(opened.sentence().contains("its mean over 50 reports is 6"), opened.sentence());
        assertTrue(opened.sentence().startsWith("speed fell by 32 %: "), opened.sentence());
        assertEquals(List.of(Status.OPENED), turns(), "it stays open while it is low");
        values("speed", 100, 1_000);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
    }

    @Test
    void aRiseOfANegativeValueIsARise() {
        watch.rules("reward rises by 50% over 5 reports info");
        values("reward", 10, -20);
        values("reward", 5, -8);
        assertEquals(List.of(Status.OPENED), turns());
        assertEquals(Severity.INFO, watch.turns.get(0).severity());
        assertEquals(
                "reward rose from -20 to -8, each the mean over 5 reports",
                watch.turns.get(0).sentence(),
                "of a negative value no share is told");
    }

    @Test
    void noShareOfZeroIsAChange() {
        watch.rules("a changes by 10% over 5 reports");
        values("a", 50, 0);
        assertEquals(List.of(), turns());
    }

    @Test
    void severalRulesOnOneMetricAreOpenAtOnce() {
        watch.rules("a > 1", "a > 2 critical", "a > 3");
        values("a", 2.5);
        assertEquals(List.of("a > 1", "a > 2 critical"), open());
        assertEquals(
                List.of(Severity.WARNING, Severity.CRITICAL),
                watch.turns.stream().map(Turn::severity).toList());
    }

    @Test
    void whenTheRulesAreOthersTheStateOfThoseThatStayGoesOn() {
        watch.rules("a > 1", "a > 2 for 5 reports", "mean a > 1 over 20 reports");
        values("a", 4, 3);
        watch.restart();
        watch.rules("b < 0", "a > 2 for 5 reports");
        values("a", 3);
        assertEquals(List.of("a > 2 for 5 reports"), open(), "the fifth in a row");
        Turn closed = watch.turn(Kind.THRESHOLD, Status.RESOLVED);
        assertEquals("a > 1", closed.watched().orElseThrow().rule());
        assertEquals(
                "the rule 'a > 1' has held since step 1 and is no longer followed: the rule is no"
                        + " longer set",
                closed.sentence());
    }

    @Test
    void stateThatNoReportHasFollowedIsKeptAsItIs() {
        watch.rules("mean a > 1 over 20 reports", "a falls by 1 over 7 reports", "a > 1");
        values("a", 33, 3);
        int bytes = watch.restart();
        assertEquals(bytes, watch.restart());
        assertEquals(2, watch.detectors.findings().size());
        values("a", 20, 0);
        assertEquals(List.of("a falls by 1 over 7 reports"), open());
    }

    @Test
    void metricsWithoutAReportCostNothing() {
        watch.rules("a > 1");
        values("b", 10, 3);
        int without = watch.restart();
        values("a", 3);
        assertTrue(watch.restart() > without);
        assertTrue(watch.restart() < without + 120, "and those with one little");
    }

    @Test
    void whatIsDeliveredTwiceCountsOnce() {
        watch.rules("a > 1 for 3 reports");
        values("a", 2);
        for (int i = 0; i < 5; i++) {
            watch.report(step, 0, "a", 2);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void anotherAttemptBeginsWithEmptyWindows() {
        watch.rules("a > 1 for 3 reports");
        values("a", 2, 2);
        watch.detectors.close(step, "attempt 2 has started", watch.turns::add);
        values("a", 2, 2);
        assertEquals(List.of(), turns());
        values("a", 2);
        assertEquals(List.of(Status.OPENED), turns());
    }
}
