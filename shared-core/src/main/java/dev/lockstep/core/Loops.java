package dev.lockstep.core;

import dev.lockstep.core.kernel.Tiles;
import dev.lockstep.core.kernel.Tiles64;
import org.jspecify.annotations.Nullable;

/** The tile loops of one thread, one a precision, made when first needed. */
final class Loops {
  private @Nullable TileLoop f32;
  private @Nullable TileLoop f64;

  /** Updates the elements {@code [from, to)} of a parameter. */
  void run(Slots<?> slots, int from, int to) {
    of(slots.dtype()).run(slots, from, to);
  }

  private TileLoop of(DType dtype) {
    if (dtype == DType.F32) {
      f32 = f32 == null ? new Tiles() : f32;
      return f32;
    }
    f64 = f64 == null ? new Tiles64() : f64;
    return f64;
  }
}
