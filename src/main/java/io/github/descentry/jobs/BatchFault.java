package io.github.descentry.jobs;

/** What goes wrong with the data of some training steps. */
interface BatchFault {

    /** All batches are as they should be. */
    BatchFault NONE = (step, target, symbols) -> target;

    /** The symbol that the network is told to predict at a step, in place of the true one. */
    int target(long step, int trueTarget, int symbols);

    /**
     * A shard with shifted labels: from one step until before another, every symbol is taken for
     * the one {@code shift} further in the alphabet.
     */
    static BatchFault shiftedLabels(long from, long to, int shift) {
        return (step, target, symbols) ->
                step >= from && step < to ? (target + shift) % symbols : target;
    }
}
