package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.detect.UserRule.Bound;
import io.github.descentry.detect.UserRule.Condition;
import io.github.descentry.detect.UserRule.Direction;
import io.github.descentry.detect.UserRule.Operator;
import io.github.descentry.detect.UserRule.Shift;
import io.github.descentry.detect.UserRule.Total;
import io.github.descentry.events.Anomaly.Severity;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language in which users write rules. */
class UserRuleTest {

    private static void means(String text, String metric, Condition condition, Severity severity) {
        assertEquals(new UserRule(text, metric, condition, severity), UserRule.parse(text), text);
    }

    @Test
    void boundsTotalsAndChangesAreRead() {
        means(
                "gpu_util < 0.3 for 20 reports",
                "gpu_util",
                new Bound(Total.EACH, Operator.BELOW, 0.3, 20),
                Severity.WARNING);
        means(
                "loss >= 1e3 critical",
                "loss",
                new Bound(Total.EACH, Operator.AT_LEAST, 1000, 1),
                Severity.CRITICAL);
        means(
                "mean grad_norm > 5 over 10 reports",
                "grad_norm",
                new Bound(Total.MEAN, Operator.ABOVE, 5, 10),
                Severity.WARNING);
        means(
                "max temperature <= -3.5 over 1 report info",
                "temperature",
                new Bound(Total.MAX, Operator.AT_MOST, -3.5, 1),
                Severity.INFO);
        means(
                "tokens_per_second falls by 30% over 50 reports",
                "tokens_per_second", new Shift(Direction.FALLS, 0.3, true, 50), Severity.WARNING);
        means(
                "val/acc rises by 0.1 over 5 reports info",
                "val/acc",
                new Shift(Direction.RISES, 0.1, false, 5),
                Severity.INFO);
        means(
                "\"lm loss\" changes by .5 over 1000 reports",
                "lm loss",
                new Shift(Direction.CHANGES, 0.5, false, 1000),
                Severity.WARNING);
        means(
                "min \"mean\" < 1 over 2 reports",
                "mean",
                new Bound(Total.MIN, Operator.BELOW, 1, 2),
                Severity.WARNING);
    }

    @Test
    void blanksAreNoDifference() {
        assertEquals(
                UserRule.parse("a < 1 for 3 reports"),
                UserRule.parse("  a  <\t1 for   3 reports "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "gpu_util; expected one of < <= > >= rises falls changes after the metric, it ends",
                "gpu_util < for 20 reports; expected a number after <, found for",
                "gpu_util < NaN; expected a number after <, found NaN",
                "gpu_util < 0x1p3; expected a number after <, found 0x1p3",
                "gpu_util<0.3; blanks are needed around < <= > >=",
                "tok/s falls by 130% over 50 reports; nothing above 0 falls by more than 100%",
                "< 3; expected the name of a metric, found <",
                "mean < 3; expected the name of a metric, found <",
                "mean loss falls by 3 over 4 reports; expected one of < <= > >= after the metric",
                "mean loss > 3; expected over, it ends there",
                "mean loss > 3 for 4 reports; expected over, found for",
                "loss > 3 over 4 reports; expected the end, found over",
                "loss > 3 for 0 reports; expected a whole number from 1 to 1000, found 0",
                "loss > 3 for 1001 reports; expected a whole number from 1 to 1000, found 1001",
                "loss > 3 for 5; expected reports, it ends there",
                "loss falls 3 over 5 reports; expected by, found 3",
                "loss falls by -3 over 5 reports; expected a number above 0 after by, found -3",
                "loss falls by much; expected a number, or one with %, after by, found much",
                "loss falls by 3; expected over, it ends there",
                "loss > 3 fatal; expected info, warning or critical, or the end, found fatal",
                "\"lm loss > 3; a quote has no end",
                "\"\" > 3; expected the name of a metric, found \"\"",
                "''; expected the name of a metric, it ends there",
            })
    void aMistakeIsQuotedWithWhatWasExpected(String text, String expected) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> UserRule.parse(text));
        assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    @Test
    void thereAreSixteenAtMostAndEachOnce() {
        List<String> many = IntStream.range(0, 17).mapToObj(i -> "loss > " + i).toList();
        assertEquals(16, UserRulesConfig.parse(many.subList(0, 16)).rules().size());
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> UserRulesConfig.parse(many));
        assertTrue(refusal.getMessage().contains("17"), refusal.getMessage());
        IllegalArgumentException twice =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> UserRulesConfig.parse(List.of("a < 1", "b < 1", "a  < 1")),
                        "the same with other blanks");
        assertEquals("has the rule 'a < 1': it is there twice", twice.getMessage());
        UserRule rule = UserRule.parse("a < 1");
        assertThrows(
                IllegalArgumentException.class,
                () -> new UserRulesConfig(Collections.nCopies(2, rule)));
    }
}
