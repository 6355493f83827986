package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that runs over chunks of one tensor: the widest part takes what fills its lanes, the
 * next takes its share of the rest, and so on.
 *
 * <p>It relies on the stepper's habit to pass the index in the tensor as the index in the slots.
 */
final class CutRule<H> extends UpdateRule<H> {
  private final List<UpdateRule<H>> rules = new ArrayList<>();
  private final int[] lanes;
  private final int size;
  private int chunk;

  /** For a tensor of that type and size. */
  CutRule(List<Operator.Part<H>> parts, DType dtype, int size) {
    this.size = size;
    this.lanes = new int[parts.size()];
    for (int i = 0; i < lanes.length; i++) {
      rules.add(parts.get(i).rule().shared(dtype));
      // A register holds half as many doubles.
      lanes[i] = dtype == DType.F32 ? parts.get(i).lanes() : Math.max(1, parts.get(i).lanes() / 2);
    }
    cut(1);
  }

  /** Sets the number of chunks of the coming step. */
  void cut(int chunks) {
    chunk = Math.max(1, (size + chunks - 1) / chunks);
  }

  /** Which part takes an element. */
  private int part(int at) {
    int part = 0;
    while (part < lanes.length - 1 && at >= end(at, part)) {
      part++;
    }
    return part;
  }

  /** Where a part ends in the chunk around an element. */
  private int end(int at, int part) {
    int start = at / chunk * chunk;
    int end = Math.min(size, start + chunk);
    return end - (end - start) % lanes[part];
  }

  @Override
  public void update(H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    int done = 0;
    while (done < n) {
      int at = so + done;
      int part = part(at);
      int length = Math.min(n - done, end(at, part) - at);
      rules.get(part).update(h, p, po + done, g, go + done, s, at, length);
      done += length;
    }
  }

  @Override
  public void update(H h, double[] p, int po, double[] g, int go, double[][] s, int so, int n) {
    int done = 0;
    while (done < n) {
      int at = so + done;
      int part = part(at);
      int length = Math.min(n - done, end(at, part) - at);
      rules.get(part).update(h, p, po + done, g, go + done, s, at, length);
      done += length;
    }
  }
}
