"""The originals of our presets over studies, each behind an adapter that drives it.

An adapter is begun with a goal and the parameters that differ from the defaults, takes reports, tells
for each whether the trial is stopped, and is told of trials that end by themselves. `draw` makes
parameters for studies at random; `traps` are studies written for one trap each.
"""

import importlib.metadata
import logging
import math


def versions(*packages):
    """As `optuna 5.0.0, numpy 2.4.6`; fails if one is not installed."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)


def drop_some(rng, **drawn):
    """Each of the parameters with some chance, so that defaults are met as well."""
    return {name: value for name, value in drawn.items() if rng.random() < 0.8}


class Optuna:
    """Drives a pruner of Optuna through a study in memory, with ask, report and tell."""

    mean_is_final = False

    def __init__(self, goal, parameters):
        import optuna

        self.optuna = optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        parameters = dict(parameters)
        name = parameters.pop("study_name", "study")
        self.study = optuna.create_study(
            direction=goal, study_name=name, pruner=self.pruner(**parameters)
        )
        self.trials = {}
        self.values = {}

    @staticmethod
    def origin():
        return versions("optuna", "numpy", "scipy")

    def report(self, name, resource, value):
        if name not in self.trials:
            self.trials[name] = self.study.ask()
        trial = self.trials[name]
        self.values.setdefault(name, {}).setdefault(int(resource), value)
        trial.report(value, resource)
        return trial.should_prune()

    def end(self, name):
        final = 0.0
        if self.mean_is_final:
            values = list(self.values[name].values())
            final = sum(values) / len(values)
        # As Optuna does with an objective that returns NaN.
        if math.isnan(final):
            self.study.tell(self.trials[name], state=self.optuna.trial.TrialState.FAIL)
        else:
            self.study.tell(self.trials[name], final)


class OptunaMedian(Optuna):
    def pruner(self, **parameters):
        return self.optuna.pruners.MedianPruner(**parameters)

    @staticmethod
    def draw(rng):
        return drop_some(
            rng,
            n_startup_trials=rng.choice([0, 1, 2, 3]),
            n_warmup_steps=rng.choice([0, 0, 2, 5]),
            interval_steps=rng.choice([1, 1, 2, 3]),
            n_min_trials=rng.choice([1, 1, 2, 4]),
        )

    traps = {
        "nothing is pruned before five trials are complete": (
            "minimize",
            {},
            """a 0 1; a end; b 0 1; b end; c 0 1; c end; d 0 1; d end; e 0 9; e end; f 0 9; g 0 0.5; h 0 1""",
        ),
        "equal to the median goes on, one above the middle of two is pruned": (
            "minimize",
            {"n_startup_trials": 2},
            """a 1 1; a end; b 1 2; b end; c 1 1.5; d 1 1.5000000001; e 1 1.4999""",
        ),
        "the best value counts, not the last": (
            "minimize",
            {"n_startup_trials": 1},
            """a 1 5; a 2 4; a end; b 1 3; b 2 9; c 1 6; c 2 4; d 1 6; d 2 4.5""",
        ),
        "a first value from before warm-up counts as the best": (
            "minimize",
            {"n_startup_trials": 1, "n_warmup_steps": 3},
            """a 1 5; a 3 4; a 4 3; a end; b 1 2; b 2 9; b 3 9; b 4 9; c 1 8; c 2 8; c 3 8; c 4 8""",
        ),
        "only the first report within an interval is judged": (
            "minimize",
            {"n_startup_trials": 1, "n_warmup_steps": 2, "interval_steps": 5},
            """a 2 1; a 3 1; a 4 1; a 7 1; a 8 1; a 12 1; a end;
               b 1 9; b 3 9; b 4 9; b 8 9; b 9 9; b 12 9; c 4 9; c 6 9; c 7 9""",
        ),
        "all NaN is pruned, some NaN is passed over": (
            "minimize",
            {"n_startup_trials": 1},
            """a 1 nan; a 2 3; a end; b 1 nan; c 1 9; c 2 nan; d 1 2; d 2 nan; e 1 inf; e 2 inf""",
        ),
        "NaN of the others are left out of the median": (
            "maximize",
            {"n_startup_trials": 1},
            """a 1 nan; a end; b 1 5; b end; c 1 7; c end; d 1 6; e 1 5.999; f 1 -inf""",
        ),
        "fewer than n_min_trials with that step are no company": (
            "minimize",
            {"n_startup_trials": 1, "n_min_trials": 2},
            """a 1 1; a 2 1; a end; b 1 9; b 2 9; c 1 1; c end; d 1 9; d 2 9; e 2 9""",
        ),
        "another grid of steps is never compared with": (
            "minimize",
            {"n_startup_trials": 2},
            """a 10 1; a 20 1; a end; b 10 1; b 20 1; b end; c 5 9; c 15 9; c 20 9; d 10 9""",
        ),
        "a pruned trial does not count, one that went on in spite of it does": (
            "minimize",
            {"n_startup_trials": 1},
            """a 1 2; a end; b 1 9; c 1 3; c 2 3; c end; d 1 2.4; e 1 2.6; e 2 4""",
        ),
        "a step reported twice keeps its first value, and is judged again": (
            "minimize",
            {"n_startup_trials": 1},
            """a 1 5; a end; b 1 4; b 1 9; c 1 6; c 1 4; c 0 4""",
        ),
        "steps may come out of order": (
            "minimize",
            {"n_startup_trials": 1, "interval_steps": 2},
            """a 2 1; a 3 1; a 4 1; a end; b 4 9; b 2 9; c 3 9; c 2 9; c 4 9""",
        ),
        "infinities": (
            "minimize",
            {"n_startup_trials": 1},
            """a 1 inf; a end; b 1 inf; b end; c 1 inf; d 1 3; d end; e 1 inf; f 1 -inf""",
        ),
    }


class OptunaPercentile(OptunaMedian):
    def pruner(self, percentile=25.0, **parameters):
        return self.optuna.pruners.PercentilePruner(percentile, **parameters)

    @staticmethod
    def draw(rng):
        drawn = OptunaMedian.draw(rng)
        drawn["percentile"] = rng.choice([0, 10, 25, 33.3, 50, 70, 75, 90, 100])
        return drawn

    traps = {
        "between two the percentile is interpolated": (
            "minimize",
            {"n_startup_trials": 1, "percentile": 25},
            """a 1 1; a end; b 1 2; b end; c 1 3; c end; d 1 4; d end; e 1 1.75; f 1 1.76""",
        ),
        "to maximise, the percentile counts from the other end": (
            "maximize",
            {"n_startup_trials": 1, "percentile": 25},
            """a 1 1; a end; b 1 2; b end; c 1 3; c end; d 1 4; d end; e 1 3.25; f 1 3.24; g 1 4""",
        ),
        "percentile 0 is the best, 100 the worst": (
            "minimize",
            {"n_startup_trials": 1, "percentile": 0},
            """a 1 1; a end; b 1 2; b end; c 1 1; d 1 1.0001""",
        ),
    }


class OptunaHalving(Optuna):
    def pruner(self, **parameters):
        return self.optuna.pruners.SuccessiveHalvingPruner(**parameters)

    @staticmethod
    def draw(rng):
        drawn = drop_some(
            rng,
            min_resource=rng.choice([1, 1, 2, 3]),
            reduction_factor=rng.choice([2, 3, 4]),
            min_early_stopping_rate=rng.choice([0, 0, 1]),
        )
        if "min_resource" in drawn and rng.random() < 0.3:
            drawn["bootstrap_count"] = rng.choice([1, 2, 3])
        return drawn

    traps = {
        "automatic resource waits for a complete trial and is fixed by it": (
            "minimize",
            {},
            """a 1 9; b 1 8; a 350 5; a end; b 2 8; b 3 8; c 1 9; c 2 9; c 3 9; d 5000 1; d end;
               e 2 9; e 3 9; e 12 9""",
        ),
        "of the first ones only the best goes on": (
            "minimize",
            {"min_resource": 1},
            """a 1 5; b 1 6; c 1 5; d 1 4; e 1 4.5; f 1 4.2; g 1 4.1; h 1 4.05; i 1 4""",
        ),
        "two rungs at one report": (
            "minimize",
            {"min_resource": 1, "reduction_factor": 2},
            """a 5 5; b 1 4; b 2 6; c 4 6; d 4 3; d 8 9; e 1 9; e 2 1; e 4 1""",
        ),
        "NaN is pruned at a rung, not between": (
            "minimize",
            {"min_resource": 2},
            """a 1 nan; a 2 nan; a 3 nan; a 4 1; b 2 5; b 3 nan; b 8 nan""",
        ),
        "bootstrapping prunes the first": (
            "maximize",
            {"min_resource": 1, "bootstrap_count": 2},
            """a 1 5; b 1 9; c 1 9; d 1 3; e 1 10; e 4 1; f 1 11""",
        ),
        "a later rung by stopping rate": (
            "maximize",
            {"min_resource": 1, "min_early_stopping_rate": 1},
            """a 1 5; a 3 5; a 4 5; b 1 1; b 4 1; c 4 inf; d 4 -inf; e 4 inf""",
        ),
        "the value at the highest step counts": (
            "minimize",
            {"min_resource": 2, "reduction_factor": 2},
            """a 2 5; a 1 9; b 3 6; b 2 1; b 3 1; b 4 1; b 8 1""",
        ),
    }


class OptunaHyperband(Optuna):
    def pruner(self, **parameters):
        return self.optuna.pruners.HyperbandPruner(**parameters)

    @staticmethod
    def draw(rng):
        drawn = drop_some(
            rng,
            min_resource=rng.choice([1, 1, 2]),
            max_resource=rng.choice([9, 16, 27, 81, 243]),
            reduction_factor=rng.choice([2, 3, 4]),
            study_name=rng.choice(["sweep", "größe", "no-name-1"]),
        )
        if "max_resource" in drawn and rng.random() < 0.2:
            drawn["bootstrap_count"] = 1
        return drawn

    @classmethod
    def trap_studies(cls):
        studies = {}
        for factor, top in [(3, 1), (3, 3), (3, 9), (3, 27), (3, 81), (3, 243), (3, 729), (3, 6561),
                            (2, 8), (2, 64), (2, 2**29), (5, 125), (5, 15625), (10, 1000), (10, 1000000), (6, 216)]:
            script = []
            for number in range(24):
                script.append(f"t{number} 1 {number % 7}; t{number} {factor} {number % 5}; t{number} {top} {number % 3}")
            studies[f"brackets of {top} by {factor}"] = (
                "minimize",
                {"max_resource": top, "reduction_factor": factor},
                ";".join(script),
            )
        studies["automatic resource waits for a complete trial"] = (
            "maximize",
            {},
            "a 1 1; b 1 0; c 1 0; a 26 3; a end;"
            + ";".join(f"t{i} 1 {i % 4}; t{i} 3 {i % 3}; t{i} 9 {i % 2}" for i in range(20)),
        )
        return studies


class OptunaWilcoxon(Optuna):
    mean_is_final = True

    def pruner(self, **parameters):
        return self.optuna.pruners.WilcoxonPruner(**parameters)

    @staticmethod
    def draw(rng):
        return drop_some(
            rng, p_threshold=rng.choice([0.05, 0.1, 0.2, 0.4]), n_startup_steps=rng.choice([0, 2, 5])
        )

    @classmethod
    def trap_studies(cls):
        def rising(trial, count, value):
            return ";".join(f"{trial} {i} {value(i)}" for i in range(count))

        return {
            "nothing to compare with before a trial is complete": (
                "minimize",
                {},
                "a 0 1; b 0 9; b 1 9; b 2 9; b 3 9; a 1 1; a 2 1; a end; b 4 9; c 0 9; c 1 9; c 2 9; c 3 9",
            ),
            "all equal is no difference": (
                "minimize",
                {},
                rising("a", 20, lambda i: i) + ";a end;" + rising("b", 20, lambda i: i),
            ),
            "ties and zeros, up to thirteen and beyond": (
                "minimize",
                {"p_threshold": 0.2},
                rising("a", 30, lambda i: i)
                + ";a end;"
                + rising("b", 30, lambda i: i + [0, 1, -1, 1, 0, 2][i % 6])
                + ";"
                + rising("c", 30, lambda i: i + [1, -1, 2][i % 3]),
            ),
            "no ties, up to fifty and beyond": (
                "maximize",
                {"p_threshold": 0.3},
                rising("a", 60, lambda i: 0.1 * i)
                + ";a end;"
                + rising("b", 60, lambda i: 0.1 * i + (i + 0.5) * (-1) ** i * (0.93 if i % 2 == 0 else 1))
                + ";"
                + rising("c", 60, lambda i: 0.1 * i + (i + 0.5) * (-1) ** (i * i // 3)),
            ),
            "not pruned while its mean is as good as that of the best": (
                "minimize",
                {},
                "a 0 1; a 1 1; a 2 1; a 3 1; a 4 1; a end; b 0 2; b 1 2; b 2 2; b 9 -90; b 3 2; b 4 2; b 8 90; b 7 3",
            ),
            "one that is not finite is never pruned": (
                "minimize",
                {},
                "a 0 1; a 1 1; a 2 1; a 3 1; a end; b 0 9; b 1 9; b 2 inf; b 3 9; c 0 9; c 1 9; c 2 9; c 3 9; c 4 nan; c 5 9",
            ),
            "a trial whose mean is NaN is not the best, one of minus infinity is": (
                "minimize",
                {},
                "a 0 nan; a 1 0; a end; b 0 9; b 1 9; b 2 9; b 3 9; b 4 9; b end; c 0 10; c 1 11; c 2 12; c 3 13; c 4 14;"
                "d 0 -inf; d end; e 0 10; e 1 11; e 2 12; e 3 13; e 4 14",
            ),
            "steps that the best trial does not have are left out": (
                "minimize",
                {"n_startup_steps": 3},
                "a 0 1; a 2 1; a 4 1; a 6 1; a end; b 0 9; b 1 9; b 2 9; b 3 9; b 4 9; b 5 9; b 6 9; b 6 0",
            ),
            "of two equally good ones the first is the best": (
                "maximize",
                {"n_startup_steps": 0},
                "a 0 1; a 1 3; a 2 1; a 3 3; a 4 2; a end; b 0 3; b 1 1; b 2 3; b 3 1; b 4 2; b end;"
                "c 0 0.5; c 1 2.5; c 2 0.4; c 3 2.2; c 4 1",
            ),
        }


class Ray:
    """Drives a scheduler of Ray Tune as its controller would, with results as its function interface gives them."""

    time_attr = "training_iteration"

    class Trial:
        def __init__(self, name):
            self.trial_id = name

    def __init__(self, goal, parameters):
        logging.getLogger("ray").setLevel(logging.ERROR)
        self.scheduler = self.scheduler_of(
            metric="loss", mode="min" if goal == "minimize" else "max", **parameters
        )
        self.trials = {}
        self.last = {}
        self.stopped = set()

    @staticmethod
    def origin():
        return versions("ray", "numpy")

    def report(self, name, resource, value):
        if name not in self.trials:
            self.trials[name] = Ray.Trial(name)
            self.scheduler.on_trial_add(None, self.trials[name])
        if name in self.stopped:
            return False
        result = {self.time_attr: resource, "loss": value}
        self.last[name] = result
        return self.scheduler.on_trial_result(self, self.trials[name], result) in ("STOP", "PAUSE")

    def get_live_trials(self):
        """None waits, so that none has to make room."""
        return []

    def end(self, name):
        self.scheduler.on_trial_complete(None, self.trials[name], self.last[name])


class RayAsha(Ray):
    @staticmethod
    def scheduler_of(**parameters):
        from ray.tune.schedulers import ASHAScheduler

        return ASHAScheduler(**parameters)

    @staticmethod
    def draw(rng):
        return drop_some(
            rng,
            max_t=rng.choice([10, 20, 27, 40]),
            grace_period=rng.choice([1, 2, 3]),
            reduction_factor=rng.choice([2, 2.5, 3, 4]),
            stop_last_trials=rng.random() < 0.5,
        )

    @classmethod
    def trap_studies(cls):
        studies = {
            "the first at a rung passes, the cutoff is of those before": (
                "minimize",
                {},
                "a 1 9; b 1 8; c 1 8.5; d 1 8; e 1 8.1; f 1 7; a 4 9; b 4 9; d 4 8.9; f 4 9.1",
            ),
            "NaN is never stopped and does not count": (
                "minimize",
                {},
                "a 1 nan; b 1 5; c 1 nan; d 1 6; e 1 5; f 1 inf; g 1 -inf; h 1 5; a 4 3; c 4 nan; b 4 4",
            ),
            "at max_t all are stopped": ("minimize", {"max_t": 5}, "a 1 1; a 4 1; a 5 1; b 6 0; c 1 0"),
            "unless they need not be": (
                "minimize",
                {"max_t": 5, "stop_last_trials": False},
                "a 1 1; a 4 1; a 5 1; b 6 0; c 1 0; c 7 3; d 4 2; d 5 0; e 1 1",
            ),
            "a skipped rung is made up for at the next report": (
                "minimize",
                {},
                "a 1 1; a 4 1; a 16 1; b 20 0.5; b 21 3; b 22 0.1; b 23 9; c 5 0.9; c 6 0.8; c 17 9",
            ),
            "and is not if the last trials need not be stopped": (
                "minimize",
                {"stop_last_trials": False},
                "a 1 1; a 4 1; a 16 1; b 20 0.5; b 21 3; b 22 0.1; b 23 9; c 5 0.9; c 6 0.8; c 17 9",
            ),
            "one that ends reports its last value once more": (
                "maximize",
                {},
                "a 1 1; a 5 7; a end; b 6 6; b end; c 1 5; d 1 6; e 4 6.9; e 5 7",
            ),
        }
        for factor, top in [(3, 243), (3, 242), (3, 244), (5, 125), (5, 124), (10, 1000), (2, 64), (2.5, 100), (6, 216)]:
            milestones = sorted({1, factor, top} | {factor**k for k in range(8) if factor**k <= 2 * top})
            script = ";".join(f"{trial} {step} {value}" for trial, value in (("a", 1), ("b", 2)) for step in milestones)
            studies[f"rungs to {top} by {factor}"] = (
                "minimize",
                {"max_t": top, "reduction_factor": factor, "stop_last_trials": False},
                script,
            )
        return studies


class RayMedian(Ray):
    time_attr = "time_total_s"

    @staticmethod
    def scheduler_of(**parameters):
        from ray.tune.schedulers import MedianStoppingRule

        return MedianStoppingRule(**parameters)

    def report(self, name, resource, value):
        fires = super().report(name, resource, value)
        # Ray never sees a report of a trial that it stopped.
        if fires:
            self.stopped.add(name)
        return fires

    @staticmethod
    def draw(rng):
        drawn = drop_some(
            rng, min_samples_required=rng.choice([1, 2, 3]), hard_stop=rng.random() < 0.7
        )
        drawn["grace_period"] = rng.choice([0, 1, 3, 5.5])
        return drawn

    @classmethod
    def trap_studies(cls):
        long_runs = ";".join(
            f"{trial} {60 + i} {round(1 / (i + 1) + shift + 0.1 * math.sin(i * i), 4)}"
            for i in range(300)
            for trial, shift in (("a", 0), ("b", 0.01), ("c", 0.02), ("d", 0.15), ("e", 0.02))
        )
        return {
            "too few others, or none as far": (
                "minimize",
                {},
                "a 60 1; b 60 1; c 60 9; d 61 9; d 60 9; a 70 1; b 70 1; c 70 9; e 65 9; f 75 9; g 60 0",
            ),
            "nothing before the grace period, whose values count for the best only": (
                "minimize",
                {"grace_period": 10, "min_samples_required": 1},
                "a 5 9; a 10 5; a 20 3; b 5 3.5; b 10 9; b 20 9; c 9 1; d 10 5.1; e 10 5; e 20 4.1",
            ),
            "equal to the median goes on": (
                "maximize",
                {"grace_period": 1, "min_samples_required": 2},
                "a 1 1; b 1 2; c 1 1.5; d 1 1.49; e 1 1.5; f 1 7",
            ),
            "stopped ones count as far as they got": (
                "minimize",
                {"grace_period": 1, "min_samples_required": 1},
                "a 1 1; b 1 2; c 1 3; a 2 1; c 2 9; d 1 1.6; d 2 0.5",
            ),
            "means that are not finite do not count": (
                "minimize",
                {"grace_period": 1, "min_samples_required": 2},
                "a 1 nan; b 1 1; c 1 inf; d 1 9; e 1 2; f 1 9; a 2 0; g 1 1; g 2 9; h 2 9",
            ),
            "NaN first stays the best, later it is passed over": (
                "minimize",
                {"grace_period": 1, "min_samples_required": 1},
                "a 1 5; a 2 5; b 1 nan; c 1 4; c 2 nan; d 0 nan; d 1 1; d 2 1",
            ),
            "the last value of one that ended counts twice": (
                "minimize",
                {"grace_period": 1, "min_samples_required": 1},
                "a 1 1; a 2 4; a end; b 2 2.9; c 2 2.95; d 1 1.5; e 2 3.1",
            ),
            "paused once only": (
                "minimize",
                {"grace_period": 1, "min_samples_required": 1, "hard_stop": False},
                "a 1 1; a 2 1; a 3 1; b 1 9; b 2 9; b 3 9; c 3 8; d 1 0; d 2 9",
            ),
            "times may go back": (
                "minimize",
                {"grace_period": 2, "min_samples_required": 1},
                "a 1 1; a 5 2; a 3 3; a 4 9; b 3 2.9; b 4 6; c 4 4.7; d 3 3.1; e 5 1",
            ),
            "long rows are summed as NumPy does": ("minimize", {}, long_runs),
        }


class Wandb:
    """Calls the controller's function over all runs after each report."""

    def __init__(self, goal, parameters):
        import sweeps
        from sweeps import hyperband_stopping

        self.sweeps, self.stopping = sweeps, hyperband_stopping
        settings = {"type": "hyperband", **parameters}
        if "min_iter" not in settings and "max_iter" not in settings:
            settings["min_iter"] = 1
        self.config = {
            "method": "random",
            "metric": {"name": "loss", "goal": goal},
            "early_terminate": settings,
            "parameters": {"a": {"values": [1]}},
        }
        self.runs = {}

    @staticmethod
    def origin():
        return versions("sweeps", "numpy")

    def report(self, name, resource, value):
        if name not in self.runs:
            self.runs[name] = self.sweeps.SweepRun(
                name=name, state=self.sweeps.RunState.running, config={}, history=[]
            )
        run = self.runs[name]
        run.history = run.history + [{"step": resource, "loss": value}]
        return run in self.stopping.hyperband_stop_runs(list(self.runs.values()), self.config)

    def end(self, name):
        self.runs[name].state = self.sweeps.RunState.finished

    @staticmethod
    def draw(rng):
        drawn = drop_some(rng, eta=rng.choice([2, 3, 1.5]), strict=rng.random() < 0.5)
        if rng.random() < 0.5:
            drawn["min_iter"] = rng.choice([1, 2, 3])
        else:
            drawn["max_iter"] = rng.choice([5, 20, 27])
            drawn["s"] = rng.choice([1, 2, 3])
        return drawn

    @classmethod
    def trap_studies(cls):
        def row(trial, *values):
            return ";".join(f"{trial} {10 * i} {value}" for i, value in enumerate(values))

        many = ";".join(row(f"t{i}", *[(7 * i + 3 * k) % 11 for k in range(10)]) for i in range(9))
        return {
            "bands count reports, not steps": (
                "minimize",
                {"min_iter": 2, "eta": 2},
                row("a", 5, 5, 5, 5) + ";" + row("b", 9, 9) + ";" + row("c", 4, 6, 1, 1),
            ),
            "all three of the first at a band": ("minimize", {}, row("a", 3) + ";" + row("b", 2) + ";" + row("c", 1)
                                                 + ";" + row("d", 1.5) + ";a 10 0; b 10 0; c 10 9"),
            "the value at the band decides": ("minimize", {"strict": True, "eta": 2}, many),
            "or the best so far": ("minimize", {"strict": False, "eta": 2}, many),
            "bands down from the last": ("maximize", {"max_iter": 27, "s": 2}, many),
            "bands that are cut to the same number": ("maximize", {"min_iter": 1, "eta": 1.2}, many),
            "values that are no numbers are not in the history": (
                "minimize",
                {"min_iter": 2, "eta": 2},
                row("a", 1, 1) + ";" + row("b", "nan", 9, "inf", 9, 9) + ";" + row("c", 0, "nan", "-inf", 0),
            ),
            "the place of the threshold is rounded": (
                "minimize",
                {"min_iter": 1, "eta": 1.1},
                ";".join(f"t{i} 1 {i}" for i in [*range(30), 31, 32, 30]),
            ),
            "judged again as others get there": (
                "minimize",
                {"min_iter": 1, "eta": 3},
                "a 1 5; a 2 1; b 1 4; a 3 1; c 1 6; c 2 0; b 2 1; b end; a 4 0; d 1 4.5; d 2 4",
            ),
        }


class Nni:
    """Drives NNI's assessor as its dispatcher does: with the history so far, and with success at the end."""

    def __init__(self, goal, parameters):
        from nni.algorithms.hpo.medianstop_assessor import MedianstopAssessor
        from nni.assessor import AssessResult

        self.bad = AssessResult.Bad
        self.assessor = MedianstopAssessor(optimize_mode=goal, **parameters)
        self.histories = {}

    @staticmethod
    def origin():
        return versions("nni")

    def report(self, name, resource, value):
        history = self.histories.setdefault(name, [])
        history.append(value)
        return self.assessor.assess_trial(name, list(history)) == self.bad

    def end(self, name):
        # Averages that are NaN are sorted by the order they came in: not compared, see the Java.
        if any(map(math.isnan, self.histories[name])):
            self.assessor.trial_end(name, False)
            return False
        self.assessor.trial_end(name, True)
        return True

    @staticmethod
    def draw(rng):
        return drop_some(rng, start_step=rng.choice([0, 1, 3, 6]))

    traps = {
        "the worse one in the middle, to minimise": (
            "minimize", {}, "a 1 1; a end; b 1 2; b end; c 1 2; d 1 2.001; e 1 1.5; e end; f 1 1.6"),
        "the worse one in the middle, to maximise": (
            "maximize", {}, "a 1 1; a end; b 1 2; b end; c 1 1; d 1 0.999; e 1 1.5; e end; f 1 1.4"),
        "running averages at the same number of reports": (
            "minimize", {}, "a 10 4; a 20 2; a 30 0; a end; b 1 4; b 2 3; c 1 4; c 2 3.5; d 1 9; e 7 4; e 8 4; f 1 4; f 2 9; f 3 2.1"),
        "fewer reports than start_step do not count": (
            "minimize", {"start_step": 3}, "a 1 1; a 2 1; a end; b 1 9; b 2 9; b 3 9; c 1 2; c 2 2; c 3 2; c end; d 1 9; d 2 9; d 3 9"),
        "stopped and longer ones do not count": (
            "minimize", {}, "a 1 2; a end; b 1 9; c 1 1; c 2 1; d 1 2; d 2 9; d end; e 1 1; e 2 9; e 3 9"),
        "NaN first stays the best, later it is passed over": (
            "minimize", {}, "a 1 1; a 2 1; a end; b 1 nan; b 2 9; c 1 0; c 2 nan; d 1 9; d 2 nan"),
    }
