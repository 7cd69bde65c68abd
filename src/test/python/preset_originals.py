"""The originals of our presets, each behind one function.

It takes parameters by the original's names, reports as (step, value) and the planned steps or None,
and yields for each report a reason, or "" where the original does not fire.
"""

import ast
import importlib
import importlib.util
import math
import os
import sys
import tempfile
import types
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
warnings.simplefilter("ignore")

Stub = types.SimpleNamespace


def keras_early_stopping(parameters, reports, total):
    import keras

    keras.config.set_floatx("float64")
    callback = keras.callbacks.EarlyStopping(**parameters)
    model = Stub(stop_training=False)
    callback.set_model(model)
    callback.on_train_begin()
    monitor = parameters.get("monitor", "val_loss")
    for epoch, (_, value) in enumerate(reports):
        model.stop_training = False
        callback.on_epoch_end(epoch, {monitor: value})
        yield "early_stopping" if model.stop_training else ""


def keras_terminate_on_nan(parameters, reports, total):
    import keras

    callback = keras.callbacks.TerminateOnNaN()
    model = Stub(stop_training=False)
    callback.set_model(model)
    for batch, (_, value) in enumerate(reports):
        model.stop_training = False
        callback.on_batch_end(batch, {"loss": value})
        yield "invalid_loss" if model.stop_training else ""


def lightning_early_stopping(parameters, reports, total):
    import torch
    from lightning.pytorch.callbacks import EarlyStopping

    callback = EarlyStopping(monitor="metric", **parameters)
    strategy = Stub(reduce_boolean_decision=lambda decision, all: decision)
    for epoch, (_, value) in enumerate(reports):
        trainer = Stub(
            callback_metrics={"metric": torch.tensor(value, dtype=torch.float64)},
            fast_dev_run=False,
            strategy=strategy,
            should_stop=False,
            current_epoch=epoch,
        )
        callback._run_early_stopping_check(trainer)
        yield callback.stopping_reason.name if trainer.should_stop else ""


def lightning_spike_detection(parameters, reports, total):
    import torch
    from lightning.fabric.utilities.spike import SpikeDetection, TrainingSpikeException

    given = dict(parameters)
    if given.get("rtol") == "none":
        given["rtol"] = None
    detection = SpikeDetection(**given)
    fabric = Stub(
        global_rank=1,
        strategy=Stub(
            root_device=torch.device("cpu"),
            barrier=lambda: None,
            reduce_boolean_decision=lambda decision, all: decision,
        ),
    )
    for index, (_, value) in enumerate(reports):
        try:
            loss = torch.tensor(value, dtype=torch.float64)
            detection.on_train_batch_end(fabric, loss, None, index)
            yield ""
        except TrainingSpikeException:
            yield "spike"


def hf_early_stopping(parameters, reports, total):
    from transformers import Trainer, TrainingArguments
    from transformers.trainer_callback import (
        EarlyStoppingCallback,
        TrainerControl,
        TrainerState,
    )

    own = ("early_stopping_patience", "early_stopping_threshold")
    callback = EarlyStoppingCallback(**{k: v for k, v in parameters.items() if k in own})
    arguments = TrainingArguments(
        output_dir=tempfile.gettempdir(),
        eval_strategy="steps",
        save_strategy="steps",
        load_best_model_at_end=True,
        use_cpu=True,
        **{k: v for k, v in parameters.items() if k not in own},
    )
    trainer = Stub(args=arguments, state=TrainerState())
    for _, value in reports:
        control = TrainerControl()
        metrics = {"eval_" + arguments.metric_for_best_model.removeprefix("eval_"): value}
        callback.on_evaluate(arguments, trainer.state, control, metrics)
        Trainer._determine_best_metric(trainer, metrics, None)
        yield "early_stopping" if control.should_training_stop else ""


def composer_state(value, index, monitor):
    stopped = []
    metrics = {"eval": {monitor: Stub(compute=lambda: value)}}
    timestamp = Stub(epoch=epoch_time(index), batch=epoch_time(index))
    state = Stub(
        eval_metrics=metrics,
        train_metrics=None,
        dataloader_label="eval",
        timestamp=timestamp,
        stop_training=lambda: stopped.append(True),
    )
    return state, stopped


def epoch_time(index):
    from composer.core import Time, TimeUnit

    return Time(index, TimeUnit.EPOCH)


def composer_early_stopper(parameters, reports, total):
    from composer.callbacks import EarlyStopper

    given = {"monitor": "loss", **parameters}
    stopper = EarlyStopper(dataloader_label="eval", **given)
    for index, (_, value) in enumerate(reports):
        state, stopped = composer_state(value, index, given["monitor"])
        stopper.eval_end(state, None)
        yield "early_stopper" if stopped else ""


def composer_threshold_stopper(parameters, reports, total):
    from composer.callbacks import ThresholdStopper

    given = {"monitor": "loss", **parameters}
    stopper = ThresholdStopper(dataloader_label="eval", **given)
    for index, (_, value) in enumerate(reports):
        state, stopped = composer_state(value, index, given["monitor"])
        stopper.eval_end(state, None)
        yield "threshold" if stopped else ""


def source_of(module, name):
    """The syntax tree of a class or method in a file that is not imported."""
    package, *rest = module.split(".")
    base = importlib.util.find_spec(package).submodule_search_locations[0]
    path = os.path.join(base, *rest)
    path = os.path.join(path, "__init__.py") if os.path.isdir(path) else path + ".py"
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    return next(node for node in ast.walk(tree) if getattr(node, "name", None) == name)


def run_source(node, names):
    future = ast.parse("from __future__ import annotations").body
    code = compile(ast.Module(future + [node], []), node.name, "exec")
    exec(code, names)
    return names[node.name]


def axolotl_loss_watchdog(parameters, reports, total):
    node = source_of("axolotl.utils.callbacks", "LossWatchDogCallback")
    names = {"TrainerCallback": object, "LOG": Stub(warning=lambda *_: None)}
    given = {"loss_watchdog_patience": None, **parameters}
    callback = run_source(node, names)(Stub(**given))
    for _, value in reports:
        control = Stub(should_training_stop=False)
        callback.on_step_end(None, Stub(log_history=[{"loss": value}]), control)
        yield "loss_watchdog_threshold" if control.should_training_stop else ""


def olmo_early_stopping_factor(parameters, reports, total):
    # The bookkeeping around the test is that of the training loop and of train_step.
    reasons = []
    names = {
        "get_global_rank": lambda: 0,
        "wandb": Stub(run=None),
        "os": os,
        "synchronize_flag": lambda flag, device: flag,
        "synchronize_value": lambda value, device: value,
        "log": Stub(warning=lambda text: reasons.append(text)),
    }
    check = run_source(source_of("olmo.train", "check_if_cancelled"), names)
    config = Stub(
        time_limit=None,
        early_stopping_factor=parameters.get("early_stopping_factor"),
        scheduler=Stub(t_warmup=parameters.get("t_warmup", 100)),
        extra_steps_after_cancel=10,
    )
    interval = parameters.get("canceled_check_interval", 50)
    trainer = Stub(cfg=config, min_train_loss=math.inf, cur_train_loss=math.inf, device=None)
    for step, value in reports:
        trainer.global_step = step
        trainer.cur_train_loss = value
        trainer.min_train_loss = min(trainer.min_train_loss, trainer.cur_train_loss)
        cancelled = step % interval == 0 and check(trainer)[0]
        yield reasons[-1].removeprefix("Run canceled due to ") if cancelled else ""


def olmo_stability(parameters, reports, total):
    from olmo_core.train.callbacks.stability_monitor import StabilityMonitorCallback

    monitor = StabilityMonitorCallback(**parameters)
    for step, value in reports:
        before = monitor._total_spike_count
        monitor.pre_log_metrics(step, {monitor.loss_metric_name: value})
        yield "spike" if monitor._total_spike_count > before else ""


def olmo_skip_step(parameters, reports, total):
    import torch
    from olmo_core.optim.skip_step_optimizer import SkipStepOptimizer

    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = SkipStepOptimizer([parameter], {}, **parameters)
    for _, value in reports:
        optimizer.latest_loss = torch.tensor(value, dtype=torch.float64)
        yield "step_skipped" if optimizer.step_skipped.item() else ""


def shell(name):
    """A package whose own __init__ is not run, for the sake of one file in it."""
    above, _, last = name.rpartition(".")
    if name in sys.modules:
        return
    if above:
        shell(above)
        path = [os.path.join(sys.modules[above].__path__[0], last)]
    else:
        path = list(importlib.util.find_spec(name).submodule_search_locations)
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = path


def llm_foundry_kill_loss_spike(parameters, reports, total):
    import torch
    from composer.core import Time, TimeUnit

    shell("llmfoundry.callbacks")
    shell("llmfoundry.utils")
    original = importlib.import_module("llmfoundry.callbacks.kill_loss_spike_callback")

    class Recorded(original.KillLossSpike):
        verdict = ""

        def _handle_loss_spike(self, logger, running_loss_avg):
            self.verdict = "loss_spike"

        def _handle_high_losses(self, logger):
            self.verdict = "high_loss"

    callback = Recorded(**parameters)
    duration = None if total is None else Time(total, TimeUnit.BATCH)
    for step, value in reports:
        callback.verdict = ""
        state = Stub(
            loss=torch.tensor(value, dtype=torch.float64),
            timestamp=Stub(batch=step, token=0),
            max_duration=duration,
            dataloader_len=None,
        )
        callback.batch_end(state, Stub(destinations=[]))
        yield callback.verdict


def megatron_spiky_loss(parameters, reports, total):
    import torch
    from megatron.core.rerun_state_machine import RerunStateMachine

    machine = Stub(large_value_counts={}, max_values={})
    given = {"threshold": 10, **parameters}
    for _, value in reports:
        loss = torch.tensor(value, dtype=torch.float64)
        large = RerunStateMachine.is_unexpectedly_large(machine, loss, context="loss", **given)
        yield "spiky_loss" if large else ""


def optuna_pruner(pruner, direction, reports):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    trial = optuna.create_study(direction=direction, pruner=pruner).ask()
    for step, value in reports:
        trial.report(value, step)
        yield "pruned" if trial.should_prune() else ""


def optuna_threshold(parameters, reports, total):
    import optuna

    return optuna_pruner(optuna.pruners.ThresholdPruner(**parameters), "minimize", reports)


def optuna_patient(parameters, reports, total):
    import optuna

    given = dict(parameters)
    direction = given.pop("direction", "minimize")
    return optuna_pruner(optuna.pruners.PatientPruner(None, **given), direction, reports)


def ray_trial_plateau(parameters, reports, total):
    from ray.tune.stopper import TrialPlateauStopper

    stopper = TrialPlateauStopper("metric", **parameters)
    for _, value in reports:
        yield "plateau" if stopper("trial", {"metric": value}) else ""


def trainscope_cusum(parameters, reports, total):
    shell("trainscope.core.detectors")
    original = importlib.import_module("trainscope.core.detectors.changepoint")
    original.rpt = None  # An optional library, which changes the score and not whether it fires.
    given = dict(parameters)
    falls = given.pop("falls", True)
    detector = original.ChangePointDetector(**given)
    for _, value in reports:
        if not falls:
            detector._negative_cusum = math.inf  # Never below 0, so it never fires.
        score = detector.update(value)
        yield "" if score is None else "rise" if score > 0 else "fall"


def zscore_mad(parameters, reports, total):
    # The textbook rule is one-sided, and NaN is no observation: the original is not shown it, and
    # what it says of falls is left out.
    shell("trainscope.core.detectors")
    original = importlib.import_module("trainscope.core.detectors.z_score")
    detector = original.ZScoreDetector(robust=True, **parameters)
    for _, value in reports:
        score = None if math.isnan(value) else detector.update(value)
        yield f"z above {float(detector.threshold)}" if score is not None and score > 0 else ""
