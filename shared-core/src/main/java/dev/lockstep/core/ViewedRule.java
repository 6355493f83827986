package dev.lockstep.core;

/**
 * An update rule that views the gradient through a {@link GradientView}, element by element as it
 * reads it.
 *
 * <p>The build makes one of each rule: {@code AdamRule} becomes {@code AdamRuleViewed}, where
 * {@code g[i]} is {@code viewed(g[i], p[i])} and the question whether the gradient is {@link
 * Finite} is put to the view. An instance belongs to one parameter.
 */
public abstract class ViewedRule<H> extends UpdateRule<H> {
  private GradientView view = new GradientView();

  /** Sets the view, which may change from step to step. */
  final void view(GradientView newView) {
    view = newView;
  }

  /** A gradient of that parameter as it is viewed. */
  protected final float viewed(float g, float p) {
    return view.of(g, p);
  }

  /** A gradient of that parameter as it is viewed. */
  protected final double viewed(double g, double p) {
    return view.of(g, p);
  }

  /** {@link Finite#all} of the gradients of that parameter as they are viewed. */
  protected final boolean allFinite(float[] p, float[] g, int from, int to) {
    return view.isFinite(g, p, g, from, to);
  }

  /** The same, and of a slot of the parameter. */
  protected final boolean allFinite(float[] p, float[] g, float[] slot, int from, int to) {
    return view.isFinite(g, p, slot, from, to);
  }

  /** {@link Finite#all} of the gradients of that parameter as they are viewed. */
  protected final boolean allFinite(double[] p, double[] g, int from, int to) {
    return view.isFinite(g, p, g, from, to);
  }

  /** The same, and of a slot of the parameter. */
  protected final boolean allFinite(double[] p, double[] g, double[] slot, int from, int to) {
    return view.isFinite(g, p, slot, from, to);
  }
}
