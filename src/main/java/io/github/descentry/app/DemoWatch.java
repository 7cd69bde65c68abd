package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.views.PoliciesView;
import io.github.descentry.views.RunBoard;
import io.github.descentry.views.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the jobs of this session through what the monitor published of them. One thread. */
final class DemoWatch {

    private final List<JobRun> jobs;
    private final Set<String> names;
    private final RunBoard board;
    private final Instant started;
    private final ForecastHistory history;

    /**
     * @param history told of all forecasts by who fills the board
     */
    DemoWatch(List<JobRun> jobs, RunBoard board, ForecastHistory history, Instant started) {
        this.jobs = List.copyOf(jobs);
        this.names = jobs.stream().map(run -> run.job().name()).collect(Collectors.toSet());
        this.board = board;
        this.history = history;
        this.started = started;
    }

    /** What is to be seen now. */
    DemoView observe(Instant now, List<DemoView.Address> addresses, String closing) {
        List<RunView> ours =
                jobs.stream().flatMap(run -> board.run(run.job().name()).stream()).toList();
        return new DemoView(
                Duration.between(started, now),
                ours,
                earlier(),
                anomalies(),
                signals(),
                policies(),
                addresses,
                closing);
    }

    /** Whether every job that will end has ended, and every one that hangs was found out. */
    boolean settled() {
        return jobs.stream()
                .allMatch(
                        run -> {
                            Optional<RunView> view = board.run(run.job().name());
                            return view.isPresent()
                                    && (run.job().hangs()
                                            ? view.get().state() == RunState.STALLED
                                            : run.ended() && view.get().state().ended());
                        });
    }

    /** Whether no job will report anything more, whatever the monitor knows of it. */
    boolean jobsDone() {
        return jobs.stream().allMatch(run -> run.job().hangs() || run.ended());
    }

    /** What broke a job other than its own mathematics. */
    Optional<String> failure() {
        return jobs.stream()
                .flatMap(
                        run ->
                                run.failure().stream()
                                        .map(reason -> run.job().name() + " broke: " + reason))
                .findFirst();
    }

    DemoReport report(Instant now) {
        List<RunOutcome> outcomes = new ArrayList<>();
        for (JobRun run : jobs) {
            String name = run.job().name();
            outcomes.add(
                    new RunOutcome(
                            name,
                            run.job().about(),
                            run.started(),
                            board.run(name),
                            history.of(name),
                            run.finalValue(),
                            oldestFirst(
                                    anomalies().stream()
                                            .filter(a -> a.run().equals(name))
                                            .toList()),
                            oldestFirst(
                                    signals().stream()
                                            .filter(s -> s.run().equals(name))
                                            .toList())));
        }
        return new DemoReport(
                started,
                Duration.between(started, now),
                settled(),
                policies(),
                outcomes,
                earlier());
    }

    private Optional<String> policies() {
        return board.policies().map(PoliciesView::version);
    }

    private List<RunView> earlier() {
        return board.runs().stream()
                .filter(run -> !names.contains(run.run()))
                .sorted(Comparator.comparing(RunView::time).reversed())
                .toList();
    }

    private List<Anomaly> anomalies() {
        return board.anomalies().stream().filter(turn -> names.contains(turn.run())).toList();
    }

    private List<StopSignal> signals() {
        return board.signals().stream().filter(turn -> names.contains(turn.run())).toList();
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst) {
        List<T> list = new ArrayList<>(newestFirst);
        Collections.reverse(list);
        return list;
    }
}
