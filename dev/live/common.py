"""What both tracers share: starting values, the record of a run, the limit of steps, and runs of many scripts."""

import os
import runpy
import sys
import traceback

import numpy as np


class Trace:
    """Collects what an optimizer was given and what it made of it."""

    def __init__(self):
        self.out = os.environ["LOCKSTEP_TRACE"]
        self.limit = int(os.environ.get("LOCKSTEP_STEPS", "200"))
        feed = os.environ.get("LOCKSTEP_FEED")
        self.fed = dict(np.load(feed)) if feed else None
        self.by_layer = os.environ.get("LOCKSTEP_START") == "layers"
        self.nudge = float(os.environ.get("LOCKSTEP_NUDGE", "0"))
        self.steps = 0
        self.gradients = {}
        self.rates = {}

    def start(self, index, shape):
        """The starting value of parameter `index`: the same in every framework."""
        fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 4
        scale = 1.0 / np.sqrt(max(fan_in, 1))
        return np.random.RandomState(1000 + index).uniform(-scale, scale, shape).astype(np.float32)

    def drawn(self, shape):
        """The value that layers of this shape start from where scripts make their own beginning (LOCKSTEP_START=layers)."""
        value = self.start(0, shape)
        return value * (1 + self.nudge * np.random.RandomState(0).choice([-1, 1], shape)).astype(np.float32)

    def given(self, index, gradient):
        """Records a gradient and returns the one to use: the recorded one of another run, if fed."""
        key = f"grad{index}.{self.steps}"
        if self.fed is not None:
            return self.fed[key]
        self.gradients[key] = np.array(gradient, dtype=np.float32)
        return None

    def rated(self, rates):
        """Records the learning rate of each parameter in this step."""
        self.rates[f"rates.{self.steps}"] = np.array(rates, dtype=np.float32)

    def stepped(self, parameters):
        """Counts a step; at the limit writes the trace and ends the script."""
        self.steps += 1
        if self.steps == self.limit:
            self.write(parameters)
            sys.stdout.flush()
            os._exit(0)

    def write(self, parameters):
        values = {f"param{i}": np.array(p) for i, p in enumerate(parameters)}
        np.savez(self.out, steps=self.steps, **values, **self.gradients, **self.rates)


def run_all(run):
    """Runs `SCRIPT [ARGUMENTS]`; or, as `--batch LIST`, each line `SCRIPT TRACE LOG [FEED]` in a process and a folder of its own, one a processor."""
    if sys.argv[1] != "--batch":
        sys.argv = sys.argv[1:]
        run(sys.argv[0])
        return
    running = set()
    for line in open(sys.argv[2], encoding="utf-8").read().splitlines():
        script, trace, log, *feed = line.split("\t")
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.environ["LOCKSTEP_TRACE"] = trace
            os.environ["LOCKSTEP_FEED"] = feed[0] if feed else ""
            descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
            sys.argv = [os.path.abspath(script)]
            folder = os.path.splitext(trace)[0]
            os.makedirs(folder, exist_ok=True)
            os.chdir(folder)
            try:
                run(sys.argv[0])
            except BaseException:  # the run that started it looks for the trace
                traceback.print_exc()
            sys.stdout.flush()
            os._exit(0)
        running.add(child)
        if len(running) == os.cpu_count():
            running.discard(os.wait()[0])
    while running:
        running.discard(os.wait()[0])


def run_path(script):
    runpy.run_path(script, run_name="__main__")
