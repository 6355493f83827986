package dev.lockstep.core.transform;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;

/**
 * Decoupled weight decay: {@code p = p * factor}, with {@code factor = 1 - lr*decay}. Skipped when
 * the factor is 1.
 */
public final class DecoupledDecay extends Transform {
  /** Both precisions. */
  public static final Precisions<Transform> KIND =
      Precisions.of(DecoupledDecay::new, DecoupledDecay64::new);

  /** Skipped until a factor is set. */
  public DecoupledDecay() {
    super(1, false);
  }

  @Override
  public void apply(float[] p, float[] g, int from, int to) {
    final float factor = (float) value();
    for (int i = from; i < to; i++) {
      p[i] = p[i] * factor;
    }
  }
}
