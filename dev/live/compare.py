"""Compares two traces tensor by tensor: compare.py LEFT RIGHT BOUND; exit 1 if one is out of bound.

BOUND is a relative distance, or "ulps": one unit in the last place of float32 a step. The learning rates of all steps
must be the same within a unit in the last place of float32 a step, too.
"""

import sys

import numpy as np

left, right = np.load(sys.argv[1]), np.load(sys.argv[2])
steps = int(left["steps"])
bound = 2.0**-23 * steps if sys.argv[3] == "ulps" else float(sys.argv[3])
names = [key for key in left.files if key.startswith("param")]
fine = names == [key for key in right.files if key.startswith("param")] and steps == int(right["steps"])
if not fine:
    print(f"  other parameters or steps: {steps} steps of {len(names)}, {right['steps']} steps")
for name in names if fine else []:
    a, b = left[name].astype(np.float64), right[name].astype(np.float64)
    index = name[len("param") :]
    largest = max((np.abs(left[k]).max() for k in left.files if k.startswith(f"grad{index}.")), default=1.0)
    distance = np.linalg.norm(a - b) / max(np.linalg.norm(a), 1e-30)
    counted = largest > 1e-6
    good = distance <= bound or not counted
    fine = fine and good
    note = "" if counted else "  (its true gradient is 0: not counted)"
    print(f"  {name} {list(a.shape)}: {distance:.3g} {'<=' if distance <= bound else '>'} {bound:.3g}{note}")
rates = [key for key in left.files if key.startswith("rates.") and key in right.files]
apart = [np.abs(left[key] - right[key]).max() / max(np.abs(left[key]).max(), 1e-30) for key in rates]
if rates:
    same = max(apart) <= 2.0**-23 * steps
    fine = fine and same
    print(f"  learning rates of {len(rates)} steps: {max(apart):.3g} {'<=' if same else '>'} {2.0**-23 * steps:.3g}")
sys.exit(0 if fine else 1)
