"""Writes what the originals of our presets decide, as files that SeriesPresetGoldenTest reads.

    python src/test/python/preset_goldens.py src/test/resources/presets [PRESET ...]

A file is named like its preset. What is not installed is left out, and said so. Needed, in the
versions that the files name as their `origin`: keras, lightning, transformers with accelerate,
mosaicml, axolotl, ai2-olmo, ai2-olmo-core, llm-foundry, megatron-core, optuna, ray[tune], trainscope
and torch.
Most of them pin old versions of each other: `pip install --no-deps`, and add what an import asks for.
Files whose origin is "worked by hand" are not written here.

The originals are made to count in 64 bits (most would in 32). The same versions write the same
files, byte for byte.
"""

import importlib.metadata
import json
import math
import os
import sys

import preset_cases
import preset_originals

# By preset: the distributions whose versions matter. Original and cases are functions of its name.
PRESETS = {
    "keras.early_stopping": ["keras"],
    "keras.terminate_on_nan": ["keras"],
    "lightning.early_stopping": ["lightning", "torch"],
    "lightning.spike_detection": ["lightning", "torchmetrics", "torch"],
    "hf.early_stopping": ["transformers"],
    "composer.early_stopper": ["mosaicml"],
    "composer.threshold_stopper": ["mosaicml"],
    "axolotl.loss_watchdog": ["axolotl"],
    "olmo.early_stopping_factor": ["ai2-olmo"],
    "olmo.stability": ["ai2-olmo-core"],
    "olmo.skip_step": ["ai2-olmo-core", "torch"],
    "llm_foundry.kill_loss_spike": ["llm-foundry", "mosaicml", "numpy"],
    "megatron.spiky_loss": ["megatron-core"],
    "optuna.threshold": ["optuna"],
    "optuna.patient": ["optuna"],
    "ray.trial_plateau": ["ray", "numpy"],
    "trainscope.cusum": ["trainscope", "numpy"],
    "zscore.mad": ["trainscope"],
}


def plain(value):
    """A number as JSON has it; what is not finite as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def decided(original, case):
    steps = case.get("steps", range(len(case["values"])))
    reports = list(zip(steps, case["values"], strict=True))
    reasons = list(original(case["parameters"], reports, case.get("total_steps")))
    assert len(reasons) == len(reports), case["name"]
    fires = {str(i): reason for i, reason in enumerate(reasons) if reason}
    return case | {"values": [plain(value) for value in case["values"]], "fires": fires}


def write(folder, preset):
    origin = ", ".join(f"{each} {importlib.metadata.version(each)}" for each in PRESETS[preset])
    original = getattr(preset_originals, preset.replace(".", "_"))
    cases = getattr(preset_cases, preset.replace(".", "_"))()
    lines = [json.dumps(decided(original, case)) for case in cases]
    with open(os.path.join(folder, preset + ".json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"preset": "{preset}",\n "origin": "{origin}",\n "cases": [\n  ')
        file.write(",\n  ".join(lines))
        file.write("\n]}\n")
    print(f"{preset}: {len(lines)} cases, {origin}")


def main():
    import torch

    torch.set_default_dtype(torch.float64)
    folder, *wanted = sys.argv[1:]
    for preset in wanted or PRESETS:
        try:
            write(folder, preset)
        except (ImportError, importlib.metadata.PackageNotFoundError) as missing:
            print(f"{preset}: left out, {missing}")


if __name__ == "__main__":
    main()
