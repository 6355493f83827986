package dev.lockstep.core;

import java.util.function.Supplier;

/**
 * A kernel in both precisions: the one that was written, for {@code float}, and the copy for {@code
 * double} that the build made of it.
 */
public final class Precisions<T> {
  private final Supplier<? extends T> f32;
  private final Supplier<? extends T> f64;

  private Precisions(Supplier<? extends T> f32, Supplier<? extends T> f64) {
    this.f32 = f32;
    this.f64 = f64;
  }

  /** The two constructors, {@code Precisions.of(AdamRule::new, AdamRule64::new)}. */
  public static <T> Precisions<T> of(Supplier<? extends T> f32, Supplier<? extends T> f64) {
    return new Precisions<>(f32, f64);
  }

  /** A new instance for that element type. */
  public T make(DType dtype) {
    return dtype == DType.F32 ? f32.get() : f64.get();
  }
}
