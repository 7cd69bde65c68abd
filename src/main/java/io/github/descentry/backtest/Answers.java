package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.ingest.CurveLabel.Event;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which anomaly is the right answer to which labelled event. A spike that does not come down and a
 * divergence that does are told apart only in the end, so either answers to either. A rule of
 * another tool says that something is wrong and not what: it answers to all that is wrong with a
 * loss.
 */
final class Answers {

    private static final Map<Event, Set<Kind>> KINDS = new EnumMap<>(Event.class);
    private static final Map<Event, Kind> NAMES = new EnumMap<>(Event.class);
    private static final Set<Event> OF_RULES = Set.of(Event.NAN, Event.SPIKE, Event.DIVERGED);

    /** Not what the label asks for, but what comes with it. */
    private static final Map<Event, Set<Kind>> COMPANIONS =
            Map.of(
                    Event.NAN, Set.of(Kind.GRAD_EXPLOSION),
                    Event.SPIKE, Set.of(Kind.GRAD_EXPLOSION),
                    Event.DIVERGED, Set.of(Kind.GRAD_EXPLOSION));

    static {
        answer(Event.NAN, Kind.NON_FINITE);
        answer(Event.SPIKE, Kind.SPIKE, Kind.DIVERGENCE);
        answer(Event.DIVERGED, Kind.DIVERGENCE, Kind.SPIKE);
        answer(Event.OVERFIT, Kind.OVERFIT);
        answer(Event.PLATEAU, Kind.PLATEAU);
        answer(Event.WALL_GAP, Kind.STALLED);
    }

    private Answers() {}

    /** The first kind is the one that the event is counted under. */
    private static void answer(Event event, Kind... kinds) {
        KINDS.put(event, Set.of(kinds));
        NAMES.put(event, kinds[0]);
    }

    static boolean answers(Optional<Kind> kind, Event event) {
        return kind.map(it -> KINDS.getOrDefault(event, Set.of()).contains(it))
                .orElse(OF_RULES.contains(event));
    }

    /** Whether the event is one that can be found or missed by these alarms at all. */
    static boolean asked(Event event, boolean rulesOnly) {
        return rulesOnly ? OF_RULES.contains(event) : NAMES.containsKey(event);
    }

    /** Whether an alarm there is neither right nor wrong. */
    static boolean unjudged(Optional<Kind> kind, Event event) {
        return event == Event.LEVEL_SHIFT
                || event == Event.UNCLEAR
                || kind.filter(COMPANIONS.getOrDefault(event, Set.of())::contains).isPresent();
    }

    /** The kind that an event is counted under. */
    static Kind named(Event event) {
        return NAMES.get(event);
    }
}
