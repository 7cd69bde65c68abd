"""Adapters, as in study_originals.py, of rules whose original cannot be installed: plain readings of its
definition, which share nothing with the Java.
"""

import math

from study_originals import drop_some

NAN = math.nan


class Katib:
    """Plain reading of get_median_value in medianstop/service.py and of updateStopRules in main.go of the
    file collector, with metrics in JSON, which lets NaN through."""

    def __init__(self, goal, parameters):
        self.goal = goal
        self.required = parameters.get("min_trials_required", 3)
        self.start = parameters.get("start_step", 4)
        self.logs = {}
        self.rules = {}
        self.averages = {}

    @staticmethod
    def origin():
        return (
            "worked by hand from kubeflow/katib pkg/earlystopping/v1beta1/medianstop/service.py"
            " and cmd/metricscollector/v1beta1/file-metricscollector/main.go"
        )

    def report(self, name, resource, value):
        if name not in self.logs:
            self.logs[name] = []
            enough = len(self.averages) >= self.required
            self.rules[name] = sum(list(self.averages.values())) / len(self.averages) if enough else None
        self.logs[name].append(value)
        if self.rules[name] is None or len(self.logs[name]) != self.start:
            return False
        optimal = None
        for value in self.logs[name]:
            if optimal is None or (value > optimal if self.goal == "maximize" else value < optimal):
                optimal = value
        return optimal < self.rules[name] if self.goal == "maximize" else optimal > self.rules[name]

    def end(self, name):
        first = self.logs[name][: self.start]
        total = 0
        for value in first:
            total += value
        self.averages[name] = total / len(first)

    @staticmethod
    def draw(rng):
        return drop_some(rng, min_trials_required=rng.choice([1, 2, 3]), start_step=rng.choice([1, 2, 4, 6]))

    traps = {
        "the median is a mean": (
            "minimize", {"start_step": 1}, "a 1 1; a end; b 1 1; b end; c 1 10; c end; d 1 3.9; e 1 4; f 1 4.1"),
        "judged once, at start_step reports": (
            "minimize", {"min_trials_required": 1},
            "a 1 1; a 2 1; a 3 1; a 4 1; a 5 50; a end; b 10 9; b 20 9; b 30 9; b 40 9; b 50 9; c 1 9; c 2 0.5; c 3 9; c 4 9; c 5 9"),
        "the bar is that of the first report": (
            "minimize", {"min_trials_required": 1, "start_step": 2},
            "a 1 5; b 1 4; b 2 4; a 2 5; a end; c 1 6; d 1 1; d 2 1; d end; c 2 5.5; e 1 3.5; e 2 3.1; f 1 2; f 2 9"),
        "fewer than three, and fewer reports": (
            "maximize", {}, "a 1 9; a end; b 1 9; b end; c 1 0; c 2 0; c 3 0; c 4 0; c end; d 1 1; d 2 1; d 3 5.9; d 4 1; e 1 6; e 2 0; e 3 0; e 4 0"),
        "one NaN disarms it for good": (
            "minimize", {"min_trials_required": 1, "start_step": 2},
            "a 1 1; a 2 1; a end; b 1 9; b 2 9; c 1 nan; c 2 1; c end; d 1 9; d 2 9; e 1 1; e 2 1; e end; f 1 9; f 2 9"),
        "NaN first stays the best": (
            "minimize", {"min_trials_required": 1, "start_step": 2}, "a 1 1; a 2 1; a end; b 1 nan; b 2 9; c 1 9; c 2 nan; d 1 9; d 2 inf"),
    }


class Determined:
    """Plain reading of stopRun and insertMetric in asha_stopping.go, with Go's sort.Search."""

    def __init__(self, goal, parameters):
        self.sign = 1 if goal == "minimize" else -1
        self.divisor = parameters.get("divisor", 4)
        count = parameters.get("num_rungs", 5)
        top = parameters.get("max_time", 100)
        self.units = [max(int(top / self.divisor ** (count - i - 1)), 1) for i in range(count)]
        self.metrics = [[] for _ in self.units]
        self.at = {}
        self.stopped = set()

    @staticmethod
    def origin():
        return "worked by hand from determined-ai/determined master/pkg/searcher/asha_stopping.go"

    def report(self, name, resource, value):
        if name in self.stopped:
            return False
        metric = self.sign * value
        for rung in range(self.at.get(name, 0), len(self.units)):
            self.at[name] = rung
            if int(resource) < self.units[rung]:
                return False
            metrics = self.metrics[rung]
            low, high = 0, len(metrics)
            while low < high:
                half = (low + high) // 2
                if not metrics[half] >= metric:
                    low = half + 1
                else:
                    high = half
            metrics.insert(low, metric)
            if rung == len(self.units) - 1 or low >= max(int(len(metrics) / self.divisor), 1):
                self.stopped.add(name)
                return True
        return False

    def end(self, name):
        pass

    @staticmethod
    def draw(rng):
        return drop_some(
            rng, max_time=rng.choice([8, 27, 30, 100]), num_rungs=rng.choice([1, 2, 3, 5]), divisor=rng.choice([2, 3, 4])
        )

    traps = {
        "the first goes on, then only the best, then the best quarter": (
            "minimize", {"max_time": 16, "num_rungs": 3},
            "a 1 5; b 1 6; c 1 4; d 1 3; e 1 3.5; f 1 3.2; g 1 2.9; h 1 2.95; i 1 2.9"),
        "among equals the newest goes on": (
            "maximize", {"max_time": 4, "num_rungs": 2}, "a 1 5; b 1 5; c 1 5; d 1 4.9; e 1 5"),
        "several rungs at one report, and the last one ends it": (
            "minimize", {"max_time": 16, "num_rungs": 3}, "a 5 5; a 15 1; a 16 1; b 16 4; c 4 6; d 3 3; d 4 9; e 20 9"),
        "rungs are cut to whole numbers of at least 1": (
            "minimize", {"max_time": 10, "num_rungs": 4, "divisor": 3}, "a 1 5; a 2 5; a 3 5; a 9 5; a 10 5; b 1 4; b 3 9; c 2 3; c 3 4; c 9.5 1; c 10 1"),
        "NaN goes where the search ends": (
            "minimize", {"max_time": 4, "num_rungs": 2},
            "a 1 nan; b 1 5; c 1 nan; d 1 4; e 1 6; f 1 3; g 1 nan; h 1 1; i 1 2; j 1 0; k 1 9; l 1 nan; m 1 0.5"),
    }


class RunningAverages:
    """Plain reading of the description: the median of the completed trials' means up to x."""

    def __init__(self, goal, parameters):
        self.sign = 1 if goal == "minimize" else -1
        self.trials = {}
        self.completed = []

    def report(self, name, resource, value):
        values = self.trials.setdefault(name, [])
        if math.isnan(value):
            return False
        values.append((resource, self.sign * value))
        averages = []
        for other in self.completed:
            scope = [value for x, value in sorted(self.trials[other], key=lambda pair: pair[0]) if x <= resource]
            total = 0.0
            for each in scope:
                total += each
            if scope and not math.isnan(total):
                averages.append(total / len(scope))
        if not averages:
            return False
        averages.sort()
        half = len(averages) // 2
        median = averages[half] if len(averages) % 2 else (averages[half - 1] + averages[half]) / 2
        return self.judged([value for _, value in values]) > median

    def end(self, name):
        self.completed.append(name)

    @staticmethod
    def draw(rng):
        return {}

    traps = {
        "none is compared with before one is complete": (
            "minimize", {}, "a 1 1; b 1 9; a 2 1; a end; b 2 9; b 3 1"),
        "running averages, not values": (
            "minimize", {}, "a 1 4; a 2 2; a 3 0; a end; b 1 4; b 2 3; b 3 2.5; c 1 4.1; d 1 3; d 2 3.5; d 3 2"),
        "of two the mean, equal goes on": (
            "maximize", {}, "a 1 1; a end; b 1 2; b end; c 1 1.5; d 1 1.49; e 1 3; f 2 1.4"),
        "unequal grids, and ones that ended before": (
            "minimize", {}, "a 2 1; a 4 3; a end; b 3 5; b end; c 1 9; c 2 1; c 3 3; c 3.5 3.1; c 5 3.6; d 10 3.5; d 12 3.6"),
        "NaN is as if it had not been reported": (
            "minimize", {}, "a 1 nan; a 2 2; a end; b 1 nan; b end; c 1 9; c 2 nan; c 3 2; d 3 nan; d 4 2.1"),
        "stopped trials do not count": ("minimize", {}, "a 1 2; a end; b 1 9; c 1 2; d 1 2.1; c end; e 1 2"),
        "reports out of order": ("minimize", {}, "a 3 9; a 1 1; a 2 2; a end; b 1 1; b 2 1.6; b 3 4; c 2 1.4; c 1 2; c 3 4.1"),
    }


class Vizier(RunningAverages):
    @staticmethod
    def origin():
        return "worked by hand from MedianAutomatedStoppingSpec in google/vizier vizier/service/study.proto"

    @staticmethod
    def judged(values):
        return min(values)


class SageMaker(RunningAverages):
    @staticmethod
    def origin():
        return (
            "worked by hand from https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-early-stopping.html"
        )

    @staticmethod
    def judged(values):
        return values[-1]


class Azure:
    """Plain reading of the manual of BanditPolicy."""

    def __init__(self, goal, parameters):
        self.goal = goal
        self.factor = parameters.get("slack_factor", 0)
        self.amount = parameters.get("slack_amount", 0)
        self.every = parameters.get("evaluation_interval", 1) or 1
        self.delay = parameters.get("delay_evaluation", 0)
        self.bests = {}

    @staticmethod
    def origin():
        return (
            "worked by hand from"
            " https://learn.microsoft.com/en-us/python/api/azureml-train-core/azureml.train.hyperdrive.banditpolicy"
        )

    def report(self, name, resource, value):
        better = max if self.goal == "maximize" else min
        bests = self.bests.setdefault(name, [])
        known = [each for each in (bests[-1:] + [value]) if not math.isnan(each)]
        bests.append(better(known) if known else NAN)
        interval, own = len(bests), bests[-1]
        if interval % self.every or interval < self.delay or math.isnan(own):
            return False
        others = [row[interval - 1] for row in self.bests.values() if len(row) >= interval]
        top = better(each for each in others if not math.isnan(each))
        slack = 0 if math.isinf(own) else self.factor * abs(own) + self.amount
        return own + slack < top if self.goal == "maximize" else own - slack > top

    def end(self, name):
        pass

    @staticmethod
    def draw(rng):
        drawn = drop_some(rng, evaluation_interval=rng.choice([0, 1, 2, 5]), delay_evaluation=rng.choice([0, 3, 6]))
        if rng.random() < 0.5:
            drawn["slack_factor"] = rng.choice([0.1, 0.2, 0.5])
        else:
            drawn["slack_amount"] = rng.choice([0.1, 0.25, 1])
        return drawn

    traps = {
        "the example of the manual, by factor": (
            "maximize", {"slack_factor": 0.25}, "a 1 0.75; b 1 0.6; c 1 0.59; d 1 0.9375; e 1 0.75; f 1 0.74"),
        "and by amount": (
            "maximize", {"slack_amount": 0.25}, "a 1 0.75; b 1 0.5; c 1 0.49; d 1 1; e 1 0.74"),
        "to minimise the slack is taken off": (
            "minimize", {"slack_factor": 0.25}, "a 1 3; b 1 4; c 1 4.1; d 1 -4; e 1 -3; f 1 -3.1; g 1 -3.2"),
        "only at multiples of the interval, not before the delay": (
            "maximize", {"evaluation_interval": 2, "delay_evaluation": 3},
            "a 1 9; a 2 9; a 3 9; a 4 9; a 5 9; a 6 9; b 1 1; b 2 1; b 3 1; b 4 1; b 5 1; b 6 9; c 1 9; c 2 1; c 3 1; c 4 1"),
        "the best so far at the same interval": (
            "minimize", {}, "a 1 5; a 2 9; a 3 1; b 1 5; b 2 5; b 3 5; c 1 4; c 2 9; d 1 4; d 2 4; a 4 1; d 3 9; e 1 4.5"),
        "stopped runs count as far as they got": (
            "minimize", {"slack_amount": 1}, "a 1 1; b 1 3; b 2 0; c 1 1; c 2 1.5; a 2 1; a 3 1; b 3 0; c 3 1.5"),
        "NaN is an interval without a value": (
            "minimize", {"slack_amount": 1}, "a 1 nan; a 2 1; a 3 1; b 1 1; b 2 nan; b 3 3; c 1 nan; c 2 nan; c 3 9; d 1 inf; e 1 -inf; f 1 0"),
        "no slack keeps the best only": ("maximize", {"evaluation_interval": 0}, "a 1 1; b 1 1; c 1 0.999; d 1 1.001; a 2 0; b 2 5; d 2 0"),
    }
