package dev.lockstep.mindspore.nn;

import dev.lockstep.mindspore.WeightDecay;

/**
 * A weight decay as an optimizer holds it: in float32 and multiplied by the loss scale, or (exact)
 * as it was given.
 */
final class Decay {
  /** For parameters that are exempt. */
  static final Decay NONE = new Decay(WeightDecay.of(0), 1, true);

  private final WeightDecay source;
  private final double lossScale;
  private final boolean exact;
  private double current;
  private double settled;

  Decay(WeightDecay source, double lossScale, boolean exact) {
    this.source = source;
    this.lossScale = lossScale;
    this.exact = exact;
  }

  boolean isDynamic() {
    return source instanceof WeightDecay.Dynamic;
  }

  /** What the last {@link #read} found. */
  double current() {
    return current;
  }

  /** Whether the last {@link #read} found another decay than there was when this was last asked. */
  boolean hasChanged() {
    boolean changed = current != settled;
    settled = current;
    return changed;
  }

  /** Reads the decay of a step, counted from 0. */
  void read(int step) {
    if (source instanceof WeightDecay.Dynamic dynamic) {
      float value = dynamic.cell().construct(step);
      current = exact ? value : value * (float) lossScale;
    } else if (source instanceof WeightDecay.Constant constant) {
      current = exact ? constant.value() : (float) (constant.value() * lossScale);
    }
  }
}
