package dev.lockstep.mindspore.mint.optim.kernel;

import dev.lockstep.core.GradientView;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;

/** L2 decay, {@code mint.add(g, p, alpha=decay)}: one rounding. Skipped when decay is 0. */
public final class AddDecayFma extends Transform {
  /** Both precisions. */
  public static final Precisions<Transform> KIND =
      Precisions.of(AddDecayFma::new, AddDecayFma64::new);

  /** Skipped until a decay is set. */
  public AddDecayFma() {
    super(0, true);
  }

  @Override
  public boolean join(GradientView view) {
    return view.decay(value(), true);
  }

  @Override
  public void apply(float[] p, float[] g, int from, int to) {
    final float decay = (float) value();
    for (int i = from; i < to; i++) {
      g[i] = Math.fma(p[i], decay, g[i]);
    }
  }
}
