package dev.lockstep.oneflow.ops;

/**
 * What every update kernel of OneFlow does first, in both precisions.
 *
 * <p>Threads: stateless.
 */
public final class ModelUpdate {
  private ModelUpdate() {}

  /**
   * The gradient with its regularisation, {@code (g*1 + 0*sign(p)) + l2*p}. Both terms are always
   * added: with a decay of 0 they still decide the sign of a zero.
   */
  public static float gradient(float g, float p, float l2) {
    float l1 = p < 0 ? -0f : 0f;
    return (g + l1) + l2 * p;
  }

  /** As the other. */
  public static double gradient(double g, double p, double l2) {
    double l1 = p < 0 ? -0d : 0d;
    return (g + l1) + l2 * p;
  }
}
