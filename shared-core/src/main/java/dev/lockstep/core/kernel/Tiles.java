package dev.lockstep.core.kernel;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TileLoop;
import dev.lockstep.core.Transform;

/**
 * Updates a range of a parameter one tile at a time, so that transforms and rule meet each element
 * in the cache: memory is read and written once.
 *
 * <p>Array views are updated where they lie. Buffers are copied tile by tile through an array,
 * because loops over buffers are not vectorised (five times slower).
 */
public final class Tiles extends TileLoop {
  private final float[] parameterTile = new float[TILE];
  private final float[] gradientTile = new float[TILE];

  @Override
  public <H> void run(Slots<H> slots, int from, int to) {
    Parameter parameter = slots.parameter();
    Tensor value = parameter.value();
    Tensor grad = parameter.grad();
    boolean direct = value.isArray();
    boolean copyGrad = !grad.isArray() || slots.changesGradient();
    for (int at = from; at < to; at += TILE) {
      int n = Math.min(TILE, to - at);
      float[] p = direct ? value.floats() : parameterTile;
      int po = direct ? value.offset() + at : 0;
      if (!direct) {
        value.read(at, p, 0, n);
      }
      float[] g = copyGrad ? gradientTile : grad.floats();
      int go = copyGrad ? 0 : grad.offset() + at;
      if (copyGrad) {
        grad.read(at, g, 0, n);
      }
      for (Transform transform : slots.transforms()) {
        if (transform.isActive()) {
          transform.apply(p, po, g, go, n);
        }
      }
      slots.rule().update(slots.h(), p, po, g, go, slots.floats(), at, n);
      if (!direct) {
        value.write(at, p, 0, n);
      }
    }
  }
}
