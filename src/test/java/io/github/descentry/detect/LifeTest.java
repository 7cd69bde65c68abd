package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life that all kinds of anomalies share, under a rule that says what it is told to. */
class LifeTest {

    /**
     * A report that carries the rule's answer.
     *
     * @param course what the rule says; null: the report does not concern it
     */
    private record Told(long step, Course course) implements Report {}

    /** How the next anomaly begins, and what it carries on. */
    private static Severity begunAs = Severity.WARNING;

    private static Optional<Finding> carriesOn = Optional.empty();

    private static final Rule<Told> RULE =
            new Rule<>() {
                @Override
                public boolean concerns(Told report) {
                    return report.course() != null;
                }

                @Override
                public OptionalLong begins(Told report) {
                    return report.course() == Course.WORSE
                            ? OptionalLong.of(report.step() - 1)
                            : OptionalLong.empty();
                }

                @Override
                public Severity begunAs() {
                    return begunAs;
                }

                @Override
                public Optional<Finding> carriesOn() {
                    return carriesOn;
                }

                @Override
                public Course follow(Told report) {
                    return report.course();
                }

                @Override
                public double excess() {
                    return 0.5;
                }

                @Override
                public Map<String, Double> evidence(Told report, Status turn) {
                    return Map.of("step", (double) report.step());
                }

                @Override
                public String sentence(Told report, Status turn) {
                    return "it has " + turn;
                }
            };

    private final List<Turn> turns = new ArrayList<>();
    private Life life = new Life(Kind.DIVERGENCE);
    private long step = 100;

    @BeforeEach
    void asMostDo() {
        begunAs = Severity.WARNING;
        carriesOn = Optional.empty();
    }

    private List<Status> after(Course... courses) {
        for (Course course : courses) {
            life.step(RULE, new Told(++step, course)).ifPresent(turns::add);
            StateWriter out = new StateWriter();
            life.write(out);
            life = new Life(Kind.DIVERGENCE);
            life.read(new StateReader(out.toByteArray()));
        }
        return turns.stream().map(Turn::status).toList();
    }

    @Test
    void eachTurnIsToldOnceHoweverOftenTheRuleSaysIt() {
        assertEquals(
                List.of(
                        Status.OPENED,
                        Status.RECOVERING,
                        Status.ESCALATED,
                        Status.RECOVERING,
                        Status.ESCALATED,
                        Status.RESOLVED),
                after(
                        Course.HOLDS,
                        Course.WORSE,
                        Course.HOLDS,
                        Course.BETTER,
                        Course.BETTER,
                        Course.HOLDS,
                        Course.WORSE,
                        Course.WORSE,
                        Course.HOLDS,
                        Course.BETTER,
                        Course.WORSE,
                        Course.OVER,
                        Course.OVER,
                        Course.BETTER));
    }

    @Test
    void itOpensAsAWarningIsCriticalOnceEscalatedAndBeginsAnewAfterItsEnd() {
        after(Course.WORSE, Course.WORSE, Course.HOLDS, Course.BETTER);
        assertEquals(
                List.of(Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL),
                turns.stream().map(Turn::severity).toList());
        Finding finding = life.finding().orElseThrow();
        assertEquals(100, finding.firstStep());
        assertEquals(102, finding.escalatedStep());
        assertEquals(2, finding.reportsSinceEscalation());
        assertEquals(0.5, finding.excessAtEscalation());
        after(Course.OVER, Course.WORSE);
        assertEquals(Severity.WARNING, turns.get(4).severity());
        assertEquals(105, turns.get(4).firstStep());
        assertEquals(-1, life.finding().orElseThrow().escalatedStep());
    }

    @Test
    void aNoteThatLastsBecomesAWarningOnceAndIsNotCriticalYet() {
        begunAs = Severity.INFO;
        assertEquals(
                List.of(Status.OPENED, Status.ESCALATED),
                after(Course.WORSE, Course.HOLDS, Course.SERIOUS, Course.SERIOUS, Course.HOLDS));
        assertEquals(
                List.of(Severity.INFO, Severity.WARNING),
                turns.stream().map(Turn::severity).toList());
        assertFalse(life.escalated(), "a warning");
        after(Course.WORSE);
        assertEquals(Status.ESCALATED, turns.get(2).status(), "now it is critical, which is news");
        assertEquals(Severity.CRITICAL, turns.get(2).severity());
        assertTrue(life.escalated());
    }

    @Test
    void aWarningIsNotRaisedByWhatMakesANoteSerious() {
        assertEquals(List.of(Status.OPENED), after(Course.WORSE, Course.SERIOUS));
    }

    @Test
    void aRelapseTakesARecoveryBackAndIsToldOnce() {
        assertEquals(
                List.of(Status.OPENED, Status.RECOVERING, Status.OPENED, Status.RECOVERING),
                after(
                        Course.WORSE,
                        Course.RELAPSED,
                        Course.BETTER,
                        Course.RELAPSED,
                        Course.RELAPSED,
                        Course.BETTER));
        assertEquals(1, turns.stream().map(Turn::firstStep).distinct().count(), "one anomaly");
    }

    @Test
    void oneThatCarriesOnAnotherIsAsCriticalAndAsOld() {
        begunAs = Severity.WARNING;
        carriesOn =
                Optional.of(
                        new Finding(
                                Kind.SPIKE,
                                Status.ESCALATED,
                                Severity.CRITICAL,
                                50,
                                60,
                                12,
                                0.7,
                                0.9));
        assertEquals(List.of(Status.OPENED), after(Course.WORSE, Course.WORSE, Course.WORSE));
        assertEquals(Severity.CRITICAL, turns.get(0).severity());
        Finding finding = life.finding().orElseThrow();
        assertEquals(60, finding.escalatedStep(), "patience with it counts on");
        assertEquals(14, finding.reportsSinceEscalation());
        assertEquals(0.9, finding.excessAtEscalation());
    }

    @Test
    void whatDoesNotConcernTheRuleLeavesTheLifeAlone() {
        after(Course.WORSE, Course.WORSE);
        Finding before = life.finding().orElseThrow();
        after((Course) null);
        assertEquals(before, life.finding().orElseThrow());
    }

    @Test
    void itIsClosedOnceAndSaysWhy() {
        assertTrue(life.close(5, "the run has ended").isEmpty());
        after(Course.WORSE);
        Turn closed = life.close(200, "the run has ended").orElseThrow();
        assertEquals(Status.RESOLVED, closed.status());
        assertEquals(
                "divergence since step 100 is no longer followed: the run has ended",
                closed.sentence());
        assertTrue(life.close(201, "the run has ended").isEmpty());
    }
}
