package dev.lockstep.torch.aten;

import dev.lockstep.torch.sqrt.StockSquareRoot;

/** {@link StockSquareRoot} for the kernels that the build derives for it. */
public final class StockRoot {
  private static final StockSquareRoot ROOT = new StockSquareRoot();

  private StockRoot() {}

  /** The root of a float. */
  public static float sqrt(float x) {
    return ROOT.sqrt(x);
  }

  /** The root of a double. */
  public static double sqrt(double x) {
    return ROOT.sqrt(x);
  }
}
