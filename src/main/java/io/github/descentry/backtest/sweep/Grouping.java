package io.github.descentry.backtest.sweep;

import io.github.descentry.ingest.CorpusRun;
import java.util.Optional;

/** How recorded runs come into groups. In every case only runs of one main metric are compared. */
public enum Grouping {
    /** By what stands before the last slash of their names; those without a slash by their file. */
    FOLDER {
        @Override
        Optional<String> of(CorpusRun run) {
            int slash = run.run().lastIndexOf('/');
            return Optional.of(slash < 0 ? run.collection() : run.run().substring(0, slash));
        }
    },
    /**
     * By the column {@code group} of {@code runs.csv}, or as the jobs said; those without are in
     * none.
     */
    COLUMN {
        @Override
        Optional<String> of(CorpusRun run) {
            return run.group();
        }
    };

    abstract Optional<String> of(CorpusRun run);

    /** Key of the group of a run: collection, group and metric; empty if it is left out. */
    public Optional<GroupKey> key(CorpusRun run) {
        return leftOut(run).isPresent()
                ? Optional.empty()
                : of(run).map(
                                group ->
                                        new GroupKey(
                                                run.collection(), group, run.mainMetric().get()));
    }

    /** Why a run can be in no group, whatever other runs there are; empty if it can. */
    public Optional<LeftOut> leftOut(CorpusRun run) {
        if (run.checkpoints().isEmpty()) {
            return Optional.of(LeftOut.NO_VALUES);
        }
        if (run.mainMetric().isEmpty()) {
            return Optional.of(LeftOut.NO_METRIC);
        }
        if (!run.finished()) {
            return Optional.of(LeftOut.NOT_COMPLETED);
        }
        return of(run).isEmpty() ? Optional.of(LeftOut.NO_GROUP) : Optional.empty();
    }

    /**
     * What tells groups apart.
     *
     * @param collection the file
     * @param group folder or column
     * @param metric main metric
     */
    public record GroupKey(String collection, String group, String metric) {

        /** For people and for the monitor. */
        public String name() {
            return group + " (" + metric + ")";
        }
    }
}
