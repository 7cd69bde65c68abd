package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunEventJsonTest {

    private static final Instant TIME = Instant.parse("2026-11-22T20:10:00Z");
    private static final Instant FALLBACK = Instant.parse("2026-11-22T21:00:00Z");

    private final List<String> unknown = new ArrayList<>();
    private final RunEventJson json = new RunEventJson(1000, unknown::add);

    @Test
    void aCheckpointIsReadInAnyOrderOfItsFields() {
        Checkpoint expected = checkpoint(1500, Map.of("train/loss", 3.41, "lr", 3e-4));

        assertEquals(
                expected,
                read(
                        "{'type':'checkpoint','run':'a','step':1500,"
                                + "'time':'2026-11-22T20:10:00Z',"
                                + "'metrics':{'train/loss':3.41,'lr':3e-4}}"));
        assertEquals(
                expected,
                read(
                        "{'metrics':{'train/loss':3.41,'lr':3e-4},'x':{'type':'run_ended'},"
                                + "'time':1795378200000,'step':1500,'run':'a',"
                                + "'type':'checkpoint'}"));
    }

    @Test
    void valuesThatAreNotFiniteComeAsTextsOrAsPythonWritesThem() {
        Map<String, Double> expected =
                Map.of("a", Double.NaN, "b", 1.0 / 0, "c", -1.0 / 0, "d", Double.NaN, "e", 1.0 / 0);

        Checkpoint read =
                (Checkpoint)
                        read(
                                metrics(
                                        "'a':'NaN','b':'Infinity','c':'-Infinity','d':NaN,"
                                                + "'e':Infinity,'f':-Infinity"));

        assertEquals(-1.0 / 0, read.metrics().get("f"));
        expected.forEach((name, value) -> assertEquals(value, read.metrics().get(name)));
    }

    @Test
    void numbersComeInAnyNotation() {
        Checkpoint read =
                (Checkpoint) read(metrics("'a':3,'b':1.5E-3,'c':-0.0,'d':12345678901234567890"));

        assertEquals(
                Map.of("a", 3.0, "b", 1.5e-3, "c", -0.0, "d", 1.2345678901234567e19),
                read.metrics());
    }

    @Test
    void aMetricThatIsNullWasNotMeasured() {
        assertEquals(Map.of("b", 1.0), ((Checkpoint) read(metrics("'a':null,'b':1"))).metrics());
    }

    @Test
    void aWholeNumberMayBeWrittenWithAFraction() {
        assertEquals(
                checkpoint(1500, Map.of("loss", 1.0)),
                read(
                        "{'type':'checkpoint','run':'a','step':1.5e3,"
                                + "'time':'2026-11-22T20:10:00Z','metrics':{'loss':1}}"));
    }

    @Test
    void theRecordsTimeStandsInForAMissingOne() {
        assertEquals(
                FALLBACK,
                read("{'type':'checkpoint','run':'a','step':1,'time':null,'metrics':{}}").time());
        RejectedRecord refusal =
                assertThrows(
                        RejectedRecord.class,
                        () ->
                                json.read(
                                        bytes("{'type':'run_ended','run':'a','status':'failed'}"),
                                        null));
        assertEquals("time is missing", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T20:10:00Z, 2026-11-22T20:10:00Z",
        "2026-11-22t20:10:00z, 2026-11-22T20:10:00Z",
        "2026-11-22 21:10:00.5+01:00, 2026-11-22T20:10:00.500Z",
        "2026-11-22T20:10:00.123456-00:30, 2026-11-22T20:40:00.123456Z",
        "2026-11-22T20:10:00.1234567899Z, 2026-11-22T20:10:00.123456789Z",
        "2024-02-29T23:59:59.000Z, 2024-02-29T23:59:59Z"
    })
    void timesAreReadWithTheirOffset(String text, Instant expected) {
        assertEquals(
                expected,
                read("{'type':'checkpoint','run':'a','step':1,'time':'" + text + "','metrics':{}}")
                        .time());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2026-11-22T20:10:00'",
                "'2026-11-22'",
                "'yesterday, at ten o clock'",
                "'2026-13-22T20:10:00Z'",
                "'2025-02-29T20:10:00Z'",
                "'2026-11-22T24:10:00Z'",
                "'2026-11-22T20:10:00.Z'",
                "'2026-11-22T20:10:00+1:00'",
                "'2026-11-22T20:10:00+25:00'",
                "'2026x11-22T20:10:00Z'",
                "'202x-11-22T20:10:00Z'",
                "'9999-12-31T23:10:00-01:00'",
                "'0001-01-01T00:10:00+01:00'",
                "9007199254740991",
                "1795378200",
                "1795378200.5",
                "NaN",
                "1e300",
                "true",
                "{}"
            })
    void whatIsNoTimeIsRejected(String time) {
        RejectedRecord refusal =
                rejects(
                        Reason.INVALID_VALUE,
                        "{'type':'checkpoint','run':'a','step':1,'metrics':{},'time':"
                                + time
                                + "}");
        assertTrue(refusal.getMessage().startsWith("time="), refusal.getMessage());
    }

    @Test
    void unknownFieldsAreLeftOutAndReported() {
        read(
                "{'type':'run_started','run':'a','host':{'gpu':[1,2]},"
                        + "'plan':{'total_steps':9,'epochs':3},'seed':7}");

        assertEquals(List.of("host", "plan.epochs", "seed"), unknown);
    }

    @Test
    void aPlanMaySayTokensForSteps() {
        assertEquals(
                new Plan(OptionalLong.of(191), OptionalDouble.of(524288), Optional.empty()),
                plan("'total_tokens':100e6,'tokens_per_step':524288"));
        assertEquals(
                new Plan(OptionalLong.of(50), OptionalDouble.of(2e6), Optional.empty()),
                plan("'total_tokens':1e8,'total_steps':50"));
        assertEquals(Plan.UNKNOWN, plan("'total_tokens':1e8"));
    }

    @Test
    void whatAScheduleLeavesOutHasADefault() {
        assertEquals(
                Optional.of(new LearningRateSchedule.Cosine(3e-4, 0, 0)),
                plan("'lr_schedule':{'type':'cosine','peak':3e-4}").schedule());
        assertEquals(
                Optional.of(new Wsd(1, 0, 0, 20, Wsd.Shape.LINEAR)),
                plan("'lr_schedule':{'decay_steps':20,'peak':1,'type':'wsd'}").schedule());
        assertEquals(
                Optional.of(new LearningRateSchedule.Step(1, 0.1, List.of(3L, 5L), 0)),
                plan("'lr_schedule':{'type':'step','peak':1,'milestones':[3,5.0]}").schedule());
    }

    @Test
    void aBlankGroupIsNone() {
        RunStarted started =
                (RunStarted) read("{'type':'run_started','run':'a','group':'','project':' '}");

        assertEquals(Optional.empty(), started.group());
        assertEquals(Optional.empty(), started.project());
    }

    @Test
    void namesAndSchedulesAreBounded() {
        RunEventJson generous = new RunEventJson(100_000, unknown::add);
        String longest = "n".repeat(1000);
        String event = "{'type':'checkpoint','run':'%s','step':1,'metrics':{'%s':1}}";
        assertEquals(
                longest, generous.read(bytes(event.formatted(longest, longest)), FALLBACK).run());
        for (String text :
                List.of(
                        event.formatted(longest + "n", "loss"),
                        event.formatted("a", longest + "n"),
                        "{'type':'run_started','run':'a','plan':{'lr_schedule':{'type':'step',"
                                + "'peak':1,'milestones':[1"
                                + ",2".repeat(1000)
                                + "]}}}")) {
            RejectedRecord refusal =
                    assertThrows(RejectedRecord.class, () -> generous.read(bytes(text), FALLBACK));
            assertEquals(Reason.INVALID_VALUE, refusal.reason());
            assertTrue(refusal.getMessage().contains("than 1000"), refusal.getMessage());
        }
    }

    @Test
    void tagsAreTakenAsWritten() {
        RunStarted started =
                (RunStarted)
                        read(
                                "{'type':'run_started','run':'a','tags':{'seed':1,'amp':true,'t':'x'}}");

        assertEquals(Map.of("seed", "1", "amp", "true", "t", "x"), started.tags());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "MISSING_FIELD # type is missing # {'run':'a'}",
                "UNKNOWN_TYPE # type=\"forecast\" is not one of run_started, checkpoint, run_ended"
                        + " # {'type':'forecast','run':'a'}",
                "INVALID_VALUE # type=5 is no text # {'type':5,'run':'a'}",
                "MISSING_FIELD # run is missing # {'type':'checkpoint','step':1,'metrics':{}}",
                "MISSING_FIELD # run is missing # {'type':'run_ended','run':null}",
                "INVALID_VALUE # run is missing or blank"
                        + " # {'type':'checkpoint','run':' ','step':1,'metrics':{}}",
                "INVALID_VALUE # run=7 is no text # {'type':'checkpoint','run':7}",
                "INVALID_VALUE # run=\"a?\" is no well-formed text"
                        + " # {'type':'checkpoint','run':'a\\ud800'}",
                "MISSING_FIELD # step is missing # {'type':'checkpoint','run':'a','metrics':{}}",
                "INVALID_VALUE # step=-1 is negative # {'type':'checkpoint','run':'a','step':-1}",
                "INVALID_VALUE # step=1.5 is no whole number # {'type':'checkpoint','step':1.5}",
                "INVALID_VALUE # step=\"1\" is no whole number # {'type':'checkpoint','step':'1'}",
                "INVALID_VALUE # step=NaN is no whole number # {'type':'checkpoint','step':NaN}",
                "INVALID_VALUE # step=99999999999999999999 is too large"
                        + " # {'type':'checkpoint','step':99999999999999999999}",
                "INVALID_VALUE # step=1000000000000001 is above 1000000000000000"
                        + " # {'type':'checkpoint','step':1000000000000001}",
                "INVALID_VALUE # attempt=0 is not from 1 to 1000000000"
                        + " # {'type':'checkpoint','run':'a','step':1,'attempt':0,'metrics':{}}",
                "INVALID_VALUE # attempt=3000000000 is not from 1 to 1000000000"
                        + " # {'type':'checkpoint','run':'a','attempt':3000000000}",
                "INVALID_VALUE # tokens=-5 is negative # {'type':'checkpoint','tokens':-5}",
                "MISSING_FIELD # metrics is missing # {'type':'checkpoint','run':'a','step':1}",
                "INVALID_VALUE # metrics=[…] is no object # {'type':'checkpoint','metrics':[1]}",
                "INVALID_VALUE # metrics has a blank name # {'type':'checkpoint','metrics':{' ':1}}",
                "NON_NUMERIC_METRIC # loss=\"high\" is no number"
                        + " # {'type':'checkpoint','metrics':{'loss':'high'}}",
                "NON_NUMERIC_METRIC # loss=\"3.4\" is no number"
                        + " # {'type':'checkpoint','metrics':{'loss':'3.4'}}",
                "NON_NUMERIC_METRIC # loss=true is no number"
                        + " # {'type':'checkpoint','metrics':{'loss':true}}",
                "NON_NUMERIC_METRIC # loss={…} is no number"
                        + " # {'type':'checkpoint','metrics':{'loss':{'mean':1}}}",
                "NON_NUMERIC_METRIC # loss=[…] is no number"
                        + " # {'type':'checkpoint','metrics':{'loss':[1,2]}}",
                "INVALID_VALUE # status=\"done\" is none of completed, failed, stopped"
                        + " # {'type':'run_ended','run':'a','status':'done'}",
                "MISSING_FIELD # status is missing # {'type':'run_ended','run':'a'}",
                "INVALID_VALUE # plan=5 is no object # {'type':'run_started','run':'a','plan':5}",
                "INVALID_VALUE # plan.total_steps=0.0 is not a finite number above 0"
                        + " # {'type':'run_started','run':'a','plan':{'total_steps':0}}",
                "INVALID_VALUE # plan.lr_schedule.type=\"zigzag\" is not one of constant, linear,"
                        + " cosine, wsd, step, piecewise"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'type':'zigzag'}}}",
                "INVALID_VALUE # plan.lr_schedule.type=\"magic\" is not one of constant, linear,"
                        + " cosine, wsd, step, piecewise"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'type':'magic','peak':1}}}",
                "INVALID_VALUE # plan.lr_schedule.peak=0 is not above 0"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'type':'linear','peak':0}}}",
                "MISSING_FIELD # plan.lr_schedule.decay_steps is missing"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'type':'wsd','peak':1}}}",
                "INVALID_VALUE # plan.lr_schedule.milestones=null is no whole number"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'milestones':[null]}}}",
                "INVALID_VALUE # lr_schedule.points: step=4 does not rise"
                        + " # {'type':'run_started','plan':{'lr_schedule':{'type':'piecewise',"
                        + "'points':[{'step':4,'rate':1},{'step':4,'rate':2}]}}}",
                "MISSING_FIELD # objective.metric is missing"
                        + " # {'type':'run_started','run':'a','objective':{'goal':'minimize'}}",
                "INVALID_VALUE # objective.goal=\"min\" is none of minimize, maximize"
                        + " # {'type':'run_started','run':'a','objective':{'goal':'min'}}",
                "INVALID_VALUE # params=\"124M\" is no number"
                        + " # {'type':'run_started','run':'a','covariates':{'params':'124M'}}"
            })
    void aRejectionNamesReasonFieldAndValue(Reason reason, String message, String text) {
        assertEquals(message, rejects(reason, text).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "5",
                "null",
                "[]",
                "checkpoint",
                "{",
                "{'type':'checkpoint'",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':1}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':1}}}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':1}} {}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':1,}}",
                "{'type':'checkpoint','run':'a','step':1,'step':1,'metrics':{'loss':1}}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':1,'loss':2}}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':null,'loss':2}}",
                "{'type':'checkpoint','type':'run_ended','run':'a'}",
                "{'type':'checkpoint','run':'a','step':01,'metrics':{}}",
                "{'type':'checkpoint','run':'a','step':1,'metrics':{'loss':nan}}",
                "{type:'checkpoint'}"
            })
    void whatIsNoJsonObjectIsMalformed(String text) {
        rejects(Reason.MALFORMED_JSON, text);
    }

    @Test
    void noValueAtAllIsMalformed() {
        RejectedRecord refusal =
                assertThrows(RejectedRecord.class, () -> json.read(null, FALLBACK));
        assertEquals(Reason.MALFORMED_JSON, refusal.reason());
    }

    @Test
    void aRecordAboveTheLimitIsNotLookedAt() {
        byte[] large = new byte[1001];
        RejectedRecord refusal =
                assertThrows(RejectedRecord.class, () -> json.read(large, FALLBACK));

        assertEquals(Reason.OVERSIZED, refusal.reason());
        assertEquals("size=1001 bytes is above 1000", refusal.getMessage());
        assertEquals("oversized", refusal.reason().word());
    }

    @Test
    void deepNestingIsRejectedAndNotFollowed() {
        String deep = "[".repeat(450) + "]".repeat(450);
        RunEventJson generous = new RunEventJson(1_000_000, field -> {});
        assertEquals(
                "a",
                generous.read(
                                bytes(
                                        "{'x':"
                                                + deep
                                                + ",'type':'run_ended','run':'a','status':'failed'}"),
                                FALLBACK)
                        .run());
        String tooDeep = "{'x':" + "[".repeat(100_000);
        RejectedRecord refusal =
                assertThrows(RejectedRecord.class, () -> generous.read(bytes(tooDeep), FALLBACK));
        assertEquals(Reason.MALFORMED_JSON, refusal.reason());
    }

    @Test
    void aRejectionIsOneShortLineHoweverLongTheValue() {
        String message =
                rejects(
                                Reason.NON_NUMERIC_METRIC,
                                metrics("'loss':'line\\nline" + "x".repeat(500) + "'"))
                        .getMessage();

        assertTrue(message.startsWith("loss=\"line?linexxx"), message);
        assertTrue(message.length() < 120, message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void anEventWrittenIsReadAgain() {
        Checkpoint checkpoint =
                new Checkpoint(
                        "räume/\"1\" 🚀",
                        OptionalInt.of(2),
                        7,
                        TIME.plusNanos(5),
                        OptionalDouble.of(3e9),
                        Map.of("loss", Double.NaN));

        assertEquals(checkpoint, json.read(RunEventJson.write(checkpoint), null));
    }

    private Plan plan(String fields) {
        return ((RunStarted) read("{'type':'run_started','run':'a','plan':{" + fields + "}}"))
                .plan();
    }

    private RejectedRecord rejects(Reason reason, String text) {
        RejectedRecord refusal = assertThrows(RejectedRecord.class, () -> read(text));
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }

    private RunEvent read(String text) {
        return json.read(bytes(text), FALLBACK);
    }

    private static String metrics(String metrics) {
        return "{'type':'checkpoint','run':'a','step':1,'metrics':{" + metrics + "}}";
    }

    private static Checkpoint checkpoint(long step, Map<String, Double> metrics) {
        return new Checkpoint(
                "a", OptionalInt.empty(), step, TIME, OptionalDouble.empty(), metrics);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
