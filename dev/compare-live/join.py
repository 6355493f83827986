"""Joins both sides to rows of pairs.tsv: join.py SETTINGS TORCH MINDSPORE > pairs.tsv; refused rows are counted."""

import json
import math
import sys

settings, left, right = (json.load(open(file)) for file in sys.argv[1:4])
refused = 0
for (a, b), x, y in zip(settings, left, right):
    if isinstance(x, str) or isinstance(y, str) or not all(map(math.isfinite, x + y)):
        refused += 1
        print(f"refused: {a} / {b}: {x if isinstance(x, str) else y}", file=sys.stderr)
    else:
        print(f"{a}\t{b}\t{max(abs(u - v) for u, v in zip(x, y)):.3g}")
print(f"compare-live: {len(settings) - refused} rows, {refused} refused by a framework", file=sys.stderr)
