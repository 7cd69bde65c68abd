package io.github.descentry.detect;

/**
 * Settings of {@link LrOffPlan}.
 *
 * @param tolerance how far from the plan a rate may be, as share of the planned peak
 * @param slackSteps steps by which rate and plan may be shifted: some count from 0 and some from 1,
 *     some log the rate of the next step
 * @param consecutive reports in a row off the plan that open it, and back on it that end it
 * @param backShare share of the planned steps (of the steps so far without a plan) that those back
 *     on it have to span
 */
public record LrOffPlanConfig(double tolerance, int slackSteps, int consecutive, double backShare) {

    public static final LrOffPlanConfig DEFAULT = new LrOffPlanConfig(0.05, 2, 5, 0.01);

    public LrOffPlanConfig {
        Checks.between("detect.lr_off_plan.tolerance", tolerance, 1e-6, 10);
        Checks.between("detect.lr_off_plan.slack_steps", slackSteps, 0, 1000);
        Checks.between("detect.lr_off_plan.consecutive", consecutive, 1, 100_000);
        Checks.between("detect.lr_off_plan.back_share", backShare, 0, 1);
    }

    public LrOffPlanConfig withTolerance(double newTolerance) {
        return new LrOffPlanConfig(newTolerance, slackSteps, consecutive, backShare);
    }
}
