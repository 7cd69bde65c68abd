package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.policy.RunStanding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a step of {@link RunMonitor} says, in the order it is to be published. If it is empty the
 * memory may still have changed, except after {@link RunMonitor#silence}.
 *
 * @param forecasts one per curve that reported, or per curve of the run when its state changed
 * @param anomalies turns in the life of anomalies
 * @param oddities values of a run of a group that are odd, but no anomaly: for its group only
 * @param signals stops advised or withdrawn
 * @param run name of the run; empty only if there is nothing to say
 * @param group group of the run
 * @param membership how it is in that group, and which ones it has left
 * @param policy name of the policy that governs the run; absent: none does
 * @param share share of the plan that is done; NaN without a plan
 * @param lapsed names of the policies under which a stop was advised when the run ended: that
 *     lapses without a word
 * @param ignored values that were set aside
 */
public record Outcome(
        List<Forecast> forecasts,
        List<Anomaly> anomalies,
        List<Odd> oddities,
        List<StopSignal> signals,
        String run,
        Optional<String> group,
        Membership membership,
        Optional<String> policy,
        double share,
        Set<String> lapsed,
        Ignored ignored) {

    public static final Outcome NOTHING =
            new Outcome(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    Optional.empty(),
                    Membership.STEADY,
                    Optional.empty(),
                    Double.NaN,
                    Set.of(),
                    Ignored.NONE);

    /**
     * A value that is odd.
     *
     * @param anomaly who, which metric and where, in the form of a turn that is not published
     * @param chance how likely the run's own noise is to be that much worse
     */
    public record Odd(Anomaly anomaly, double chance) {}

    /** Where a run without a group stands, which its signals are proposed with. */
    public RunStanding standing() {
        return RunStanding.alone(
                Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share));
    }

    /** Whether there is nothing to publish. */
    public boolean isEmpty() {
        return forecasts.isEmpty() && anomalies.isEmpty() && signals.isEmpty() && lapsed.isEmpty();
    }

    /**
     * Reports that changed nothing, by reason.
     *
     * @param outdated events of an older attempt, or values that came after a later one
     * @param duplicates values of a metric at a step that had one already
     * @param overCap values of metrics beyond the curves fitted per run
     */
    public record Ignored(int outdated, int duplicates, int overCap) {

        public static final Ignored NONE = new Ignored(0, 0, 0);

        public int total() {
            return outdated + duplicates + overCap;
        }
    }
}
