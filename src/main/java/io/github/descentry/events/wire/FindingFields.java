package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that all findings on runs share: which run they are of, when they were made and by
 * what evidence. Collects them while a record is read, in any order.
 */
final class FindingFields {

    private String id;
    private String run;
    private Optional<String> project = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Integer attempt;
    private Long step;
    private Instant time;
    private Map<String, Double> evidence;

    /** Takes a field if it is one of these, or else tells the reader that it is not known. */
    void takeOrReport(String name, JsonReader in) {
        switch (name) {
            case RecordJson.TYPE -> in.skip();
            case "id" -> id = in.text(name);
            case "run" -> run = in.text(name);
            case "project" -> project = Optional.of(in.text(name));
            case "group" -> group = Optional.of(in.text(name));
            case "attempt" -> attempt = in.count(name);
            case "step" -> step = in.whole(name);
            case "time" -> time = in.time(name);
            case "evidence" -> evidence = in.numbers(name, Reason.INVALID_VALUE);
            default -> in.unknown(name);
        }
    }

    String id() {
        return required("id", id);
    }

    String run() {
        return required("run", run);
    }

    Optional<String> project() {
        return project;
    }

    Optional<String> group() {
        return group;
    }

    int attempt() {
        return required("attempt", attempt);
    }

    long step() {
        return required("step", step);
    }

    Instant time() {
        return required("time", time);
    }

    Map<String, Double> evidence() {
        return required("evidence", evidence);
    }
}
