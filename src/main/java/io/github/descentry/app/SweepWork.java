package io.github.descentry.app;

import io.github.descentry.backtest.sweep.Grouping;
import io.github.descentry.backtest.sweep.Grouping.GroupKey;
import io.github.descentry.backtest.sweep.LeftOut;
import io.github.descentry.backtest.sweep.StudiedPolicies;
import io.github.descentry.backtest.sweep.SweepGroup;
import io.github.descentry.backtest.sweep.SweepRun;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import java.util.ArrayList;
import java.util.EnumMap;
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
    private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
    private int runs;

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
                false, run -> new Placed(grouping.key(run), grouping.leftOut(run)), this::count);
        sizes.values().removeIf(this::tooSmall);
    }

    private void count(Placed run) {
        runs++;
        run.key.ifPresent(key -> sizes.merge(key, 1, Integer::sum));
        run.leftOut.ifPresent(why -> leaveOut(1, why));
    }

    private boolean tooSmall(int size) {
        if (size >= SweepGroup.LEAST) {
            return false;
        }
        leaveOut(size, LeftOut.SMALL_GROUP);
        return true;
    }

    private void leaveOut(int count, LeftOut why) {
        leftOut.merge(why, count, Integer::sum);
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
                                .filter(this::comparable)
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

    /** How many runs were read, and how many of them took no part and why, for people. */
    String account() {
        StringBuilder text = new StringBuilder("runs read: " + runs);
        leftOut.forEach(
                (why, count) ->
                        text.append(text.indexOf("left out") < 0 ? "; left out: " : ", ")
                                .append(count + " " + why.words()));
        return text.toString();
    }

    private boolean comparable(SweepGroup group) {
        if (!group.comparable()) {
            leaveOut(group.runs().size(), LeftOut.ALIKE);
        }
        return group.comparable();
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

    private record Placed(Optional<GroupKey> key, Optional<LeftOut> leftOut) {}

    private record Followed(GroupKey key, SweepRun run) {}
}
