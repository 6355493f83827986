"""Records exp, log, sin, cos and pow of the C library beside the correctly rounded values.

    python conformance/record/libm.py > shared-core/src/test/resources/dev/lockstep/core/math/libm.tsv

Needs mpmath. One case a line, tab-separated: function, x, y (pow only, else "-"), the correctly
rounded value, and the C library's value if it is another one ("=" if not); doubles as 16 hex digits.
The first line names the C library. Seeded: two runs on one machine give the same bytes.
"""

import math
import platform
import random
import struct
from fractions import Fraction

import mpmath

SEED = 20261121
# Within 2^-57 to 2^-88 half ulps of a tie: published worst cases (Lefevre and Muller; glibc; sleef).
HARD = [
    ("exp", "0x1.9e9cbbfd6080bp-31"),
    ("exp", "-0x1.ed318efb627eap-27"),
    ("exp", "0x1.83d4bcdebb3f4p2"),
    ("log", "0x1.ea71d85cee020p-509"),
    ("log", "0x1.9476e304cd7c7p-384"),
    ("log", "0x1.26e9c4d327960p-232"),
    ("log", "0x1.613955dc802f8p-35"),
    ("log", "0x1.62a88613629b6p678"),
    ("sin", "0x1.e0000000001c2p-20"),
    ("sin", "0x1.598bae9e632f6p-7"),
    ("cos", "0x1.8000000000009p-23"),
    ("cos", "0x1.06b505550e6b2p-9"),
]
PRECISION = 2400  # an angle of 2^1024 leaves 1300 bits


def hex_of(x):
    return struct.pack(">d", x).hex()


def of_bits(bits):
    return struct.unpack(">d", struct.pack(">Q", bits))[0]


def nearest(value):
    """The double nearest to an mpmath number, by exact integer division; overflow gives inf."""
    if mpmath.isinf(value):
        return math.inf if value > 0 else -math.inf
    sign, man, exp, _ = value._mpf_
    exact = Fraction(int(man)) * (Fraction(2) ** exp if exp > -20000 else 0)
    try:
        return float(-exact if sign else exact)
    except OverflowError:
        return -math.inf if sign else math.inf


def of_c(function, *args):
    try:
        return getattr(math, function)(*args)
    except OverflowError:  # CPython turns the C library's infinity into this
        return math.inf


def true_value(function, *args):
    mpmath.mp.prec = PRECISION
    args = [mpmath.mpf(a) for a in args]
    return getattr(mpmath, "power" if function == "pow" else function)(*args)


def line(function, x, y=None):
    args = (x,) if y is None else (x, y)
    right = nearest(true_value(function, *args))
    c = of_c(function, *args)
    columns = [function, hex_of(x), "-" if y is None else hex_of(y), hex_of(right)]
    return "\t".join(columns + ["=" if hex_of(c) == hex_of(right) else hex_of(c)])


def cases(rng):
    for f, x in HARD:
        yield f, float.fromhex(x)
    betas = [0.9, 0.99, 0.999, 0.9999, 0.95, 0.98, 0.5, 0.96, 0.1, 1 - 2**-53, 1 + 2**-52]
    for beta in betas:  # bias corrections
        for t in list(range(1, 60)) + [99, 100, 101, 500, 999, 1000]:
            yield "pow", beta, float(t)
    for _ in range(1500):  # random betas and schedules
        yield "pow", 1 - 10 ** rng.uniform(-6, -0.05), float(rng.randrange(1, 3000))
    for _ in range(800):  # anything that neither overflows nor underflows
        x = math.exp(rng.uniform(-700, 700))
        yield "pow", x, rng.uniform(-1, 1) * 700 / abs(math.log(x))
    for _ in range(200):  # subnormal powers
        x = rng.uniform(0.01, 0.99)
        yield "pow", x, rng.uniform(-745, -708) / math.log(x)
    for _ in range(600):  # exponents of polynomial and exponential decay
        yield "pow", rng.random(), rng.choice([0.5, 2.0, 3.0, 0.75, -0.8, -0.5, 1 / 3, 1.5])
    for _ in range(900):
        yield "exp", rng.uniform(-745, 709)
    for _ in range(600):
        yield "exp", rng.choice([-1, 1]) * 2 ** rng.uniform(-60, 9)
    for _ in range(900):
        yield "log", of_bits(rng.randrange(1, 0x7FF0000000000000))
    for _ in range(600):
        yield "log", 1 + rng.uniform(-1, 1) * 2 ** rng.uniform(-50, -1)
    for f in ("sin", "cos"):
        for _ in range(700):
            yield f, rng.uniform(-10, 10)
        for i in range(1, 300):
            yield f, i * math.pi / rng.randrange(1, 200)
            yield f, i * math.pi / 2
        for _ in range(200):
            yield f, rng.choice([-1, 1]) * 2 ** rng.uniform(-40, 1023)


def main():
    print("# %s %s, seed %d" % (*platform.libc_ver(), SEED))
    for case in cases(random.Random(SEED)):
        print(line(*case))


if __name__ == "__main__":
    main()
