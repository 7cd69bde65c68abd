package io.github.descentry.app.config;

import io.github.descentry.detect.DetectConfig;
import io.github.descentry.detect.FalseAlarms;
import io.github.descentry.detect.Split;
import io.github.descentry.detect.StalledConfig;
import io.github.descentry.detect.UserRulesConfig;
import io.github.descentry.events.Goal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.monitor.MetricRoles;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Role;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.text.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The part of the configuration that decides how runs are judged. Immutable. */
final class Judgement {

    /** Behind the usual names of losses where a run declares no objective. */
    private static final int NAMED_BY_THE_USER = 5;

    private final Values values;

    Judgement(Values values) {
        this.values = values;
    }

    /** What the file says of it. */
    MonitorConfig monitor() {
        MonitorConfig defaults = MonitorConfig.defaults();
        return values.checked(
                "",
                () ->
                        new MonitorConfig(
                                roles(),
                                values.count(Setting.MONITOR_MAX_CURVES_PER_RUN),
                                values.count(Setting.MONITOR_MAX_RUNS_PER_GROUP),
                                detect(defaults.detect()),
                                stop(defaults.stop())));
    }

    private MetricRoles roles() {
        List<MetricRoles.Rule> rules = new ArrayList<>();
        rules(rules, Setting.METRICS_IGNORED, Role.of(Role.Kind.OTHER));
        rules(rules, Setting.METRICS_LEARNING_RATE, Role.of(Role.Kind.LEARNING_RATE));
        rules(rules, Setting.METRICS_GRADIENT_NORM, Role.of(Role.Kind.GRADIENT_NORM));
        rules(rules, Setting.METRICS_FALLING, curve(Goal.MINIMIZE));
        rules(rules, Setting.METRICS_RISING, curve(Goal.MAXIMIZE));
        return MetricRoles.defaults().after(rules);
    }

    private static Role curve(Goal goal) {
        return Role.curve(goal, Split.UNSPECIFIED, NAMED_BY_THE_USER);
    }

    private void rules(List<MetricRoles.Rule> rules, Setting setting, Role role) {
        for (String pattern : values.list(setting)) {
            rules.add(values.parse(setting, text -> new MetricRoles.Rule(pattern(pattern), role)));
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "has '" + text + "', which is not a pattern: " + e.getDescription(), e);
        }
    }

    private StopConfig stop(StopConfig defaults) {
        CannotWinConfig cannotWin = defaults.cannotWin();
        return new StopConfig(
                values.word(
                        Setting.STOP_MODE, Mode.values(), "is none of observe, advise, enforce"),
                values.duration(Setting.STOP_VALIDITY),
                Set.copyOf(values.list(Setting.STOP_RULES)),
                defaults.diverged(),
                new CannotWinConfig(
                        values.number(Setting.STOP_CANNOT_WIN_CHANCE),
                        values.number(Setting.STOP_CANNOT_WIN_CLEAR_CHANCE),
                        cannotWin.widening(),
                        cannotWin.marginShare(),
                        values.number(Setting.STOP_CANNOT_WIN_MINIMUM_SHARE),
                        values.number(Setting.STOP_CANNOT_WIN_MAXIMUM_SHARE),
                        cannotWin.consecutive(),
                        cannotWin.sustainedShare()),
                defaults.sweep()
                        .with(
                                defaults.sweep()
                                        .unpromising()
                                        .with(values.number(Setting.STOP_UNPROMISING_TOLERANCE))
                                        .indifferent(
                                                values.number(
                                                        Setting.STOP_UNPROMISING_INDIFFERENCE))));
    }

    private DetectConfig detect(DetectConfig defaults) {
        UserRulesConfig rules = values.parseEntries(Setting.DETECT_RULES, UserRulesConfig::parse);
        return defaults.with(stalled(defaults.stalled()))
                .with(defaults.plateau().with(values.number(Setting.DETECT_PLATEAU_GAIN_SHARE)))
                .with(
                        defaults.overfit()
                                .with(
                                        values.number(Setting.DETECT_OVERFIT_FLOOR_SHARE),
                                        values.number(Setting.DETECT_OVERFIT_HARM_SHARE)))
                .with(
                        defaults.repeatedData()
                                .with(values.number(Setting.DETECT_REPEATED_DATA_FLOOR_SHARE)))
                .with(
                        defaults.slow()
                                .with(
                                        values.number(Setting.DETECT_SLOW_FACTOR),
                                        values.duration(Setting.DETECT_SLOW_DURATION)))
                .with(
                        defaults.gradExplosion()
                                .with(
                                        values.number(Setting.DETECT_GRAD_EXPLOSION_FACTOR),
                                        values.number(Setting.DETECT_GRAD_EXPLOSION_SINGLE_FACTOR)))
                .with(
                        defaults.lrOffPlan()
                                .withTolerance(values.number(Setting.DETECT_LR_OFF_PLAN_TOLERANCE)))
                .with(rules)
                .with(falseAlarms());
    }

    private FalseAlarms falseAlarms() {
        return new FalseAlarms(values.number(Setting.DETECT_FALSE_ALARMS_PER_MILLION));
    }

    private StalledConfig stalled(StalledConfig defaults) {
        Duration lateFloor = values.duration(Setting.DETECT_STALLED_LATE_FLOOR);
        values.parse(
                Setting.DETECT_STALLED_FLOOR,
                text -> {
                    // The record would refuse it too, but not in the words of the file.
                    if (Quantity.duration(text).compareTo(lateFloor) < 0) {
                        throw new IllegalArgumentException(
                                "is shorter than "
                                        + Setting.DETECT_STALLED_LATE_FLOOR.key()
                                        + "="
                                        + values.text(Setting.DETECT_STALLED_LATE_FLOOR));
                    }
                    return text;
                });
        return new StalledConfig(
                defaults.lateFactor(),
                lateFloor,
                defaults.factor(),
                values.duration(Setting.DETECT_STALLED_FLOOR),
                defaults.habitGaps(),
                values.duration(Setting.DETECT_STALLED_FIRST),
                defaults.escalateFactor());
    }
}
