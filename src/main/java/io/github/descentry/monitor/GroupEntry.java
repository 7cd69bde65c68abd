package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Advices;
import io.github.descentry.stop.Chance;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunStanding;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What a group remembers of one of its runs: some 300 bytes and the names. Mutable. */
final class GroupEntry {

    private static final Goal[] GOALS = Goal.values();
    private static final RunState[] STATES = RunState.values();

    /** Changes of the expected value below this share of its deviation are not worth telling. */
    private static final double TRIFLE = 0.05;

    /** What may be wrong with a run without a word against its forecast. */
    private static final Set<Kind> HARMLESS =
            EnumSet.of(Kind.STALLED, Kind.SLOW, Kind.THRESHOLD, Kind.CHANGE);

    final String run;
    final Advices advices = new Advices();
    String metric = "";
    Goal goal = Goal.MINIMIZE;
    RunState state = RunState.RUNNING;
    int attempt = 1;
    long step;

    /** Expected final value, the actual one once ended; NaN until known. */
    double mean = Double.NaN;

    double sd = Double.NaN;

    /** Smallest {@code sd} of the present attempt so far. */
    double narrowest = Double.POSITIVE_INFINITY;

    /** Whether an anomaly of its values is open: its forecast is not to be relied on. */
    boolean disturbed;

    /** Whether {@code mean} is for the planned end, or actual. */
    boolean comparable;

    /** How far it has come up the rungs. */
    final Ladder ladder = new Ladder();

    /** Share of its plan that is done; NaN without a plan. */
    double share = Double.NaN;

    /** The stops that rules on the run alone advise: by id, under which policy. */
    private final Map<String, String> advised = new LinkedHashMap<>();

    private Optional<RunStanding> toldStanding = Optional.empty();
    private double toldMean = Double.NaN;
    private double toldSd = Double.NaN;

    GroupEntry(String run) {
        this.run = run;
    }

    /**
     * Takes the latest forecast of the run.
     *
     * @return whether something else than its expected value has changed
     */
    boolean take(Forecast forecast) {
        boolean changed = state != forecast.state() || !metric.equals(forecast.metric());
        metric = forecast.metric();
        goal = forecast.goal();
        state = forecast.state();
        if (forecast.attempt() > attempt) {
            narrowest = Double.POSITIVE_INFINITY;
        }
        attempt = forecast.attempt();
        step = forecast.step();
        share =
                forecast.totalSteps().isPresent()
                        ? Math.min(1, step / (double) forecast.totalSteps().getAsLong())
                        : Double.NaN;
        disturbed = forecast.worstAnomaly().filter(kind -> !HARMLESS.contains(kind)).isPresent();
        if (state.valueIsFinal()) {
            // The estimate of a run that has ended is what it ended at; one that ended without a
            // number has none, and nothing to be ranked by.
            mean = forecast.estimate().map(Forecast.Estimate::mean).orElse(forecast.value());
            mean = Double.isFinite(mean) ? mean : Double.NaN;
            sd = 0;
            comparable = true;
        } else if (forecast.estimate().isPresent()) {
            Forecast.Estimate estimate = forecast.estimate().get();
            mean = estimate.mean();
            sd = estimate.sd();
            comparable = estimate.planned();
            if (!disturbed) {
                narrowest = Math.min(narrowest, sd);
            }
        }
        return changed;
    }

    /** Steps of its plan, as far as they follow from step and share; 0 before they do. */
    double planned() {
        return share > 0 ? step / share : 0;
    }

    /** Takes what a rule on the run alone has advised or withdrawn. */
    void take(StopSignal signal) {
        if (signal.status() == StopSignal.Status.WITHDRAWN) {
            advised.remove(signal.id());
        } else if (advised.size() < PolicySet.MOST_RULES) {
            advised.put(signal.id(), signal.policy().orElse(""));
        }
    }

    /** Whether any rule advises to stop it. */
    boolean stopAdvised() {
        return advices.stand() || !advised.isEmpty();
    }

    /** Names of the policies under which any rule advises to stop it. */
    Set<String> policies() {
        Set<String> policies = new TreeSet<>(advised.values());
        policies.addAll(advices.policies());
        policies.remove("");
        return policies;
    }

    /** Nothing is advised any more; names of the policies under which the group did. */
    Set<String> lapse() {
        Set<String> policies = advices.policies();
        advices.forget();
        advised.clear();
        return policies;
    }

    /** Whether a standing is another than was told last, as far as it matters; then it is told. */
    boolean tells(RunStanding standing) {
        boolean news =
                toldStanding.isEmpty()
                        || toldStanding.get().runs() != standing.runs()
                        || toldStanding.get().stopped() != standing.stopped()
                        || !toldStanding.get().rank().equals(standing.rank());
        toldStanding = Optional.of(standing);
        return news;
    }

    boolean known() {
        return !Double.isNaN(mean);
    }

    /** Whether there is anything to say of it: an expected value, or that it has ended. */
    boolean tellable() {
        return known() || state.ended();
    }

    /** Whether two runs are judged by the same metric the same way. */
    boolean comparableWith(GroupEntry other) {
        return metric.equals(other.metric) && goal == other.goal;
    }

    /** Whether it is ranked before another; equals by their name, so that ranks are certain. */
    boolean before(GroupEntry other) {
        if (eligible() != other.eligible()) {
            return eligible();
        }
        if (known() != other.known()) {
            return known();
        }
        return mean == other.mean || !known() ? run.compareTo(other.run) < 0 : better(other);
    }

    /** Chance to end better than another. */
    double beats(GroupEntry other) {
        return Chance.better(goal, mean, sd, other.mean, other.sd);
    }

    /**
     * Whether others are held against it: not if it failed, is unstable or silent, or has no
     * comparable value.
     */
    boolean eligible() {
        return known()
                && comparable
                && state != RunState.FAILED
                && state != RunState.UNSTABLE
                && state != RunState.STALLED;
    }

    boolean better(GroupEntry other) {
        return goal.better(mean, other.mean);
    }

    /** Whether the expected value has moved enough since it was last told. */
    boolean moved() {
        double trifle = TRIFLE * (Double.isNaN(toldSd) ? 0 : toldSd);
        return known() && !(Math.abs(mean - toldMean) <= trifle && Math.abs(sd - toldSd) <= trifle);
    }

    Leaderboard.Entry tell(OptionalInt rank, OptionalDouble beatBest) {
        toldMean = mean;
        toldSd = sd;
        return new Leaderboard.Entry(run, state, step, mean, sd, rank, beatBest);
    }

    /**
     * Where a run stands, for who keeps budgets.
     *
     * @param share of the plan; NaN without one
     * @param rank 0: it has none
     */
    static RunStanding standing(double share, int runs, int stopped, int rank) {
        return new RunStanding(
                Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share),
                runs,
                stopped,
                rank == 0 ? OptionalInt.empty() : OptionalInt.of(rank));
    }

    void write(StateWriter out) {
        out.writeString(run);
        out.writeString(metric);
        out.writeByte(goal.ordinal());
        out.writeByte(state.ordinal());
        out.writeInt(attempt);
        out.writeLong(step);
        out.writeDouble(mean);
        out.writeDouble(sd);
        out.writeDouble(narrowest);
        out.writeBoolean(disturbed);
        out.writeBoolean(comparable);
        out.writeDouble(toldMean);
        out.writeDouble(toldSd);
        ladder.write(out);
        advices.write(out);
        out.writeDouble(share);
        out.writeByte(advised.size());
        advised.forEach(
                (id, policy) -> {
                    out.writeString(id);
                    out.writeString(policy);
                });
        out.writeBoolean(toldStanding.isPresent());
        if (toldStanding.isPresent()) {
            RunStanding told = toldStanding.get();
            out.writeDouble(told.share().orElse(Double.NaN));
            out.writeInt(told.runs());
            out.writeInt(told.stopped());
            out.writeInt(told.rank().orElse(0));
        }
    }

    static GroupEntry read(StateReader in) {
        GroupEntry entry = new GroupEntry(in.readString());
        entry.metric = in.readString();
        entry.goal = GOALS[in.readByte()];
        entry.state = STATES[in.readByte()];
        entry.attempt = in.readInt();
        entry.step = in.readLong();
        entry.mean = in.readDouble();
        entry.sd = in.readDouble();
        entry.narrowest = in.readDouble();
        entry.disturbed = in.readBoolean();
        entry.comparable = in.readBoolean();
        entry.toldMean = in.readDouble();
        entry.toldSd = in.readDouble();
        entry.ladder.read(in);
        entry.advices.read(in);
        entry.share = in.readDouble();
        for (int left = in.readByte(); left > 0; left--) {
            entry.advised.put(in.readString(), in.readString());
        }
        if (in.readBoolean()) {
            entry.toldStanding =
                    Optional.of(
                            standing(in.readDouble(), in.readInt(), in.readInt(), in.readInt()));
        }
        return entry;
    }
}
