package dev.lockstep.mindspore;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.UpdateRule;

/**
 * A kernel of vectors with a scalar rest: one rule for whole vectors, another for the last {@code n
 * % 8} floats (4 doubles).
 */
public final class BodyThenTail<H> extends UpdateRule<H> {
  private final UpdateRule<H> body;
  private final UpdateRule<H> tail;

  /** Two rules as one. */
  public BodyThenTail(UpdateRule<H> body, UpdateRule<H> tail) {
    this.body = body;
    this.tail = tail;
  }

  @Override
  public void update(H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    int whole = n - n % Lanes.F32;
    body.update(h, p, po, g, go, s, so, whole);
    tail.update(h, p, po + whole, g, go + whole, s, so + whole, n - whole);
  }

  @Override
  public void update(H h, double[] p, int po, double[] g, int go, double[][] s, int so, int n) {
    int whole = n - n % Lanes.F64;
    body.update(h, p, po, g, go, s, so, whole);
    tail.update(h, p, po + whole, g, go + whole, s, so + whole, n - whole);
  }
}
