package dev.lockstep.core.kernel;

import dev.lockstep.core.Slots;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TileLoop;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import java.util.Arrays;

/**
 * Updates a range of a parameter one tile at a time, so that transforms and rule meet each element
 * in the cache.
 *
 * <p>Whole arrays are updated where they lie; a rule views the gradient through the transforms
 * while it reads it, if it can ({@link Slots#isViewing}). Whatever else there is (a buffer, a view
 * into the middle of an array, a sparse gradient) goes through scratch memory at the same index,
 * because a rule has one index for all arrays.
 */
public final class Tiles extends TileLoop {
  private static void transform(Transform[] transforms, float[] p, float[] g, int from, int to) {
    for (Transform transform : transforms) {
      if (transform.isActive()) {
        transform.apply(p, g, from, to);
      }
    }
  }

  private float[] parameterScratch = {};
  private float[] gradientScratch = {};

  @Override
  public <H> void run(Slots<H> slots, int from, int to) {
    if (slots.parameter().hasSparseGrad()) {
      SparseRows grad = slots.parameter().sparseGrad();
      runSparse(slots, slots.isRowsAsGiven() ? grad.given() : grad, from, to);
    } else {
      runDense(slots, slots.parameter().grad(), from, to);
    }
  }

  private <H> void runDense(Slots<H> slots, Tensor grad, int from, int to) {
    boolean viewing = slots.isViewing();
    boolean copy = !grad.isWholeArray() || (slots.changesGradient() && !viewing);
    float[] g = copy ? gradientScratch(to) : grad.floats();
    UpdateRule<? super H> rule = viewing ? slots.viewedRule() : slots.rule();
    boolean transforming = !viewing && slots.isTransforming();
    boolean once = !copy && !transforming;
    int run = once && slots.parameter().value().isWholeArray() ? RUN : TILE;
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(run, to - at);
      if (copy) {
        grad.read(at, g, at, end - at);
      }
      update(slots, rule, transforming, g, at, end);
    }
  }

  /**
   * A gradient by rows: those rows one by one, and what lies between them with zeros if it counts.
   */
  private <H> void runSparse(Slots<H> slots, SparseRows grad, int from, int to) {
    float[] g = gradientScratch(to);
    int width = grad.width();
    int done = from;
    for (int k = 0; k < grad.rows().length; k++) {
      int row = grad.rows()[k] * width;
      int start = Math.max(from, row);
      int end = Math.min(to, row + width);
      if (start < end) {
        updateBetween(slots, g, done, start);
        grad.values().read(k * width + start - row, g, start, end - start);
        update(slots, slots.rule(), slots.isTransforming(), g, start, end);
        done = end;
      }
    }
    updateBetween(slots, g, done, to);
  }

  /** These zeros are not in the gradient, so that no transform changes their sign. */
  private <H> void updateBetween(Slots<H> slots, float[] g, int from, int to) {
    if (!slots.isRowsOnly() && from < to) {
      Arrays.fill(g, from, to, 0);
      update(slots, slots.rule(), false, g, from, to);
    }
  }

  private <H> void update(
      Slots<H> slots,
      UpdateRule<? super H> rule,
      boolean transforming,
      float[] g,
      int from,
      int to) {
    Tensor value = slots.parameter().value();
    boolean copy = !value.isWholeArray();
    float[] p = copy ? parameterScratch(to) : value.floats();
    if (copy) {
      value.read(from, p, from, to - from);
    }
    if (transforming) {
      transform(slots.transforms(), p, g, from, to);
    }
    rule.update(slots.h(), p, g, slots.floats(), from, to);
    if (copy) {
      value.write(from, p, from, to - from);
    }
  }

  private float[] parameterScratch(int size) {
    if (parameterScratch.length < size) {
      parameterScratch = new float[size];
    }
    return parameterScratch;
  }

  private float[] gradientScratch(int size) {
    if (gradientScratch.length < size) {
      gradientScratch = new float[size];
    }
    return gradientScratch;
  }
}
