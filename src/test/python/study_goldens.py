#!/usr/bin/env python3
"""Regenerates src/test/resources/presets/<name>.json: what the original tools decide of given studies.

    python -m venv /tmp/originals
    /tmp/originals/bin/pip install optuna scipy "ray[tune]"      # or: sweeps, or: nni "setuptools<70"
    /tmp/originals/bin/python src/test/python/study_goldens.py [--out FOLDER] [PRESET ...]

Each preset has an adapter that drives the original itself; the versions go into the file's `origin`.
Presets whose original is not installed in this environment are passed over, and named. Those that have
no original that can be installed have a plain reading of their definition instead, which shares nothing
with the Java; their `origin` says so.

A file holds studies: the goal, the parameters that differ from the defaults, and the reports in the
order in which the study saw them, each with the decision:

    a 3 0.25          trial a reported 0.25 at resource 3 and goes on
    a 4 0.5 stop      ... and the original stops it
    a end             trial a ended by itself

Some studies are written for one trap each, in the adapter; the others are drawn at random, seeded by
preset and number, with NaN, infinities, ties, unequal lengths and unequal grids of steps.
"""

import argparse
import importlib.metadata
import json
import math
import pathlib
import random
import sys
import warnings

import study_originals
import study_readings

warnings.filterwarnings("ignore")

STUDIES = 28
NAN = math.nan
INF = math.inf


def random_study(name, draw, number):
    rng = random.Random(f"{name}/{number}")
    parameters = draw(rng)
    goal = rng.choice(["minimize", "maximize"])
    digits = rng.choice([1, 2, 6, 15])
    unequal = rng.random() < 0.3
    clean = rng.random() < 0.2
    waiting = []
    for trial in range(rng.randint(6, 14)):
        length = rng.randint(2, 36)
        stride = rng.choice([1, 2, 3]) if unequal else 1
        steps = [1 + stride * i for i in range(length)]
        if unequal and rng.random() < 0.3:
            steps = [step + 0.5 if name.startswith("ray") else step for step in steps]
        floor, drop, noise = rng.uniform(0, 1), rng.uniform(0, 2), rng.choice([0, 0.02, 0.3])
        values = []
        for step in steps:
            value = round(floor + drop / step**0.7 + rng.gauss(0, noise), digits)
            if not clean:
                odd = rng.random()
                value = NAN if odd < 0.03 else INF if odd < 0.034 else -INF if odd < 0.036 else value
            values.append(value if goal == "minimize" else -value)
        if not clean and rng.random() < 0.06:
            values = [NAN] * length
        waiting.append((f"t{trial}", list(zip(steps, values))))
    workers = rng.randint(1, 5)
    heeds = rng.random() < 0.7
    active = []
    script = []
    # A generator: what comes next depends on who was stopped.
    while waiting or active:
        while waiting and len(active) < workers:
            active.append(waiting.pop(0))
        trial, rest = rng.choice(active)
        if not rest:
            active.remove((trial, rest))
            script.append(("end", trial))
            yield goal, parameters, ("end", trial)
            continue
        step, value = rest.pop(0)
        stopped = yield goal, parameters, (trial, step, value)
        if stopped and heeds:
            active.remove((trial, rest))


def spelled(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def event(original, lines, entry):
    if entry[0] == "end":
        # False: to the original it did not end well.
        if original.end(entry[1]) is not False:
            lines.append(f"{entry[1]} end")
        return False
    trial, resource, value = entry
    stopped = bool(original.report(trial, resource, float(value)))
    lines.append(f"{trial} {resource} {spelled(float(value))}{' stop' if stopped else ''}")
    return stopped


def scripted(adapter, title, goal, parameters, script):
    original, lines = adapter(goal, parameters), []
    for words in filter(None, (part.split() for part in script.replace("\n", " ").split(";"))):
        if words[1] == "end":
            event(original, lines, ("end", words[0]))
        else:
            resource = float(words[1])
            event(original, lines, (words[0], int(resource) if resource.is_integer() else resource, float(words[2])))
    return {"study": title, "goal": goal, "parameters": parameters, "reports": lines}


def drawn_at_random(adapter, name, number):
    source = random_study(name, adapter.draw, number)
    goal, parameters, entry = next(source)
    original, lines = adapter(goal, parameters), []
    while True:
        stopped = event(original, lines, entry)
        try:
            goal, parameters, entry = source.send(stopped)
        except StopIteration:
            return {"study": f"random {number}", "goal": goal, "parameters": parameters, "reports": lines}


PRESETS = {
    "azureml.bandit": study_readings.Azure,
    "determined.asha": study_readings.Determined,
    "katib.medianstop": study_readings.Katib,
    "nni.medianstop": study_originals.Nni,
    "optuna.median": study_originals.OptunaMedian,
    "optuna.percentile": study_originals.OptunaPercentile,
    "optuna.successive_halving": study_originals.OptunaHalving,
    "optuna.hyperband": study_originals.OptunaHyperband,
    "optuna.wilcoxon": study_originals.OptunaWilcoxon,
    "ray.asha": study_originals.RayAsha,
    "ray.median": study_originals.RayMedian,
    "sagemaker.amt_median": study_readings.SageMaker,
    "vizier.median": study_readings.Vizier,
    "wandb.hyperband": study_originals.Wandb,
}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path("src/test/resources/presets"))
    arguments.add_argument("presets", nargs="*", default=[])
    chosen = arguments.parse_args()
    for name in chosen.presets or PRESETS:
        adapter = PRESETS[name]
        try:
            origin = adapter.origin()
        except importlib.metadata.PackageNotFoundError as missing:
            print(f"{name}: passed over, {missing} is not installed here")
            continue
        traps = adapter.trap_studies() if hasattr(adapter, "trap_studies") else adapter.traps
        studies = [scripted(adapter, title, *trap) for title, trap in traps.items()]
        studies += [drawn_at_random(adapter, name, number) for number in range(STUDIES)]
        reports = [line for study in studies for line in study["reports"]]
        stops = sum(line.endswith(" stop") for line in reports)
        python = ".".join(map(str, sys.version_info[:3]))
        (chosen.out / f"{name}.json").write_text(
            json.dumps(
                {
                    "preset": name,
                    "origin": origin if "by hand" in origin else f"{origin}, Python {python}",
                    "studies": studies,
                },
                indent=1,
                ensure_ascii=False,
            )
            + "\n",
            encoding="utf-8",
        )
        print(f"{name}: {origin}; {len(studies)} studies, {len(reports)} reports, {stops} stops")


if __name__ == "__main__":
    main()
