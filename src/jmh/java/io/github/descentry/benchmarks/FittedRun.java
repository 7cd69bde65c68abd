package io.github.descentry.benchmarks;

import io.github.descentry.events.Goal;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.CurveFit;
import io.github.descentry.fit.Distribution;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/** A run's progress and the fit of its loss, as the monitor drives them. Mutable, one thread. */
final class FittedRun {

    private final double rate;
    private final Progress progress;
    private final CurveFit fit;
    private CurveEstimate estimate;

    FittedRun(SyntheticRun run) {
        rate = run.reportedRate();
        progress = new Progress();
        progress.plan(run.plan());
        fit = new CurveFit(Goal.MINIMIZE);
    }

    private FittedRun(StateReader in, double rate) {
        this.rate = rate;
        progress = Progress.read(in);
        fit = CurveFit.read(in);
    }

    static FittedRun decode(byte[] state, SyntheticRun run) {
        return new FittedRun(new StateReader(state), run.reportedRate());
    }

    byte[] encode() {
        StateWriter out = new StateWriter();
        progress.write(out);
        fit.write(out);
        return out.toByteArray();
    }

    /**
     * A checkpoint: refit, forecast, and all numbers of it that are published.
     *
     * @return their sum, so that none can be left out
     */
    double checkpoint(int checkpoint, double loss) {
        progress.advance(SyntheticRun.step(checkpoint), rate);
        fit.observe(progress, loss);
        estimate = fit.estimate(progress).orElse(null);
        if (estimate == null) {
            return 0;
        }
        Distribution end = estimate.distribution();
        return end.mean()
                + end.standardDeviation()
                + end.quantile(.025)
                + end.quantile(.1)
                + end.quantile(.25)
                + end.quantile(.5)
                + end.quantile(.75)
                + end.quantile(.9)
                + end.quantile(.975);
    }

    /** Takes the checkpoints from {@code from} on up to {@code to}, which is left out. */
    double checkpoints(double[] losses, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += checkpoint(i, losses[i]);
        }
        return sum;
    }

    /** A number that changes when, and only when, all bins of the sketch were looked at anew. */
    double refitMark() {
        return estimate == null ? Double.NaN : estimate.limit();
    }
}
