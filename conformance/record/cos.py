"""Records cos of the C library: the angles of schedules, of cosine annealing above all.

    python conformance/record/cos.py > shared-core/src/test/resources/dev/lockstep/core/math/cos.tsv

One case a line, tab-separated: x, cos(x) as C computes it; doubles as 16 hex digits. The first line
names the C library. Seeded: two runs on one machine give the same bytes.
"""

import math
import platform
import random
import struct

SEED = 20261121


def word(number):
    return struct.pack(">d", number).hex()


def angles(draw):
    for _ in range(1500):
        whole = draw.randint(1, 300)
        yield math.pi * draw.randint(0, 4 * whole) / whole
    for end in (0.126, 0.87, 2.5, 1e3, 1e8):
        for _ in range(300):
            yield draw.uniform(-end, end)
    yield from (0.0, -0.0, 1e-300, 2.0**-27, 0.855469, 2.426265, 105414350.0, math.pi, math.pi / 2)


def main():
    print("#", *platform.libc_ver() or ("unknown",), f"seed {SEED}")
    for x in angles(random.Random(SEED)):
        print(word(x), word(math.cos(x)), sep="\t")


if __name__ == "__main__":
    main()
