"""What a case is made of, drawn from a seed: shapes, values, gradients, options. Knows no framework."""

import hashlib
import random

import numpy as np

NAMES = ["fc.weight", "fc.bias", "bn.gamma", "bn.beta", "conv.weight", "head.weight", "embed.table"]
# Around the 8 and 16 lanes of a vector: bodies, tails, and both
SHAPES = [(1,), (3,), (7,), (8,), (17,), (2, 2), (4, 5), (2, 3, 4), (3, 16), (64,)]
MATRICES = [(2, 2), (4, 5), (5, 3), (3, 16), (16, 3), (1, 7), (9, 1), (8, 8)]
LARGE_SHAPES = [(1003,), (33, 37), (2, 3, 5, 7), (4096,)]
# Around the ends of vectors' bodies; where frameworks cut a tensor among threads (1,000 and 32,768 elements), and others
SHORT = range(1, 41)
AROUND = [n + off for n in (64, 128, 256, 1000, 1024, 2000) for off in (-1, 0, 1)]
CUT = [n + off for n in (4096, 8192, 32768, 65536) for off in (-1, 0, 1)]
# Numbers as options: of the wrong sign, no numbers, beyond what a float32 holds
ODD = [0.0, -0.0, -1.0, 1.0, 2.0, 1e-45, 1e-38, 1e30, 1e38, 3.4028235e38, 1e39, 1e155, 1e300, -1e39, 1.0000001, 0.9999999999, np.nan, np.inf, -np.inf]
ODD_SHAPES = [(), (1, 1), (0,), (2, 0), (9,), (15,), (16,), (31,), (33,), (1, 3, 1, 5), (257,)]


class Draw:
    """A source of chance: the same for the same words, whatever was drawn elsewhere."""

    def __init__(self, *words):
        text = "/".join(map(str, words))
        self.random = random.Random(text)
        digest = hashlib.sha256(text.encode()).digest()
        self.array = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, *values):
        return self.random.choice(values)

    def number(self, low, high):
        """Log-uniform, three digits: as people write it."""
        return float("%.3g" % np.exp(self.random.uniform(np.log(low), np.log(high))))

    def uniform(self, low, high, digits=3):
        return round(self.random.uniform(low, high), digits)

    def rate(self):
        return self.number(1e-4, 0.1)

    def decay(self):
        return self.one(0.0, 0.0, 0.01, 0.1, self.number(1e-5, 0.1))

    def betas(self):
        return [self.one(0.5, 0.9, 0.9, 0.95, 0.0, self.uniform(0.3, 0.98)), self.one(0.95, 0.99, 0.999, self.uniform(0.8, 0.999, 4))]

    def eps(self):
        return self.one(1e-8, 1e-8, 1e-6, 1e-3, 0.1)

    def shapes(self, count, among):
        return [self.random.choice(among) for _ in range(count)]

    def sizes(self, count, index):
        """Shapes of one dimension; a case in four has one around a limit, one in sixteen a large one."""
        sizes = self.shapes(count, SHORT)
        if index % 4 == 3:
            sizes[0] = self.one(*(CUT if index % 16 == 15 else AROUND))
        return [(size,) for size in sizes]

    def names(self, count):
        return self.random.sample(NAMES, count)

    def values(self, shape, dtype):
        """First values of a parameter: of one magnitude."""
        return np.asarray(self.array.standard_normal(shape) * 10 ** self.random.uniform(-4, 1), dtype)

    def gradient(self, shape, dtype):
        """Mixed magnitudes; some gradients are all or partly zero, some have zeros of either sign."""
        kind = self.random.random()
        if kind < 0.06:
            return np.zeros(shape, dtype)
        scale = 10 ** self.random.uniform(-4, 2)
        values = np.asarray(self.array.standard_normal(shape) * scale, np.float64)
        if kind < 0.4:
            values = values * 10 ** self.array.uniform(-6, 0, shape)
        if kind < 0.55:
            values = np.where(self.array.random(shape) < 0.3, 0.0, values)
        if kind < 0.15:
            values = np.where(self.array.random(shape) < 0.3, -0.0, values)
        return np.asarray(values, dtype)

    def hostile(self, shape, dtype, subnormal=True):
        """A gradient with what no trainer wants: infinities, not-a-numbers, subnormals, huge and tiny numbers."""
        values = self.gradient(shape, np.float64)
        tiny = np.finfo(dtype).smallest_subnormal
        huge = float(np.finfo(dtype).max)
        special = np.array([huge, -huge, huge / 3, -0.0, 1e-25, 1e20])
        if subnormal:
            special = np.append(special, [tiny, -tiny, 1e3 * tiny, np.finfo(dtype).tiny])
        if self.chance(0.4):
            special = np.append(special, [np.inf, -np.inf, np.nan])
        pick = special[self.array.integers(0, len(special), shape)]
        return np.asarray(np.where(self.array.random(shape) < 0.3, pick, values), dtype)

    def split(self, names, most=3):
        """Cuts the names into up to `most` groups."""
        count = self.random.randint(1, min(most, len(names)))
        cuts = sorted(self.random.sample(range(1, len(names)), count - 1))
        return [names[a:b] for a, b in zip([0] + cuts, cuts + [len(names)])]

    def count(self):
        """How many parameters."""
        return self.one(1, 1, 2, 3, 4)
