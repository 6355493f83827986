package dev.lockstep.core.transform;

import dev.lockstep.core.GradientView;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;

/**
 * Multiplies the gradient: {@code g = g * factor}. With -1 it negates exactly (torch's {@code
 * maximize}); with 1/loss_scale it unscales. Skipped when the factor is 1.
 */
public final class Scale extends Transform {
  /** Both precisions. */
  public static final Precisions<Transform> KIND = Precisions.of(Scale::new, Scale64::new);

  /** Skipped until a factor is set. */
  public Scale() {
    super(1, true);
  }

  @Override
  public boolean join(GradientView view) {
    return view.scale(value());
  }

  @Override
  public void apply(float[] p, float[] g, int from, int to) {
    final float factor = (float) value();
    for (int i = from; i < to; i++) {
      g[i] = g[i] * factor;
    }
  }
}
