package io.github.descentry.monitor;

import io.github.descentry.detect.RunDetectors;
import io.github.descentry.detect.Split;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Advices;
import io.github.descentry.stop.policy.RunIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the monitor knows of one run, some 300 bytes and what its curves take. {@link
 * RunMonitor} alone changes it. Encoding and decoding leave every later decision as it would have
 * been, bit for bit. One thread at a time.
 */
public final class RunMemory {

    /** First byte of the encoding. */
    static final int VERSION = 6;

    private static final Goal[] GOALS = Goal.values();
    private static final RunState[] STATES = RunState.values();
    private static final Kind[] KINDS = Kind.values();

    final String run;
    Optional<String> project = Optional.empty();
    Optional<String> group = Optional.empty();

    /** The groups that it was in before. */
    final Moves moves = new Moves();

    int attempt = 1;

    /** Times the present attempt went on from an earlier step without a new number. */
    int segment;

    /** Step that the run last went on from, in another attempt or segment; -1 if it never did. */
    long resumedStep = -1;

    /** Whether the present attempt has not reported yet. */
    boolean awaited = true;

    RunState state = RunState.RUNNING;

    /**
     * The worst anomaly that was open when the run ended; null while it runs or if all was well.
     */
    Kind endedWith;

    /** Time of the latest {@code run_started}; the smallest long if there was none. */
    long startedTime = Long.MIN_VALUE;

    /** Checkpoints taken since the first. */
    long checkpoints;

    /** Time of the latest checkpoint, epoch milliseconds. */
    long time = Long.MIN_VALUE;

    /** The metric the run is judged by; empty until one is declared or chosen. */
    String objective = "";

    Goal objectiveGoal = Goal.MINIMIZE;
    boolean objectiveDeclared;

    /** Value that makes the run a success; NaN if none was declared. */
    double target = Double.NaN;

    /** Names of the latest checkpoint that had any, as long as none of them is a curve. */
    List<String> unfitted = List.of();

    Progress progress = new Progress();
    final RunDetectors detectors = new RunDetectors();
    final Advices advices = new Advices();

    /** What presets of its policy have seen. */
    final PresetMemories presets = new PresetMemories();

    /** Labels the run gave itself; policies select by them. */
    Map<String, String> tags = Map.of();

    /** The rules it was judged by last, and where they are from; not stored. */
    private PolicyRules policyRules;

    private Rules rules;

    /** To be changed by {@link #add} and {@link #remove} only. */
    final List<CurveMemory> curves = new ArrayList<>(4);

    public RunMemory(String run) {
        this.run = run;
    }

    public String run() {
        return run;
    }

    public RunState state() {
        return state;
    }

    public int attempt() {
        return attempt;
    }

    /** The latest step reported. */
    public long step() {
        return progress.step();
    }

    public Optional<String> group() {
        return group;
    }

    /** The metric the run is judged by; absent until one is declared or chosen. */
    public Optional<String> objective() {
        return objective.isEmpty() ? Optional.empty() : Optional.of(objective);
    }

    /** The worst anomaly of the run: the one it ended with, or else the worst that is open. */
    Optional<Kind> worstAnomaly() {
        return state.ended() ? Optional.ofNullable(endedWith) : Worst.of(this);
    }

    /** What the policy that governs the run judges it by. */
    PolicyRules rules(Rules book) {
        if (policyRules == null || rules != book) {
            policyRules = book.find(new RunIdentity(run, project, group, tags));
            rules = book;
        }
        return policyRules;
    }

    /** The run says of itself what policies select it by. */
    void identified() {
        policyRules = null;
    }

    /** Notes the names of a checkpoint, as long as the run has no curve. */
    void saw(Collection<String> metrics) {
        if (!curves.isEmpty()) {
            unfitted = List.of();
        } else if (!metrics.isEmpty()) {
            unfitted = Unfitted.names(metrics);
        }
    }

    /** Whether any of its curves is fitted. */
    public boolean fitted() {
        return !curves.isEmpty();
    }

    /**
     * What there is to say of the run as long as it has no curve; empty once it has one.
     *
     * @param time of the news, for a run that has not reported yet
     */
    public Optional<UnfittedRun> unfitted(Instant time) {
        return Unfitted.of(this, time);
    }

    CurveMemory curve(String metric) {
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).metric().equals(metric)) {
                return curves.get(i);
            }
        }
        return null;
    }

    void add(CurveMemory curve) {
        curves.add(curve);
        pair();
    }

    void remove(CurveMemory curve) {
        curves.remove(curve);
        pair();
    }

    private void pair() {
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).pair(this);
        }
    }

    boolean objective(CurveMemory curve) {
        return curve.metric().equals(objective);
    }

    /** Whether the run lives by the curve: it is its objective or a training loss. */
    boolean vital(CurveMemory curve) {
        return objective(curve) || curve.split() == Split.TRAINING && curve.goal() == Goal.MINIMIZE;
    }

    public byte[] encode() {
        StateWriter out = new StateWriter();
        write(out);
        return out.toByteArray();
    }

    /** Appends what {@link #encode} gives. */
    public void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeString(run);
        write(project, out);
        write(group, out);
        moves.write(out);
        out.writeInt(attempt);
        out.writeInt(segment);
        out.writeLong(resumedStep);
        out.writeBoolean(awaited);
        out.writeByte(state.ordinal());
        out.writeByte(endedWith == null ? 0 : 1 + endedWith.ordinal());
        out.writeLong(startedTime);
        out.writeLong(checkpoints);
        out.writeLong(time);
        out.writeString(objective);
        out.writeByte(objectiveGoal.ordinal());
        out.writeBoolean(objectiveDeclared);
        out.writeDouble(target);
        progress.write(out);
        detectors.write(out);
        advices.write(out);
        presets.write(out);
        out.writeInt(tags.size());
        tags.forEach(
                (name, value) -> {
                    out.writeString(name);
                    out.writeString(value);
                });
        out.writeByte(curves.size());
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).write(out);
        }
        if (curves.isEmpty()) {
            out.writeByte(unfitted.size());
            unfitted.forEach(out::writeString);
        }
    }

    /**
     * @throws IllegalArgumentException if the bytes are of a version that this one cannot read
     */
    public static RunMemory decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "run memory version=" + version + " cannot be read, only " + VERSION);
        }
        RunMemory memory = new RunMemory(in.readString());
        memory.project = readOptional(in);
        memory.group = readOptional(in);
        memory.moves.read(in);
        memory.attempt = in.readInt();
        memory.segment = in.readInt();
        memory.resumedStep = in.readLong();
        memory.awaited = in.readBoolean();
        memory.state = STATES[in.readByte()];
        int endedWith = in.readByte();
        memory.endedWith = endedWith == 0 ? null : KINDS[endedWith - 1];
        memory.startedTime = in.readLong();
        memory.checkpoints = in.readLong();
        memory.time = in.readLong();
        memory.objective = in.readString();
        memory.objectiveGoal = GOALS[in.readByte()];
        memory.objectiveDeclared = in.readBoolean();
        memory.target = in.readDouble();
        memory.progress = Progress.read(in);
        memory.detectors.read(in);
        memory.advices.read(in);
        memory.presets.read(in);
        Map<String, String> tags = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            tags.put(in.readString(), in.readString());
        }
        memory.tags = tags;
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            memory.curves.add(CurveMemory.read(in));
        }
        memory.pair();
        if (count == 0) {
            List<String> names = new ArrayList<>();
            for (int left = in.readByte(); left > 0; left--) {
                names.add(in.readString());
            }
            memory.unfitted = names;
        }
        return memory;
    }

    private static void write(Optional<String> text, StateWriter out) {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            out.writeString(text.get());
        }
    }

    private static Optional<String> readOptional(StateReader in) {
        return in.readBoolean() ? Optional.of(in.readString()) : Optional.empty();
    }
}
