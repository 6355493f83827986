package dev.lockstep.core.kernel;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TileLoop;
import dev.lockstep.core.Transform;

/**
 * Updates a range of a parameter one tile at a time, so that transforms and rule meet each element
 * in the cache.
 *
 * <p>Whole arrays are updated where they lie. Whatever else there is (a buffer, a view into the
 * middle of an array, a gradient that a transform changes) goes through scratch memory at the same
 * index, because a rule has one index for all arrays.
 */
public final class Tiles extends TileLoop {
  private float[] parameterScratch = {};
  private float[] gradientScratch = {};

  @Override
  public <H> void run(Slots<H> slots, int from, int to) {
    Parameter parameter = slots.parameter();
    Tensor value = parameter.value();
    Tensor grad = parameter.grad();
    boolean copyValue = !value.isWholeArray();
    boolean copyGrad = !grad.isWholeArray() || slots.changesGradient();
    float[] p = copyValue ? parameterScratch(to) : value.floats();
    float[] g = copyGrad ? gradientScratch(to) : grad.floats();
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(TILE, to - at);
      if (copyValue) {
        value.read(at, p, at, end - at);
      }
      if (copyGrad) {
        grad.read(at, g, at, end - at);
      }
      for (Transform transform : slots.transforms()) {
        if (transform.isActive()) {
          transform.apply(p, g, at, end);
        }
      }
      slots.rule().update(slots.h(), p, g, slots.floats(), at, end);
      if (copyValue) {
        value.write(at, p, at, end - at);
      }
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
