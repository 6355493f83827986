package dev.lockstep.core;

import dev.lockstep.core.kernel.Tiles;
import dev.lockstep.core.kernel.Tiles64;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the updates of one step: a facade schedules each parameter with its rule, then calls {@link
 * #run}.
 *
 * <p>Threads: a stepper belongs to one optimizer and one caller at a time.
 */
public final class Stepper {
  /** Runs of elements given to a rule start at multiples of this. */
  public static final int TILE = TileLoop.TILE;

  private final List<Slots<?>> work = new ArrayList<>();
  private @Nullable TileLoop f32;
  private @Nullable TileLoop f64;

  /** Adds one parameter to the coming step; its gradient must be set. */
  public <H> void schedule(Slots<H> slots, UpdateRule<? super H> rule) {
    slots.schedule(rule);
    work.add(slots);
  }

  /** Updates what was scheduled, in that order, and forgets it. */
  public void run() {
    for (int i = 0; i < work.size(); i++) {
      Slots<?> slots = work.get(i);
      Tensor value = slots.parameter().value();
      loop(value.dtype()).run(slots, 0, value.size());
    }
    work.clear();
  }

  private TileLoop loop(DType dtype) {
    if (dtype == DType.F32) {
      f32 = f32 == null ? new Tiles() : f32;
      return f32;
    }
    f64 = f64 == null ? new Tiles64() : f64;
    return f64;
  }
}
