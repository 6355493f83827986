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
  public void update(H h, float[] p, float[] g, float[][] s, int from, int to) {
    int whole = to - (to - from) % Lanes.F32;
    body.update(h, p, g, s, from, whole);
    tail.update(h, p, g, s, whole, to);
  }

  @Override
  public void update(H h, double[] p, double[] g, double[][] s, int from, int to) {
    int whole = to - (to - from) % Lanes.F64;
    body.update(h, p, g, s, from, whole);
    tail.update(h, p, g, s, whole, to);
  }
}
