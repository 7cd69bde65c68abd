package io.github.descentry.app;

import io.github.descentry.backtest.sweep.Grouping;
import io.github.descentry.backtest.sweep.Grouping.GroupKey;
import io.github.descentry.backtest.sweep.StudiedPolicies;
import io.github.descentry.backtest.sweep.SweepGroup;
import io.github.descentry.backtest.sweep.SweepRun;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A study over the groups of recorded runs. Reads the curves twice: once to see which runs are in
 * which group, once to follow them; a group is studied, on whichever core is free, and forgotten as
 * soon as its last run was read.
 */
final class SweepWork {

    private final CorpusWork work;
    private final Grouping grouping;
    private final MonitorConfig config;
    private final Optional<StudiedPolicies> policies;
    private final Map<GroupKey, Integer> sizes = new HashMap<>();
    private final Map<GroupKey, List<SweepRun>> gathered = new HashMap<>();

    /**
     * @param policies of a file under study, if there is one
     */
    SweepWork(
            RunSource source,
            Grouping grouping,
            MonitorConfig config,
            Optional<StudiedPolicies> policies) {
        work = new CorpusWork(source);
        this.policies = policies;
        this.grouping = grouping;
        this.config = config;
        work.forEach(
                false, grouping::key, key -> key.ifPresent(it -> sizes.merge(it, 1, Integer::sum)));
        sizes.values().removeIf(size -> size < SweepGroup.LEAST);
    }

    /**
     * Goes through all groups.
     *
     * @param shown whether to show how far it is
     * @param study of one group; called by several threads
     * @param results told one after the other, in the order of the files
     */
    <T> void forEach(boolean shown, Function<SweepGroup, T> study, Consumer<T> results) {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<T>> ahead = new ArrayList<>();
        try (ReplayProgress progress = ReplayProgress.start("backtest", shown, () -> done(ahead))) {
            work.forEach(
                    false,
                    this::follow,
                    followed -> {
                        progress.moved();
                        followed.flatMap(this::gather)
                                .filter(SweepGroup::comparable)
                                .ifPresent(
                                        group ->
                                                ahead.add(
                                                        workers.submit(() -> study.apply(group))));
                    });
            for (Future<T> future : ahead) {
                results.accept(CorpusWork.result(future));
                progress.moved();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private <T> double done(List<Future<T>> futures) {
        return futures.stream().filter(Future::isDone).count() / (double) Math.max(1, sizes.size());
    }

    private Optional<Followed> follow(CorpusRun run) {
        return grouping.key(run)
                .filter(sizes::containsKey)
                .map(key -> new Followed(key, SweepRun.of(run, key.name(), config, policies)));
    }

    private Optional<SweepGroup> gather(Followed followed) {
        List<SweepRun> runs = gathered.computeIfAbsent(followed.key, key -> new ArrayList<>());
        runs.add(followed.run);
        if (runs.size() < sizes.get(followed.key)) {
            return Optional.empty();
        }
        gathered.remove(followed.key);
        return Optional.of(new SweepGroup(followed.key.name(), followed.key.collection(), runs));
    }

    private record Followed(GroupKey key, SweepRun run) {}
}
