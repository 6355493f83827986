"""Says which square root the torch of this machine takes, and records double roots.

    python conformance/record/sqrt.py            # names the f32 profile
    python conformance/record/sqrt.py --record > api-torchstyle/src/test/resources/dev/lockstep/torch/sqrt/stock.f64.tsv

The profile is told by the SHA-256 of the distances (-1, 0, 1, plus 1, four a byte) from the correctly
rounded roots of all floats from 1 to 4. A recorded line holds x and torch.sqrt(x), 16 hex digits each.
"""

import hashlib
import random
import sys

import numpy
import torch

PROFILES = {
    "96921b96f8f7895b865053ed96098280ad72e00c75409db505462d42b9a539be": ("stock", "MKL's generic kernel on AMD"),
    "c88df2638fb9699abaad05780fa5e0fdb6058f477069040eac8bed3231286275": ("ieee", "correctly rounded"),
}
UNKNOWN = ("unknown", "none of Lockstep's; on Intel's processors MKL_ENABLE_INSTRUCTIONS=AVX2 makes it ieee")
SEED = 20261121


def profile():
    """The name of the profile, and what it is."""
    return PROFILES.get(digest(), UNKNOWN)


def digest():
    x = (numpy.arange(1 << 24, dtype=numpy.uint32) + numpy.uint32(0x3F800000)).view(numpy.float32)
    root = torch.sqrt(torch.from_numpy(x)).numpy()
    off = (root.view(numpy.int32) - numpy.sqrt(x).view(numpy.int32) + 1).astype(numpy.uint8)
    packed = off[0::4] | off[1::4] << 2 | off[2::4] << 4 | off[3::4] << 6
    return hashlib.sha256(packed.tobytes()).hexdigest()


def inputs(rng):
    edges = [1, 0xFFFFFFFFFFFFF, 0x10000000000000, 0x7FCFFFFFFFFFFFFF, 0x7FD0000000000000, 0x7FEFFFFFFFFFFFFF]
    yield from edges
    yield from (0x3FF0000000000000 + d for d in range(-8, 9))
    for _ in range(1000):  # any positive double
        yield rng.randrange(1, 0x7FF0000000000000)
    for _ in range(1000):  # 1 to 4
        yield rng.randrange(0x3FF0000000000000, 0x4010000000000000)
    for _ in range(100):  # few digits
        yield rng.randrange(0x00100000, 0x7FF00000) << 32
    for _ in range(50):  # subnormal
        yield rng.randrange(1, 1 << rng.randrange(1, 53))


def record():
    bits = numpy.array(list(inputs(random.Random(SEED))), dtype=numpy.uint64)
    roots = torch.sqrt(torch.from_numpy(bits.view(numpy.float64))).numpy().view(numpy.uint64)
    print("# torch %s, seed %d" % (torch.__version__.split("+")[0], SEED))
    for x, root in zip(bits, roots):
        print("%016x\t%016x" % (x, root))


if __name__ == "__main__":
    if "--record" in sys.argv:
        record()
    else:
        found = digest()
        print("%s (%s)" % PROFILES.get(found, UNKNOWN), found)
