package io.github.descentry.monitor;

import io.github.descentry.detect.CurveReport;
import io.github.descentry.detect.Finding;
import io.github.descentry.detect.RunReport;
import io.github.descentry.detect.Silence;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.RunState;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.Innovation;
import io.github.descentry.stop.policy.PolicySet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Follows one run: takes its events in order and says what they mean. Start reading at {@link
 * #step}.
 *
 * <ul>
 *   <li>{@code run_started} is optional, may come late and be repeated; a repetition after
 *       checkpoints, with a later time and no attempt number, is a restart.
 *   <li>A metric's value at a step that had one is a duplicate and changes nothing.
 *   <li>When a run ends its open anomalies are closed: nobody has to act on them any more; what
 *       they were stays on record. Signals lapse without a word.
 *   <li>A run that says it is in another group leaves the one that it was in: what was advised
 *       there is withdrawn, and the group is told ({@link Departure}).
 *   <li>A checkpoint after the end resumes the run if it goes further; one that does not, such as a
 *       last evaluation, is taken without waking it.
 * </ul>
 *
 * <p>Holds settings only and is safe for use by several threads; a memory belongs to one at a time.
 */
public final class RunMonitor {

    private final MonitorConfig config;
    private final Attempts attempts;
    private final Curves curves;
    private final Stops stops = new Stops();
    private final Rules usual;

    public RunMonitor(MonitorConfig config) {
        this.config = config;
        attempts = new Attempts();
        curves = new Curves(config);
        usual = Rules.of(PolicySet.of(config.stop()));
    }

    /** The rules of the configuration, which are in force as long as there are no policies. */
    public Rules usual() {
        return usual;
    }

    /** Takes one event under the rules of the configuration. */
    public Outcome step(RunMemory memory, RunEvent event, Instant arrival) {
        return step(memory, event, arrival, usual);
    }

    /**
     * Takes one event.
     *
     * @param memory of the event's run; changed
     * @param arrival when the monitor heard of it: the clock that {@link #silence} goes by
     * @param rules of the policies in force
     */
    public Outcome step(RunMemory memory, RunEvent event, Instant arrival, Rules rules) {
        if (!event.run().equals(memory.run)) {
            throw new IllegalArgumentException(
                    "event of run=" + event.run() + " given to the memory of " + memory.run);
        }
        Draft draft = new Draft(memory, rules, event.time());
        if (event instanceof Checkpoint checkpoint) {
            checkpoint(memory, checkpoint, arrival, draft);
        } else if (event instanceof RunStarted started) {
            started(memory, started, arrival, draft);
        } else if (event instanceof RunEnded ended) {
            ended(memory, ended, draft);
        }
        return draft.outcome();
    }

    private void started(RunMemory memory, RunStarted started, Instant arrival, Draft draft) {
        long time = started.time().toEpochMilli();
        if (time < memory.startedTime || !attempts.enter(memory, started.attempt(), draft)) {
            draft.outdated++;
            return;
        }
        boolean repeated = time == memory.startedTime;
        boolean known = memory.startedTime != Long.MIN_VALUE || memory.state.ended();
        if (!repeated && known && !memory.awaited && started.attempt().isEmpty()) {
            attempts.begin(memory, memory.attempt + 1, draft);
        }
        PolicyRules before = draft.rules();
        memory.startedTime = time;
        memory.project = started.project().or(() -> memory.project);
        if (!started.tags().isEmpty()) {
            memory.tags = started.tags();
        }
        if (started.group().isPresent() && !started.group().equals(memory.group)) {
            stops.joinsGroup(memory, started.group().get(), before, draft);
            memory.moves.join(started.group().get(), memory.group, arrival.toEpochMilli());
            draft.moved = memory.group.isPresent();
            memory.group = started.group();
        }
        memory.identified();
        started.objective().ifPresent(objective -> curves.declare(memory, objective, draft));
        if (started.plan().totalSteps().isPresent() || started.plan().schedule().isPresent()) {
            memory.progress.plan(started.plan());
        }
        if (memory.state.ended() && !repeated) {
            memory.state = RunState.RUNNING;
        }
        draft.forecastAll();
    }

    private void ended(RunMemory memory, RunEnded ended, Draft draft) {
        if (!attempts.enter(memory, ended.attempt(), draft)) {
            draft.outdated++;
            return;
        }
        RunState state = RunState.valueOf(ended.status().name());
        if (state == memory.state) {
            draft.duplicates++;
            return;
        }
        if (!memory.state.ended()) {
            memory.endedWith = Worst.of(memory).orElse(null);
        }
        memory.state = state;
        String why = "the run has " + (state == RunState.STOPPED ? "been " : "") + name(state);
        for (CurveMemory curve : memory.curves) {
            curve.detectors().close(memory.step(), why, draft.turns(curve.metric()));
        }
        memory.detectors.close(memory.step(), why, draft.turns(null));
        draft.lapsed = memory.advices.policies();
        memory.advices.forget();
        memory.presets.clear();
        draft.forecastAll();
    }

    private void checkpoint(RunMemory memory, Checkpoint checkpoint, Instant arrival, Draft draft) {
        if (!attempts.enter(memory, checkpoint.attempt(), draft)) {
            draft.outdated++;
            return;
        }
        Reading reading = new Reading(memory, config.roles(), checkpoint);
        attempts.rewind(memory, checkpoint, reading, draft);
        boolean further = memory.checkpoints == 0 || checkpoint.step() > memory.step();
        double[] values = new double[reading.size()];
        List<CurveMemory> reported = reported(memory, checkpoint, reading, values, draft);
        memory.saw(checkpoint.metrics().keySet());
        if (reported.isEmpty() && draft.outdated + draft.duplicates > 0) {
            return;
        }
        if (memory.state.ended() && (further || memory.awaited)) {
            memory.state = RunState.RUNNING;
        }
        memory.awaited = false;
        memory.moves.reported();
        memory.checkpoints++;
        memory.time = Math.max(memory.time, checkpoint.time().toEpochMilli());
        OptionalDouble learningRate = reading.learningRate();
        if (checkpoint.step() >= memory.step()) {
            memory.progress.advance(checkpoint.step(), learningRate.orElse(Double.NaN));
        }
        List<Optional<CurveEstimate>> estimates = new ArrayList<>(reported.size());
        for (int i = 0; i < reported.size(); i++) {
            estimates.add(judge(memory, reported.get(i), values[i], checkpoint, draft));
        }
        if (!memory.state.ended()) {
            memory.detectors.judge(
                    new RunReport(
                            checkpoint.step(),
                            checkpoint.time(),
                            arrival,
                            memory.progress,
                            checkpoint.metrics(),
                            reading.gradientNorm(),
                            learningRate,
                            memory.curves,
                            config.detect()),
                    draft.turns(null));
            memory.state = stops.unstable(memory) ? RunState.UNSTABLE : RunState.RUNNING;
        }
        Optional<Kind> worst = memory.worstAnomaly();
        for (int i = 0; i < reported.size(); i++) {
            draft.forecast(reported.get(i), estimates.get(i), worst);
        }
        if (!memory.state.ended()) {
            stops.judge(memory, checkpoint, further, worst, draft, reported, estimates);
        }
    }

    /**
     * The curves that the checkpoint has something new for.
     *
     * @param values takes the new value of each
     */
    private List<CurveMemory> reported(
            RunMemory memory,
            Checkpoint checkpoint,
            Reading reading,
            double[] values,
            Draft draft) {
        List<CurveMemory> reported = new ArrayList<>(reading.size());
        for (int i = 0; i < reading.size(); i++) {
            CurveMemory curve = reading.curve(i);
            if (curve == null) {
                curve = curves.begin(memory, reading.metric(i), draft);
            }
            if (curve == null) {
                continue;
            }
            if (checkpoint.step() > curve.step()) {
                values[reported.size()] = reading.value(i);
                reported.add(curve);
            } else if (checkpoint.step() == curve.step()) {
                draft.duplicates++;
            } else {
                draft.outdated++;
            }
        }
        return reported;
    }

    private Optional<CurveEstimate> judge(
            RunMemory memory, CurveMemory curve, double value, Checkpoint checkpoint, Draft draft) {
        Innovation innovation = curve.fit().observe(memory.progress, value);
        curve.report(checkpoint.step(), checkpoint.time().toEpochMilli(), innovation);
        curve.baseline().observe(innovation, curve.detectors().disturbed());
        Optional<CurveEstimate> estimate = curve.fit().estimate(memory.progress);
        if (!memory.state.ended()) {
            CurveReport report =
                    new CurveReport(
                            curve.metric(),
                            curve.goal(),
                            curve.split(),
                            checkpoint.step(),
                            checkpoint.time(),
                            memory.progress,
                            innovation,
                            curve.baseline(),
                            estimate,
                            curve.training(),
                            curve.validation(),
                            memory.resumedStep,
                            overfitsElsewhere(memory, curve),
                            config.detect());
            curve.detectors().judge(report, draft.turns(curve.metric()));
            if (memory.group.isPresent()) {
                curve.detectors()
                        .oddity(report)
                        .ifPresent(oddity -> draft.odd(oddity, curve.metric()));
            }
        }
        return estimate;
    }

    /** Whether the run is known to over-fit by another curve: a loss and its multiple are one. */
    private static boolean overfitsElsewhere(RunMemory memory, CurveMemory curve) {
        for (int i = 0; i < memory.curves.size(); i++) {
            CurveMemory other = memory.curves.get(i);
            if (other != curve && other.detectors().overfits()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Judges a run's silence: late, then stalled. The only step that time alone drives. If the
     * outcome is empty the memory is as it was.
     *
     * @param now on the clock of the arrivals
     */
    public Outcome silence(RunMemory memory, Instant now) {
        return silence(memory, now, usual);
    }

    /** The same under the rules of the policies in force, see {@link #step}. */
    public Outcome silence(RunMemory memory, Instant now, Rules rules) {
        if (memory.state.ended() || memory.checkpoints == 0) {
            return Outcome.NOTHING;
        }
        Draft draft = new Draft(memory, rules, now);
        RunState before = memory.state;
        Silence silence = new Silence(now, memory.progress, config.detect());
        memory.detectors.judge(silence, draft.turns(null));
        if (memory.detectors.stalled()) {
            memory.state = RunState.STALLED;
        } else if (memory.state == RunState.RUNNING && memory.detectors.late(silence)) {
            memory.state = RunState.LATE;
        }
        if (memory.state != before) {
            draft.forecastAll();
        }
        return draft.outcome();
    }

    /**
     * The first time after {@code after} at which {@link #silence} may say something new if no
     * event comes; empty if never.
     */
    public Optional<Instant> silenceDue(RunMemory memory, Instant after) {
        return memory.state.ended() || memory.checkpoints == 0
                ? Optional.empty()
                : memory.detectors.due(new Silence(after, memory.progress, config.detect()));
    }

    /**
     * Says again what stands, for a topology that may have lost the outcome of its last steps:
     * latest forecasts, open anomalies, standing signals. Receivers know them by their ids.
     */
    public Outcome republish(RunMemory memory) {
        return republish(memory, usual);
    }

    /** The same under the rules of the policies in force, see {@link #step}. */
    public Outcome republish(RunMemory memory, Rules rules) {
        if (memory.checkpoints == 0) {
            return Outcome.NOTHING;
        }
        Draft draft = new Draft(memory, rules, Instant.ofEpochMilli(memory.time));
        draft.forecastAll();
        for (CurveMemory curve : memory.curves) {
            for (Finding finding : curve.detectors().findings()) {
                draft.again(finding, curve.metric(), memory.step());
            }
        }
        for (Finding finding : memory.detectors.findings()) {
            draft.again(finding, null, memory.step());
        }
        stops.standing(memory, draft);
        draft.moved = true;
        return draft.outcome();
    }

    private static String name(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
