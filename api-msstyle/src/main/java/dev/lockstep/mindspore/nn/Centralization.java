package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Tensor;

/**
 * Gradient centralization: from each slice along the first axis its mean is subtracted.
 *
 * <p>It concerns tensors of at least two dimensions whose second is a multiple of 16; others are
 * left alone. The mean is added up in double and rounded once.
 */
final class Centralization {
  private Centralization() {}

  /** Whether a tensor of this shape is centralized at all. */
  static boolean concerns(Tensor gradient) {
    return gradient.rank() > 1 && gradient.shape()[1] % 16 == 0;
  }

  /** {@code into = g + decay*p}, then each slice minus its mean. */
  static void apply(Tensor parameter, Tensor gradient, double decay, Tensor into) {
    int slices = gradient.shape()[0];
    int length = slices == 0 ? 0 : gradient.size() / slices;
    for (int slice = 0; slice < slices; slice++) {
      double sum = 0;
      for (int i = slice * length; i < (slice + 1) * length; i++) {
        double decayed = into.dtype().round(into.dtype().round(decay) * parameter.get(i));
        into.set(i, gradient.get(i) + decayed);
        sum += into.get(i);
      }
      double mean = into.dtype().round(sum / length);
      for (int i = slice * length; i < (slice + 1) * length; i++) {
        into.set(i, into.get(i) - mean);
      }
    }
  }
}
