package dev.lockstep.torch.optim;

import dev.lockstep.core.Tensor;

/**
 * Makes the counts of steps that torch keeps in each parameter's state, side by side in memory: to
 * count the steps of ten thousand small parameters is then no way through ten thousand objects.
 */
final class CountPool {
  private static final int SIZE = 1024;

  private float[] counts = {};
  private int used;

  /** A count of 0: a float32 scalar. */
  Tensor make() {
    if (used == counts.length) {
      counts = new float[SIZE];
      used = 0;
    }
    return Tensor.view(counts, used++);
  }
}
