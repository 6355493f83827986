package dev.lockstep.mindspore;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.UpdateRule;

/**
 * A kernel that runs over chunks of one tensor: in each, whole vectors go by one rule and the last
 * {@code length % 8} floats (4 doubles) by another.
 */
final class CutRule<H> extends UpdateRule<H> {
  private final UpdateRule<H> body;
  private final UpdateRule<H> tail;
  private final int size;
  private int chunk;

  /** For a tensor of that size. */
  CutRule(UpdateRule<H> body, UpdateRule<H> tail, int size) {
    this.body = body;
    this.tail = tail;
    this.size = size;
    cut(1);
  }

  /** Sets the number of chunks of the coming step. */
  void cut(int chunks) {
    chunk = Math.max(1, (size + chunks - 1) / chunks);
  }

  /** Where the vectors of the chunk around an element end. */
  private int bodyEnd(int at, int lanes) {
    return chunkEnd(at) - (chunkEnd(at) - at / chunk * chunk) % lanes;
  }

  private int chunkEnd(int at) {
    return Math.min(size, (at / chunk + 1) * chunk);
  }

  @Override
  public void update(H h, float[] p, float[] g, float[][] s, int from, int to) {
    int at = from;
    while (at < to) {
      int whole = bodyEnd(at, Lanes.F32);
      int end = Math.min(to, at < whole ? whole : chunkEnd(at));
      (at < whole ? body : tail).update(h, p, g, s, at, end);
      at = end;
    }
  }

  @Override
  public void update(H h, double[] p, double[] g, double[][] s, int from, int to) {
    int at = from;
    while (at < to) {
      int whole = bodyEnd(at, Lanes.F64);
      int end = Math.min(to, at < whole ? whole : chunkEnd(at));
      (at < whole ? body : tail).update(h, p, g, s, at, end);
      at = end;
    }
  }
}
