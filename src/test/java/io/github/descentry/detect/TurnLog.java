package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.ArrayList;
import java.util.List;

/** What detectors have said of one curve or one run, in order. */
abstract class TurnLog {

    final List<Turn> turns = new ArrayList<>();

    List<Status> turns(Kind kind) {
        return turns.stream().filter(turn -> turn.kind() == kind).map(Turn::status).toList();
    }

    Turn turn(Kind kind, Status status) {
        return turns.stream()
                .filter(turn -> turn.kind() == kind && turn.status() == status)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no " + kind + " " + status + " in " + turns));
    }
}
