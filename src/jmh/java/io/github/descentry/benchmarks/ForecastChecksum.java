package io.github.descentry.benchmarks;

/**
 * Tells whether a change that was to make the fit faster has changed what it says: prints one
 * number over every bit of every forecast of seeded runs, and of the state they leave.
 */
public final class ForecastChecksum {

    private ForecastChecksum() {}

    /** Prints the checksum. No arguments. */
    public static void main(String[] arguments) {
        long sum = 0;
        for (int history : new int[] {10, 100, 1_000, 10_000}) {
            for (SyntheticRun.Schedule schedule : SyntheticRun.Schedule.values()) {
                SyntheticRun synthetic = new SyntheticRun(history, schedule);
                FittedRun run = new FittedRun(synthetic);
                double[] losses = synthetic.losses();
                for (int i = 1; i < losses.length; i++) {
                    sum = 31 * sum + Double.doubleToLongBits(run.checkpoint(i, losses[i]));
                }
                for (byte b : run.encode()) {
                    sum = 31 * sum + b;
                }
            }
        }
        System.out.println(Long.toHexString(sum));
    }
}
