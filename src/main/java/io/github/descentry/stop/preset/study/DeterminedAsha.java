package io.github.descentry.stop.preset.study;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code determined.asha}: Determined's asynchronous halving in its stopping form ({@code
 * master/pkg/searcher/asha_stopping.go}, in the form that knows {@code max_time}, releases from
 * 0.38).
 *
 * <p>Rung i of {@code num_rungs} (5) is at {@code max_time} / {@code divisor} (4) ^ (num_rungs − 1
 * − i), cut to a whole number, at least 1. At each rung that a trial has reached its value is put
 * in order among those there, and it is stopped unless it is among the best ⌊n / divisor⌋, at least
 * 1, itself counted. At the last rung it is stopped in any case. {@code max_time} has no default in
 * the original; 100 here.
 *
 * <p>Traps: among equals the newest is placed first, so that it goes on. One report may pass
 * several rungs, with the same value. Stopped trials count, by what they reported until then; later
 * reports are not seen. The place is found by halving, and NaN goes to the end of the list as that
 * search meets it; what comes after a NaN may then be placed past better ones. A trial that ends
 * early by an error, which counts there as the worst, is not told of here. {@code adaptive_asha} is
 * several of these at once with different numbers of rungs; which trial goes where is drawn at
 * random, so it is not among the presets.
 *
 * <p>Remembers one value for each trial and rung; a report costs time in proportion to the trials.
 */
final class DeterminedAsha implements StudyPreset {

    private final long[] rungs;
    private final double divisor;

    private DeterminedAsha(long[] rungs, double divisor) {
        this.rungs = rungs;
        this.divisor = divisor;
    }

    static DeterminedAsha of(Parameters parameters) {
        int maxTime = parameters.count("max_time", 100, 1);
        int count = parameters.count("num_rungs", 5, 1);
        double divisor = parameters.number("divisor", 4);
        if (!(divisor > 1)) {
            throw parameters.refuse("divisor", divisor, "is not above 1");
        }
        parameters.done();
        long[] rungs = new long[count];
        for (int rung = 0; rung < count; rung++) {
            rungs[rung] = Math.max((long) (maxTime / Math.pow(divisor, count - rung - 1)), 1);
        }
        return new DeterminedAsha(rungs, divisor);
    }

    @Override
    public String name() {
        return "determined.asha";
    }

    @Override
    public Memory begin(Goal goal) {
        return new AshaMemory(goal);
    }

    private final class AshaMemory extends TrialsMemory<Trial> {

        private final List<Numbers> values = new ArrayList<>();

        AshaMemory(Goal goal) {
            super(goal, number -> new Trial());
            for (int rung = 0; rung < rungs.length; rung++) {
                values.add(new Numbers());
            }
        }

        @Override
        public Decision report(Report report) {
            Trial trial = trials.of(report.trial());
            if (trial.stopped) {
                return Decision.CONTINUE;
            }
            double value = goal.sign() * report.value();
            for (int rung = trial.rung; rung < rungs.length; rung++) {
                trial.rung = rung;
                if ((long) report.resource() < rungs[rung]) {
                    return Decision.CONTINUE;
                }
                int place = insert(values.get(rung), value);
                int going = Math.max((int) (values.get(rung).count() / divisor), 1);
                trial.stopped = rung == rungs.length - 1 || place >= going;
                if (rung == rungs.length - 1) {
                    return Decision.fire("max_time=" + rungs[rung] + " reached");
                }
                if (place >= going) {
                    return Decision.fire("not among the best of rung " + rungs[rung]);
                }
            }
            return Decision.CONTINUE;
        }

        /** Before its equals. */
        private static int insert(Numbers values, double value) {
            int low = 0;
            int high = values.count();
            while (low < high) {
                int middle = (low + high) >>> 1;
                // Not the same as values.at(middle) < value if either is NaN.
                if (values.at(middle) >= value) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            values.insert(low, value);
            return low;
        }

        @Override
        public void completed(String trial) {
            // Its values stay.
        }

        @Override
        public void write(StateWriter out) {
            values.forEach(each -> each.write(out));
            super.write(out);
        }

        @Override
        public void read(StateReader in) {
            values.forEach(each -> each.read(in));
            super.read(in);
        }
    }

    private static final class Trial implements Trials.Part {

        private int rung;
        private boolean stopped;

        @Override
        public void write(StateWriter out) {
            out.writeInt(rung);
            out.writeBoolean(stopped);
        }

        @Override
        public void read(StateReader in) {
            rung = in.readInt();
            stopped = in.readBoolean();
        }
    }
}
