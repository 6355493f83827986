package dev.lockstep.torch.aten;

/**
 * Muon's Newton-Schulz iteration: moves the singular values of a matrix towards 1, in bfloat16.
 *
 * <p>Matrix products are added up in float ({@link Bf16Products}) and rounded to bfloat16 once.
 */
public final class NewtonSchulz {
  private final float a;
  private final float b;
  private final float c;
  private final int steps;
  private final float eps;

  /**
   * The polynomial {@code a*x + b*x^3 + c*x^5}, applied so many times.
   *
   * @param eps keeps the norm away from 0
   */
  public NewtonSchulz(double a, double b, double c, int steps, double eps) {
    this.a = (float) a;
    this.b = (float) b;
    this.c = (float) c;
    this.steps = steps;
    this.eps = (float) eps;
  }

  /** Replaces a matrix, row by row, by the result; its values are rounded to bfloat16 first. */
  public void apply(float[] x, int rows, int columns) {
    boolean tall = rows > columns;
    int n = Math.min(rows, columns);
    int m = Math.max(rows, columns);
    float[] wide = tall ? transposed(x, rows, columns) : x.clone();
    round(wide);
    float norm = Math.max(bfloat16(norm(wide)), bfloat16(eps));
    for (int i = 0; i < wide.length; i++) {
      wide[i] = bfloat16(wide[i] / norm);
    }
    for (int step = 0; step < steps; step++) {
      wide = step(wide, n, m);
    }
    System.arraycopy(tall ? transposed(wide, n, m) : wide, 0, x, 0, x.length);
  }

  /** The same for double values, which go through float to bfloat16. */
  public void apply(double[] x, int rows, int columns) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    apply(narrow, rows, columns);
    for (int i = 0; i < x.length; i++) {
      x[i] = narrow[i];
    }
  }

  private float[] step(float[] x, int n, int m) {
    float[] gram = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        gram[i * n + k] = bfloat16(Bf16Products.dot(x, i * m, k * m, m));
      }
    }
    float[] update = Bf16Products.product(gram, gram, n, n, n);
    for (int i = 0; i < update.length; i++) {
      update[i] = bfloat16(Math.fma(b, gram[i], c * update[i]));
    }
    float[] next = Bf16Products.product(update, x, n, n, m);
    for (int i = 0; i < next.length; i++) {
      next[i] = bfloat16(Math.fma(a, x[i], next[i]));
    }
    return next;
  }

  private static float norm(float[] x) {
    return Sums.norm(x, 0, x.length);
  }

  private static float[] transposed(float[] x, int rows, int columns) {
    float[] t = new float[x.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        t[k * rows + i] = x[i * columns + k];
      }
    }
    return t;
  }

  private static void round(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = bfloat16(x[i]);
    }
  }

  /** The nearest bfloat16, ties to even. */
  static float bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    int half = 0x7fff + ((bits >> 16) & 1);
    return Float.isNaN(x) ? x : Float.intBitsToFloat((bits + half) & 0xffff0000);
  }
}
