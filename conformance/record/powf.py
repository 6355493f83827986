"""Records powf of the C library, with the cases where it is not correctly rounded among them.

    python conformance/record/powf.py > shared-core/src/test/resources/dev/lockstep/core/math/powf.tsv

Needs mpmath. Three columns of 8 hex digits: x, y, powf(x, y); a fourth, "1", where the correctly rounded
value is another one. The first line names the C library. Seeded: two runs give the same bytes.
"""

import ctypes
import math
import platform
import random
import struct

import mpmath

SEED = 20261121
POWF = ctypes.CDLL("libm.so.6").powf
POWF.restype = ctypes.c_float
POWF.argtypes = [ctypes.c_float, ctypes.c_float]


def hex_of(x):
    return struct.pack(">f", x).hex()


def single(x):
    try:
        return struct.unpack("<f", struct.pack("<f", x))[0]
    except OverflowError:
        return math.copysign(math.inf, x)


def of_bits(bits):
    return struct.unpack(">f", struct.pack(">I", bits))[0]


def nearest(x, y):
    """x^y to the nearest float: 200 bits, cut to 60 with a sticky last bit, then rounded once."""
    mpmath.mp.prec = 200
    value = mpmath.power(mpmath.mpf(x), mpmath.mpf(y))
    _, man, exp, bits = value._mpf_
    if bits > 60:
        man, exp = man >> (bits - 60) | 1, exp + bits - 60
    scale = max(exp + man.bit_length() - 24, -149)  # weight of the last bit that a float keeps
    drop = scale - exp
    if drop <= 0:
        return single(math.ldexp(man, exp))
    kept, rest, half = man >> drop, man & ((1 << drop) - 1), 1 << (drop - 1)
    kept += rest > half or (rest == half and kept & 1)
    return single(math.ldexp(kept, scale))


def line(x, y, judge=True):
    power = POWF(x, y)
    off = judge and hex_of(power) != hex_of(nearest(x, y))
    return "\t".join([hex_of(x), hex_of(y), hex_of(power)] + ["1"] * off), off


def random_case(rng):
    kind = rng.randrange(4)
    if kind == 0:  # a beta to the power of a step
        return single(1 - 10 ** rng.uniform(-5, -0.5)), float(rng.randrange(1, 3000))
    if kind == 1:
        return single(rng.uniform(0.001, 1)), single(rng.uniform(0, 20))
    x = of_bits(rng.randrange(1, 0x7F800000))
    return x, single(rng.uniform(-149, 128) / math.log2(x)) if x != 1 else 1.0


def main():
    print("# powf of %s %s, seed %d" % (*platform.libc_ver(), SEED))
    rng = random.Random(SEED)
    special = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, 0.5, -0.5, of_bits(1), math.inf, -math.inf, math.nan]
    special += [of_bits(0x7F7FFFFF), 16777215.0, 16777216.0, -3.5]
    for x in special:
        for y in special:
            print(line(x, y, judge=False)[0])
    for _ in range(1500):
        print(line(*random_case(rng))[0])
    found = 0
    while found < 300:  # what a correctly rounded function would get wrong
        text, off = line(*random_case(rng))
        if off:
            found += 1
            print(text)


if __name__ == "__main__":
    main()
