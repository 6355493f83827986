package dev.lockstep.core.transform;

import dev.lockstep.core.GradientView;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;

/** Coupled (L2) weight decay: {@code g = g + decay*p}, two roundings. Skipped when decay is 0. */
public final class AddDecay extends Transform {
  /** Both precisions. */
  public static final Precisions<Transform> KIND = Precisions.of(AddDecay::new, AddDecay64::new);

  /** Skipped until a decay is set. */
  public AddDecay() {
    super(0, true);
  }

  @Override
  public boolean join(GradientView view) {
    return view.decay(value(), false);
  }

  @Override
  public void apply(float[] p, float[] g, int from, int to) {
    final float decay = (float) value();
    for (int i = from; i < to; i++) {
      g[i] = g[i] + decay * p[i];
    }
  }
}
