"""The sequences that the originals of our presets are asked about.

Some are made by hand, each for a trap that its name tells; the others are random, by Python's own
generator and a seed. Steps count from 0 unless given.
"""

import math
import random

NAN, INF = math.nan, math.inf


def curve(seed, length, grid=None, odd=0.04):
    """A loss that falls, with noise, spikes, plateaus and what is not finite."""
    chance = random.Random(seed)
    high, values = chance.uniform(2, 8), []
    noise = chance.choice([0.002, 0.02, 0.2])
    lift = 0.0
    for i in range(length):
        if chance.random() < 0.02:
            lift = chance.choice([0, 0, 0.5, 2, 10, 60])
        lift *= chance.choice([1, 1, 0.8, 0.5])
        value = 1 + high / (1 + i / 12) + noise * chance.gauss(0, 1) + lift
        if chance.random() < odd:
            value = chance.choice([NAN, NAN, INF, -INF, 0.0, -value, 30 * value])
        value = round(value, 4)
        if grid and math.isfinite(value):
            value = round(round(value / grid) * grid, 4)
        values.append(value)
    return values


def randoms(variants, length=60, grid=None, count=24, **more):
    cases = []
    for seed in range(count):
        values = curve(seed, length, grid if seed % 2 else None, [0.0, 0.01, 0.06][seed % 3])
        cases.append(
            dict(name=f"random {seed}", parameters=variants[seed % len(variants)], values=values)
            | more
        )
    return cases


def case(name, parameters, values, **more):
    return dict(name=name, parameters=parameters, values=values) | more


def keras_early_stopping():
    flat = [3.0, 2.0, 2.0, 2.0, 2.0]
    return [
        case("patience of 0 stops at the first that is no better", {}, [1.0, 1.0, 0.5, 0.5]),
        case("epoch 0 never stops", {"start_from_epoch": 0}, [NAN, NAN]),
        case("patience of 1 is one of 0", {"patience": 1}, flat),
        case("first NaN is best for ever", {"patience": 2}, [NAN, 3.0, 2.0, 1.0, 0.5]),
        case("NaN later is no better", {"patience": 2}, [3.0, NAN, NAN, 2.0, NAN, 1.0]),
        case("infinite first", {"patience": 2}, [INF, INF, 1.0, -INF, -INF, -INF]),
        case("equal to the delta is no better", {"min_delta": 0.5}, [3.0, 2.5, 1.9, 1.5]),
        case("sign of the delta", {"min_delta": -0.5}, [3.0, 2.5, 1.9, 1.5]),
        case("rounding of the delta", {"min_delta": 0.2}, [0.9, 0.7, 0.7]),
        case("rounding of the delta, again", {"min_delta": 0.3}, [0.4, 0.1, 0.1]),
        case("maximises", {"mode": "max", "patience": 1}, [1.0, 2.0, 2.0, 1.0, 3.0]),
        case("auto of loss", {"monitor": "loss", "patience": 1}, [1.0, 2.0, 0.5, 3.0]),
        case("warm-up", {"start_from_epoch": 3}, [1.0, 9.0, 9.0, 5.0, 4.0, 6.0]),
        case(
            "best but short of the baseline does not stop",
            {"baseline": 1.0, "patience": 2},
            [5.0, 4.0, 3.0, 2.0, 2.0, 0.9, 0.9, 0.9],
        ),
        case(
            "baseline counts with the delta",
            {"baseline": 1.0, "min_delta": 0.2, "patience": 1, "mode": "min"},
            [2.0, 0.9, 0.9, 0.65, 0.65],
        ),
    ] + randoms(
        [
            {"patience": 3},
            {"patience": 5, "min_delta": 0.1},
            {"patience": 2, "mode": "max", "min_delta": 0.1},
            {"patience": 4, "baseline": 2.0},
            {"patience": 3, "start_from_epoch": 7, "mode": "min"},
            {"patience": 2, "mode": "max", "baseline": 3.0, "start_from_epoch": 2},
        ],
        grid=0.1,
    )


def keras_terminate_on_nan():
    return [
        case("what is not finite", {}, [1.0, NAN, INF, -INF, 0.0, 1e308, -1e308])
    ] + randoms([{}])


def lightning_early_stopping():
    both = {"stopping_threshold": 1.0, "divergence_threshold": 5.0, "patience": 1}
    unchecked = {"check_finite": False, "patience": 2}
    return [
        case("not finite comes first", {**both}, [NAN, INF, -INF, 0.5, 6.0, 2.0, 2.0]),
        case("equal to a threshold", {**both}, [5.0, 1.0, 1.0]),
        case("thresholds before patience", {**both}, [3.0, 6.0, 3.0, 0.9, 3.0]),
        case("thresholds leave the wait alone", {**both, "patience": 2}, [3.0, 3.0, 6.0, 3.0]),
        case("patience of 0 is one of 1", {"patience": 0}, [1.0, 0.5, 0.5]),
        case("first value", {"patience": 1}, [4.0, 4.0]),
        case("keeps firing", {"patience": 2}, [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5]),
        case("delta", {"min_delta": 0.5, "patience": 1}, [3.0, 2.5, 2.4, 1.9, 1.8]),
        case("negative delta", {"min_delta": -0.5, "patience": 1}, [3.0, 3.4, 3.8, 4.4]),
        case("unchecked NaN", unchecked, [NAN, NAN, 1.0, NAN, 0.5, NAN, NAN]),
        case("unchecked infinities", unchecked, [INF, INF, 1.0, -INF, -INF, -5.0]),
        case("unchecked and thresholds", {**unchecked, **both}, [-INF, INF, NAN, 2.0]),
        case(
            "maximises",
            {"mode": "max", "stopping_threshold": 9.0, "divergence_threshold": 1.0},
            [2.0, 3.0, 3.0, 3.0, 3.0, 0.5, 10.0, 1.0, 9.0],
        ),
        case("maximises unchecked", {"mode": "max", **unchecked}, [-INF, NAN, INF, INF, 1.0]),
    ] + randoms(
        [
            {},
            {"patience": 5, "min_delta": 0.1},
            {"patience": 2, "mode": "max", "min_delta": 0.1},
            {"check_finite": False, "stopping_threshold": 1.2, "divergence_threshold": 9.0},
            {"mode": "max", "check_finite": False, "stopping_threshold": 20.0},
        ],
        grid=0.1,
    )


def lightning_spike_detection():
    ones = [1.0] * 5
    return [
        case("three times the mean", {}, [1.0, 1.0, 1.0, 2.9, 1.0, 1.0, 1.0, 1.0, 4.0]),
        case("exactly three times the mean", {}, [1.0, 1.0, 1.0, 3.0, 1.0, 2.9999]),
        case("no worse than the last is none", {}, [9.0, 1.0, 1.0, 30.0, 20.0, 10.0, 1.0]),
        case("mean is left alone by spikes", {}, ones + [9.0, 9.0, 9.0, 9.0]),
        case("the first is learned from", {}, [100.0, 1.0, 2.0, 200.0, 400.0]),
        case("NaN in warm-up", {}, [NAN, 1.0, 1.0, 9.0, 1.0, 9.0]),
        case("infinity in warm-up", {}, [INF, 1.0] + ones * 3 + [9.0]),
        case("minus infinity in warm-up", {}, [-INF, 1.0] + ones * 3 + [9.0]),
        case("no warm-up", {"warmup": 0}, [5.0, 1.0, 9.0]),
        case("no warm-up, negative first", {"warmup": 0}, [-5.0, 1.0, 9.0]),
        case("long warm-up", {"warmup": 4}, [1.0, 50.0, 1.0, NAN, 90.0, 1.0, 100.0]),
        case("not finite is a spike", {}, [1.0, NAN, INF, -INF, 1.0]),
        case("finite_only off", {"finite_only": False}, [1.0, NAN, INF, -INF, 2.0, NAN, 9.0]),
        case("finite_only off, first", {"finite_only": False}, [NAN, 1.0, INF, 9.0]),
        case("finite_only off, none yet", {"finite_only": False, "warmup": 0}, [NAN, INF, 1.0]),
        case("atol too", {"atol": 5.0}, [1.0, 1.0, 4.0, 4.5, 1.0, 13.0, 1.0, 7.0]),
        case("atol alone", {"atol": 1.0, "rtol": "none"}, [1.0, 1.5, 2.25, 2.24, 5.0]),
        case("neither: any rise", {"rtol": "none"}, [1.0, 1.5, 1.0, 1.0, 1.1]),
        case("negative tolerances", {"atol": -1.0, "rtol": -0.5}, [1.0, 1.5, 2.5, 3.5]),
        case("maximises", {"mode": "max"}, [1.0, 0.5, 4.0, -4.0, -2.0, 3.0, -9.0]),
        case("maximises, equal to the last", {"mode": "max", "rtol": 0.1}, [1.0, 5.0, 5.0, 4.0]),
        case("below the mean but above the last", {"rtol": 0.5}, ones + [1.2, 0.2, 0.3, 0.1]),
        case("negative mean", {}, [-1.0, -1.0, -0.5, 1.0, 0.9, -3.0]),
        case("window of 1", {"window": 1}, [1.0, 2.0, 4.0, 8.0, 24.0, 2.0, 6.0]),
    ] + randoms(
        [
            {},
            {"window": 5, "rtol": 0.5},
            {"atol": 0.5, "rtol": 0.1, "warmup": 10},
            {"finite_only": False, "rtol": 0.3},
            {"mode": "max", "rtol": 0.3, "window": 20},
        ],
        grid=0.1,
        length=80,
    )


def hf_early_stopping():
    creep = [3.0, 2.95, 2.9, 2.85, 2.8]
    return [
        case("patience of 1", {}, [1.0, 0.5, 0.5, 0.4, 0.6]),
        case("patience of 0", {"early_stopping_patience": 0}, [1.0, 0.5]),
        case("creeping is no improvement", {"early_stopping_threshold": 0.1}, creep),
        case(
            "equal to the threshold",
            {"early_stopping_threshold": 0.5, "early_stopping_patience": 2},
            [3.0, 2.5, 1.5, 1.0, 0.5],
        ),
        case("first NaN", {"early_stopping_patience": 2}, [NAN, NAN, 1.0, NAN, NAN, 0.5]),
        case("infinities", {"early_stopping_patience": 2}, [INF, 1.0, -INF, -INF, -INF]),
        case(
            "name tells the direction",
            {"metric_for_best_model": "accuracy"},
            [0.1, 0.2, 0.2, 0.3],
        ),
        case("told the direction", {"greater_is_better": True}, [1.0, 2.0, 2.0, 3.0, -INF]),
        case(
            "first NaN, maximised",
            {"greater_is_better": True, "early_stopping_patience": 2},
            [NAN, NAN, -INF, 1.0, INF, INF],
        ),
    ] + randoms(
        [
            {"early_stopping_patience": 3},
            {"early_stopping_patience": 4, "early_stopping_threshold": 0.1},
            {"early_stopping_patience": 3, "greater_is_better": True},
            {
                "early_stopping_patience": 2,
                "early_stopping_threshold": 0.2,
                "metric_for_best_model": "eval_bleu",
            },
        ],
        grid=0.1,
    )


def composer_early_stopper():
    return [
        case("more than the patience", {}, [1.0, 1.0, 1.0, 0.5, 0.5, 0.5]),
        case("patience of 0", {"patience": 0}, [1.0, 0.5, 0.5, 0.4]),
        case("first NaN is best for ever", {}, [NAN, 1.0, 0.5, 0.4]),
        case("equal to the delta", {"min_delta": 0.5}, [3.0, 2.5, 2.0, 1.9, 1.4, 1.4]),
        case("equal to the delta, at once", {"min_delta": 0.5, "patience": 0}, [3.0, 2.5, 2.4]),
        case("sign of the delta", {"min_delta": -0.5}, [3.0, 2.5, 2.0, 1.9, 1.4, 1.4]),
        case("infinities", {}, [INF, INF, 1.0, -INF, -INF, -INF]),
        case("accuracy", {"monitor": "MulticlassAccuracy"}, [1.0, 2.0, 2.0, 2.0, 3.0]),
        case("perplexity", {"monitor": "Perplexity"}, [1.0, 2.0, 2.0, 2.0, 0.5]),
        case("comp wins", {"monitor": "loss", "comp": "gt"}, [1.0, 2.0, 2.0, 2.0, 3.0]),
    ] + randoms(
        [
            {"patience": 3},
            {"patience": 4, "min_delta": 0.1},
            {"patience": 2, "comp": "greater"},
            {"patience": 3, "comp": "less", "monitor": "accuracy", "min_delta": 0.2},
        ],
        grid=0.1,
    )


def composer_threshold_stopper():
    low = {"threshold": 1.0}
    return [
        case("less", low, [2.0, 1.0, 0.99, NAN, INF, -INF, 2.0]),
        case("accuracy", {**low, "monitor": "accuracy"}, [0.5, 1.0, 1.01, NAN, INF, -INF]),
        case("comp wins", {**low, "comp": "greater"}, [0.5, 1.0, 1.01, NAN, INF, -INF]),
    ] + randoms([{"threshold": 1.8}, {"threshold": 4.0, "comp": "gt"}], grid=0.1)


def axolotl_loss_watchdog():
    five = {"loss_watchdog_threshold": 5.0}
    return [
        case("three in a row", five, [6.0, 6.0, 5.0, 6.0, 6.0, 6.0, 6.0, 1.0, 6.0]),
        case("NaN forgives", five, [6.0, 6.0, NAN, 6.0, INF, 6.0]),
        case("minus infinity forgives", five, [6.0, 6.0, -INF, 6.0, INF, 6.0]),
        case("0 is 3", {**five, "loss_watchdog_patience": 0}, [6.0, 6.0, 6.0, 6.0]),
        case("1", {**five, "loss_watchdog_patience": 1}, [5.0, 6.0, 4.0, 6.0]),
    ] + randoms(
        [
            {"loss_watchdog_threshold": 3.0},
            {"loss_watchdog_threshold": 4.0, "loss_watchdog_patience": 2},
            {"loss_watchdog_threshold": 2.0, "loss_watchdog_patience": 6},
        ],
        grid=0.5,
    )


def olmo_early_stopping_factor():
    every = {"early_stopping_factor": 2.0, "canceled_check_interval": 1, "t_warmup": 0}
    rises = [1.0, 3.0, 3.0, 1.0, 3.0, 3.0, 3.0]
    return [
        case("off", {}, rises, steps=[100, 150, 200, 250, 300, 350, 400]),
        case(
            "only at multiples, beyond warm-up",
            {"early_stopping_factor": 2.0},
            rises,
            steps=[50, 100, 149, 150, 151, 200, 220],
        ),
        case("equal to the factor", every, [1.0, 1.0, 2.0, 2.01, 1.0, 2.5]),
        case("step 0 is not beyond 0", every, [1.0]),
        case("the present one may be the least", every, [9.0, 5.0, -1.0, -1.5, -1.0, -3.0]),
        case("not finite", every, [NAN, 1.0, NAN, INF, -INF, 1.0, NAN]),
        case("infinite first", every, [INF, INF, 1.0, INF]),
    ] + randoms(
        [
            {"early_stopping_factor": 1.2, "canceled_check_interval": 5, "t_warmup": 10},
            {"early_stopping_factor": 2.0, "canceled_check_interval": 1, "t_warmup": 3},
            {"early_stopping_factor": 1.0, "canceled_check_interval": 7, "t_warmup": 0},
        ],
        grid=0.1,
    )


def olmo_stability():
    four = {"window_size": 4}
    window = [1.0, 2.0, 1.0, 2.0]
    return [
        case("full window first", four, [1.0, 2.0, 9.0, 2.0, 90.0]),
        case("six deviations, equal", four, window + [4.5, 4.5001]),
        case("six deviations, above", four, window + [4.5001, 4.5001]),
        case("no deviation, no spike", four, [1.0] * 4 + [9.0, 1.0]),
        case("spikes join", {**four, "threshold_std": 1.5}, window + [9.0, 9.0, 9.0, 9.0]),
        case("NaN", four, window + [NAN, 90.0, 90.0, 90.0, 90.0, 91.0]),
        case("infinity", four, window + [INF, 90.0, 2.0, 1.0, 2.0, 90.0]),
        case("minus infinity", four, window + [-INF, 90.0, 2.0, 1.0, 2.0, 90.0]),
        case("threshold of 0", {**four, "threshold_std": 0.0}, window + [1.5, 1.6, 1.6]),
        case("window of 1", {"window_size": 1}, [1.0, 9.0, 1.0]),
        case("defaults", {}, curve(101, 128, odd=0) + [90.0, 1.0, 90.0, NAN, 90.0]),
    ] + randoms(
        [
            {"window_size": 16, "threshold_std": 3.0},
            {"window_size": 8, "threshold_std": 2.0},
            {"window_size": 30},
            {"window_size": 5, "threshold_std": 1.5},
        ],
        grid=0.1,
        length=90,
    )


def olmo_skip_step():
    eight = {"rolling_interval_length": 8}
    window = [1.0, 2.0, 1.0, 2.0]
    return [
        case("not before half an interval", eight, [1.0, 2.0, 90.0, 90.0, 900.0]),
        case("at half an interval", eight, [1.0, 2.0, 1.0, 90.0, 2.0]),
        case("no deviation: any rise", eight, [0.1, 0.1, 0.1, 0.1, 0.1001, 0.1, 0.1]),
        case("skipped join", {**eight, "sigma_factor": 1}, window + [9.0, 9.0, 9.0, 9.0]),
        case("NaN", eight, window + [NAN] + [1.0, 2.0] * 5),
        case("NaN first", eight, [NAN] + [1.0, 2.0] * 6),
        case("infinity", eight, window + [INF] + [1.0, 2.0] * 5),
        case("minus infinity", eight, window + [-INF] + [1.0, 2.0] * 5),
        case("interval of 1", {"rolling_interval_length": 1}, [1.0, 1.0, 2.0, 1.0]),
        case("interval of 2", {"rolling_interval_length": 2}, [1.0, 1.0, 1.0, 2.0, 1.0, 1.5]),
        case("interval of 5", {"rolling_interval_length": 5}, [1.0, 1.0, 1.0, 2.0, 1.0, 9.0]),
        case("factor of 0", {**eight, "sigma_factor": 0}, window + [1.5, 1.6, 1.6]),
        case("defaults", {}, curve(102, 62, odd=0) + [90.0, 90.0, 1.0, 90.0, NAN, 1.0]),
    ] + randoms(
        [
            {"rolling_interval_length": 16, "sigma_factor": 3},
            {"rolling_interval_length": 8, "sigma_factor": 2},
            {"rolling_interval_length": 30},
            {"rolling_interval_length": 5, "sigma_factor": 1},
        ],
        grid=0.1,
        length=90,
    )


def llm_foundry_kill_loss_spike():
    hundred = [1.0] * 100
    six = [2.0] * 6
    from_one = list(range(1, 400))

    def at(first, values):
        return from_one[first - 1 : first - 1 + len(values)]

    high = [9.0] * 110 + [11.0] * 120
    falling = [round(9 - i / 20, 2) for i in range(100)] + [9.5] * 130
    cases = [
        case("the fifth in a row", {}, hundred + six + [1.0] + six),
        case("exactly twice the mean", {"patience": 0}, hundred + [2.0, 2.0]),
        case("a tenth has no exact half", {"patience": 0}, [0.1] * 100 + [0.2, 0.2]),
        case("rounding of the mean", {"patience": 0, "outlier_multiplier": 1}, [0.3] * 101),
        case("and upwards", {"patience": 0, "outlier_multiplier": 1}, [1.3] * 101),
        case("one normal value forgives", {}, hundred + [9.0] * 4 + [1.0] + [9.0] * 5),
        case("a long spike becomes the standard", {"patience": 0}, hundred + [3.0] * 60),
        case("NaN forgives, then blinds", {}, hundred + six[:4] + [NAN] + [9.0] * 110),
        case("infinity blinds", {"patience": 0}, hundred + [INF, 9.0, INF] + [9.0] * 100),
        case("user's window is full once", {"window_size": 5, "patience": 0}, [1.0] * 5 + six),
        case("user's window, normal once", {"window_size": 5, "patience": 0}, [1.0] * 6 + six),
        case(
            "user's window and high losses, once",
            {"window_size": 4, "loss_cap": 2.0},
            [3.0] * 8,
            steps=[2, 4, 6, 8, 10, 12, 14, 16],
        ),
        case("high losses", {"loss_cap": 9.5}, high),
        case("high losses, counted from 1", {"loss_cap": 9.5}, high, steps=at(1, high)),
        case("half of the window is enough", {"loss_cap": 4.0}, ([5.0] + [4.0]) * 125),
        case("cap from the first window, counted from 0", {}, falling),
        case("no cap from the first window, counted from 1", {}, falling, steps=at(1, falling)),
        case("cap is NaN first", {}, [NAN] + [20.0] * 230),
        case("cap passes over NaN later", {}, [3.0, NAN] + [3.0] * 98 + [4.0] * 150),
        case("spike before high loss", {"patience": 0, "loss_cap": 0.5}, hundred * 2 + six),
        case("window grows with the plan", {"patience": 0}, hundred + [9.0] * 45, total_steps=2800),
        case("grows: judged at last", {"patience": 0}, [1.0] * 140 + [9.0, 9.0], total_steps=2800),
        case("halves to even", {"patience": 0}, hundred + [9.0, 9.0], total_steps=2010),
        case("halves to even, upwards", {"patience": 0}, hundred + [9.0] * 4, total_steps=2030),
        case("a short plan", {"patience": 0}, hundred + [9.0], total_steps=500),
        case(
            "cap of the grown window, counted from 0",
            {},
            [7.0] * 110 + [8.0] * 250,
            total_steps=2200,
        ),
    ]
    for seed in range(20):
        values = curve(seed, 240, 0.1 if seed % 2 else None, [0.0, 0.002, 0.01][seed % 3])
        variant = [
            {"patience": 1, "outlier_multiplier": 1.3},
            {"patience": 0, "outlier_multiplier": 1.1, "loss_cap": 2.0},
            {"patience": 2},
            {"patience": 0, "window_size": 50, "outlier_multiplier": 1.1},
        ][seed % 4]
        more = [{}, {"total_steps": 2600}, {"steps": at(1, values)}][seed % 3]
        cases.append(case(f"random {seed}", variant, values, **more))
    return cases


def megatron_spiky_loss():
    four = {"num_samples": 4}
    return [
        case("first samples only learn", four, [1.0, 90.0, 1.0, 2.0, 899.0, 900.0, 901.0]),
        case("what was learned stays", four, [1.0] * 4 + [9.0, 10.0, 11.0, 10.0]),
        case("signs", four, [-1.0, 0.5, 0.5, 0.5, -10.0, -9.0, 10.0]),
        case("not finite is no sample", four, [NAN, 1.0, INF, 1.0, -INF, 1.0, 1.0, INF, 10.0]),
        case("only zeros", four, [0.0] * 4 + [0.0, 1e-9, NAN]),
        case("defaults", {}, [2.0] * 99 + [90.0, 899.0, 900.0]),
        case("threshold", {**four, "threshold": 2}, [1.0] * 4 + [1.9, 2.0]),
    ] + randoms(
        [
            {"num_samples": 10, "threshold": 2.0},
            {"num_samples": 20},
            {"num_samples": 1, "threshold": 1.5},
        ],
        grid=0.1,
    )


def optuna_threshold():
    bounds = {"lower": 1.0, "upper": 3.0}
    return [
        case("bounds are within", bounds, [1.0, 3.0, 0.9, 3.1, 2.0]),
        case("not finite", bounds, [NAN, INF, -INF]),
        case("one bound", {"upper": 3.0}, [-INF, NAN, INF, 3.0]),
        case("other bound", {"lower": 1.0}, [-INF, NAN, INF, 0.9]),
        case("warm-up", {**bounds, "n_warmup_steps": 3}, [9.0, 9.0, 9.0, 9.0, 9.0]),
        case("intervals", {**bounds, "interval_steps": 3}, [9.0] * 9),
        case(
            "intervals after warm-up, steps left out",
            {**bounds, "n_warmup_steps": 2, "interval_steps": 5},
            [9.0] * 9,
            steps=[0, 1, 4, 5, 6, 11, 12, 30, 31],
        ),
        case(
            "reported before",
            {**bounds, "interval_steps": 2},
            [2.0, 9.0, 9.0, 2.0, 9.0, 9.0],
            steps=[0, 0, 2, 2, 1, 5],
        ),
        case(
            "out of order",
            {**bounds, "interval_steps": 4},
            [9.0, 2.0, 2.0, 9.0, 2.0, 2.0],
            steps=[5, 1, 4, 9, 7, 8],
        ),
    ] + randoms(
        [
            {"upper": 4.0, "n_warmup_steps": 5},
            {"lower": 1.3, "interval_steps": 3},
            {"lower": 1.0, "upper": 5.0, "n_warmup_steps": 4, "interval_steps": 7},
        ],
        grid=0.1,
    )


def optuna_patient():
    one = {"patience": 1}
    return [
        case("too few", one, [1.0, 9.0]),
        case("equal is not worse", one, [1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.0]),
        case("patience of 0", {"patience": 0}, [1.0, 1.1, 0.9, 0.9, 1.0]),
        case("delta", {"patience": 0, "min_delta": 0.5}, [1.0, 1.5, 1.6, 0.5, 1.0, 1.01]),
        case("NaN after", one, [1.0, NAN, NAN, 2.0, NAN, 2.0]),
        case("NaN before", one, [NAN, 1.0, 2.0, 2.0, 3.0]),
        case("infinities", one, [INF, 1.0, INF, INF, -INF, 1.0, 1.0]),
        case("maximises", {**one, "direction": "maximize"}, [3.0, 2.0, 2.0, 3.0, 4.0, 3.0, NAN]),
        case("reported before", one, [1.0, 2.0, 0.1, 2.0, 0.1], steps=[0, 1, 1, 2, 2]),
        case("out of order", one, [1.0, 3.0, 2.0, 0.5, 4.0], steps=[0, 5, 3, 4, 9]),
    ] + randoms(
        [
            {"patience": 3},
            {"patience": 2, "min_delta": 0.1},
            {"patience": 0, "direction": "maximize"},
            {"patience": 6, "min_delta": 0.2, "direction": "maximize"},
        ],
        grid=0.1,
    )


def ray_trial_plateau():
    flat = [1.0, 1.0, 1.0, 1.0, 1.0]
    low = {"metric_threshold": 0.5, "mode": "min"}
    return [
        case("four alike", {}, flat + [2.0] + flat),
        case("grace", {"grace_period": 7}, flat * 2),
        case("grace of 0, results of 1", {"grace_period": 0, "num_results": 1}, [5.0, 9.0, NAN]),
        case("equal to std", {"std": 0.5, "num_results": 2, "grace_period": 0}, [1.0, 2.0, 1.1]),
        case("std of 0", {"std": 0.0}, flat),
        case("NaN", {}, [NAN] + flat + [NAN] + flat),
        case("infinity", {}, flat + [INF] + flat + [-INF] + flat),
        case("threshold", low, flat + [0.51] * 5 + [0.5] * 5),
        case("threshold, max", {**low, "mode": "max"}, [0.4] * 5 + [0.5] * 5 + [0.6] * 5),
        case("threshold of 0 without a mode", {"metric_threshold": 0.0}, flat),
        case("threshold and NaN", {**low, "num_results": 1}, [NAN] * 5),
    ] + randoms(
        [
            {"std": 0.05, "num_results": 5},
            {"std": 0.5, "num_results": 10, "grace_period": 20},
            {"std": 0.2, "metric_threshold": 2.0, "mode": "min"},
            {"std": 0.2, "metric_threshold": 1.5, "mode": "max", "num_results": 9},
        ],
        grid=0.1,
    )


def trainscope_cusum():
    four = {"min_observations": 4, "window": 6}
    even = [1.0, 2.0, 1.0, 2.0]
    return [
        case("the first are only kept", four, [90.0, -90.0, 1.0, INF, 2.0, 3.0]),
        case("small rises add up", {**four, "threshold": 3}, even + [2.6] * 9),
        case("one large rise", four, even + [9.0, 1.0, 2.0, 1.0]),
        case("falls count too", four, even + [-9.0, 1.0, 2.0, -9.0]),
        case("rises only", {**four, "falls": False}, even + [-9.0, 1.0, -9.0, 9.0]),
        case("rises only, infinite", {**four, "falls": False}, even + [-INF, 1.0, 2.0, INF]),
        case("both sums begin anew", {**four, "threshold": 4}, even * 2 + [6.0, 2.0, -6.0, 5.0]),
        case("no deviation", four, [1.0] * 5 + [1.0 + 1e-9, 1.0, 1.0 - 1e-9, 1.0]),
        case("less than the least deviation", four, [1.0] * 5 + [1.0 + 1e-13, 1.0, 1.0]),
        case("NaN mutes the window", four, even + [NAN, 99.0, 1.0, 2.0, 1.0, 2.0, 1.0, 99.0]),
        case("NaN among the first", four, [NAN, 1.0, 2.0, 1.0] + even * 2 + [99.0]),
        case("NaN clears the sums", {**four, "threshold": 9}, even + [6.0, NAN, 6.0] + even),
        case("infinities", four, even + [INF, 1.0, -INF, 2.0, INF, INF, INF, INF, INF, 1.0]),
        case("no slack", {**four, "slack": 0, "threshold": 2}, even + [1.8, 1.9, 1.8, 1.9, 1.8]),
        case("window of as many as are asked", {"window": 4, "min_observations": 4}, even * 2),
        case("defaults", {}, even * 7 + [1.0, 99.0, 99.0, 2.0, -99.0]),
    ] + randoms(
        [
            {"min_observations": 10, "window": 20},
            {"min_observations": 8, "window": 40, "threshold": 4, "slack": 0.5},
            {"min_observations": 5, "window": 12, "falls": False},
            {"window": 30},
        ],
        length=120,
        grid=0.1,
    )


def zscore_mad():
    four = {"min_observations": 4, "window": 6}
    even = [1.0, 2.0, 1.0, 2.0]
    return [
        case("the first are only kept", four, [90.0, -90.0, 1.0, INF, 2.0, 3.0]),
        case("not itself in the baseline", four, even + [9.0, 9.0, 9.0, 9.0, 9.0, 9.0]),
        case("falls are nothing", four, even + [-9.0, 1.0, -99.0, 2.0, 99.0]),
        case("no deviation, any rise", four, [1.0] * 4 + [1.0, 1.0 + 1e-12, 1.0, 0.5, 2.0]),
        case("NaN is no observation", four, [1.0, NAN, 2.0, 1.0, NAN, 2.0, 9.0, NAN, 9.0]),
        case("infinities", four, even + [INF, 1.0, -INF, 2.0, INF]),
        case("threshold", {**four, "threshold": 1}, even + [2.2, 2.3, 2.4, 1.0, 2.0, 3.0]),
        case("window of as many as are asked", {"window": 4, "min_observations": 4}, even + [9.0]),
        case("defaults", {}, even * 7 + [1.0, 99.0, 2.0, 4.0, 7.0, 8.0, -99.0]),
    ] + randoms(
        [
            {"min_observations": 10, "window": 20},
            {"min_observations": 8, "window": 40, "threshold": 2},
            {"min_observations": 5, "window": 12, "threshold": 5},
            {"window": 30},
        ],
        length=120,
        grid=0.1,
    )
