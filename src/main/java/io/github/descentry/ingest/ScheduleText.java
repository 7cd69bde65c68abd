package io.github.descentry.ingest;

import io.github.descentry.events.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learning-rate schedules in the words in which people note them down, e.g. {@code linear warmup
 * 400 + cosine 0.0003->3e-05, batch 32}. Words that leave the course of the rate open (a bare rate,
 * {@code wsd} without its decay, decay on a plateau, a cooldown by the clock) give nothing: an
 * unknown schedule is better than a wrong one.
 *
 * <p>Conventions where the words leave out what does not change the shape much:
 *
 * <ul>
 *   <li>peak: 1, as schedules are used relative to their peak;
 *   <li>end of {@code cosine}, {@code linear} and a linear cooldown: 0, the default of the common
 *       libraries; {@code cooldown} without a warm-up has none;
 *   <li>factor of {@code step decay at}: 0.1, the same; only if its milestones are in the unit of
 *       the planned steps (they may be epochs);
 *   <li>{@code 811}: the multi-step schedule of DeepSeek LLM (arXiv 2401.02954, section 3.3): at 80
 *       and 90 % of the steps, to 31.6 and 10 % of the peak;
 *   <li>{@code cosine_72000}, {@code wsd_20000_24000}, {@code wsdld_…}, {@code wsdcon_9} and {@code
 *       constant_…}: the names of the Multi-Power Law curves (arXiv 2503.12811): peak 3e-4, end a
 *       tenth of it, warm-up over 2160 steps, {@code wsd} decays exponentially, {@code wsdcon_9}
 *       drops to 9e-5 at step 8000.
 * </ul>
 */
public final class ScheduleText {

    private static final String NUMBER = "([0-9.]+(?:e[-+]?[0-9]+)?)";
    private static final Pattern WARMUP_COSINE =
            Pattern.compile("linear warmup ([0-9]+) \\+ (cosine|linear) " + NUMBER + "->" + NUMBER);
    private static final Pattern COOLDOWN_FRACTION =
            Pattern.compile("constant then linear cooldown frac=" + NUMBER);
    private static final Pattern COOLDOWN_STEPS =
            Pattern.compile("constant then linear cooldown last ([0-9]+) steps");
    private static final Pattern MILESTONES = Pattern.compile("step decay at ([0-9]+(?:,[0-9]+)*)");
    private static final Pattern MULTI_POWER =
            Pattern.compile("(constant|cosine|wsd|wsdld|wsdcon)_([0-9]+)(?:_([0-9]+))?");

    private static final double MULTI_POWER_PEAK = 3e-4;
    private static final double MULTI_POWER_END = 3e-5;
    private static final long MULTI_POWER_WARMUP = 2160;
    private static final long MULTI_POWER_DROP = 8000;

    private ScheduleText() {}

    /**
     * The schedule that the words determine.
     *
     * @param text free words
     * @param plannedSteps length of the run; some words only make sense with it
     */
    public static Optional<LearningRateSchedule> parse(String text, OptionalLong plannedSteps) {
        // What follows a comma or a bracket is remarks: the batch size, where the rate is logged.
        String words = text.strip().toLowerCase(Locale.ROOT);
        String shape = words.replaceFirst("(, (batch|lr)|\\().*$", "").strip();
        switch (shape) {
            case "constant", "constant lr":
                return Optional.of(new LearningRateSchedule.Constant(1, 0));
            case "linear":
                return Optional.of(new LearningRateSchedule.Linear(1, 0, 0));
            case "cosine":
                return Optional.of(new LearningRateSchedule.Cosine(1, 0, 0));
            case "811":
                return plannedSteps.isPresent()
                        ? Optional.of(multiStep(plannedSteps.getAsLong()))
                        : Optional.empty();
            default:
                return warmupThenDecay(shape)
                        .or(() -> cooldown(shape, plannedSteps))
                        .or(() -> milestones(shape, plannedSteps))
                        .or(() -> multiPower(shape));
        }
    }

    private static LearningRateSchedule multiStep(long steps) {
        List<Long> milestones = List.of(Math.round(0.8 * steps), Math.round(0.9 * steps));
        return new LearningRateSchedule.Step(1, Math.sqrt(0.1), milestones, 0);
    }

    private static Optional<LearningRateSchedule> warmupThenDecay(String shape) {
        Matcher match = WARMUP_COSINE.matcher(shape);
        if (!match.matches()) {
            return Optional.empty();
        }
        long warmup = Long.parseLong(match.group(1));
        double peak = Double.parseDouble(match.group(3));
        double end = Double.parseDouble(match.group(4));
        return Optional.of(
                match.group(2).equals("cosine")
                        ? new LearningRateSchedule.Cosine(peak, end, warmup)
                        : new LearningRateSchedule.Linear(peak, end, warmup));
    }

    private static Optional<LearningRateSchedule> cooldown(String shape, OptionalLong steps) {
        Matcher last = COOLDOWN_STEPS.matcher(shape);
        if (last.matches()) {
            return Optional.of(linearCooldown(Long.parseLong(last.group(1))));
        }
        Matcher fraction = COOLDOWN_FRACTION.matcher(shape);
        if (fraction.matches() && steps.isPresent()) {
            double share = Math.min(1, Double.parseDouble(fraction.group(1)));
            return Optional.of(linearCooldown(Math.round(share * steps.getAsLong())));
        }
        return Optional.empty();
    }

    private static LearningRateSchedule linearCooldown(long steps) {
        return new LearningRateSchedule.Wsd(1, 0, 0, steps, LearningRateSchedule.Wsd.Shape.LINEAR);
    }

    private static Optional<LearningRateSchedule> milestones(String shape, OptionalLong steps) {
        Matcher match = MILESTONES.matcher(shape);
        if (!match.matches() || steps.isEmpty()) {
            return Optional.empty();
        }
        List<Long> milestones = new ArrayList<>();
        for (String milestone : match.group(1).split(",")) {
            milestones.add(Long.parseLong(milestone));
        }
        long last = milestones.get(milestones.size() - 1);
        long planned = steps.getAsLong();
        // Milestones in epochs, steps in batches: the last one would lie in the run's first
        // moments.
        boolean sameUnit = last < planned && planned <= 3 * last;
        return sameUnit
                ? Optional.of(new LearningRateSchedule.Step(1, 0.1, milestones, 0))
                : Optional.empty();
    }

    private static Optional<LearningRateSchedule> multiPower(String shape) {
        Matcher match = MULTI_POWER.matcher(shape);
        if (!match.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(match.group(2));
        boolean two = match.group(3) != null;
        LearningRateSchedule.Wsd.Shape decay =
                match.group(1).equals("wsd")
                        ? LearningRateSchedule.Wsd.Shape.EXPONENTIAL
                        : LearningRateSchedule.Wsd.Shape.LINEAR;
        return switch (match.group(1) + (two ? " two" : " one")) {
            case "constant one" ->
                    Optional.of(
                            new LearningRateSchedule.Constant(
                                    MULTI_POWER_PEAK, MULTI_POWER_WARMUP));
            case "cosine one" ->
                    Optional.of(
                            new LearningRateSchedule.Cosine(
                                    MULTI_POWER_PEAK, MULTI_POWER_END, MULTI_POWER_WARMUP));
            case "wsd two", "wsdld two" ->
                    Optional.of(
                            new LearningRateSchedule.Wsd(
                                    MULTI_POWER_PEAK,
                                    MULTI_POWER_END,
                                    MULTI_POWER_WARMUP,
                                    Math.max(0, Long.parseLong(match.group(3)) - first),
                                    decay));
            case "wsdcon one" ->
                    Optional.of(
                            new LearningRateSchedule.Step(
                                    MULTI_POWER_PEAK,
                                    first * 1e-5 / MULTI_POWER_PEAK,
                                    List.of(MULTI_POWER_DROP),
                                    MULTI_POWER_WARMUP));
            default -> Optional.empty();
        };
    }
}
