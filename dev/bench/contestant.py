"""What the contestants in Python share: the protocol and the numbers of the work (README.md)."""

import sys
import time

import numpy as np

LR = 0.001
MOMENTUM = 0.9
DECAY = 0.01
SCALE = 1024.0
WARM_STEPS = 3
MIN_STEPS = 3


def parameter(n):
    return ((np.arange(n, dtype=np.int64) % 1000 - 500) * np.float32(0.001)).astype(np.float32)


def gradient(n):
    return ((np.arange(n, dtype=np.int64) % 777 - 388) * np.float32(0.0001)).astype(np.float32)


def read_groups():
    """Two lines of tensor sizes: the decayed group and the plain one."""
    return [[int(size) for size in sys.stdin.readline().split()] for _ in range(2)]


def answer(*words):
    print(*words, file=OUT, flush=True)


def missing(reason):
    answer("missing", str(reason).splitlines()[0])
    sys.exit(0)


def serve(step, probe, version):
    """Takes the first steps, then bursts until the input ends."""
    for _ in range(WARM_STEPS):
        step()
    answer("ready", repr(float(probe())), version)
    for line in sys.stdin:
        answer(*burst(step, int(line)))


def burst(step, milliseconds):
    times = []
    begin = last = time.perf_counter_ns()
    while len(times) < MIN_STEPS or last - begin < milliseconds * 1_000_000:
        step()
        end = time.perf_counter_ns()
        times.append(end - last)
        last = end
    times.sort()
    return len(times), times[0], times[len(times) // 2]


# Libraries may print while they load; answers go to the first standard output.
OUT = sys.stdout
sys.stdout = sys.stderr
