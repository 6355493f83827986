package dev.lockstep.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in both precisions: the one that was written, for {@code float}, and the copy for {@code
 * double} that the build made of it.
 */
public final class Precisions<T> {
  private final Supplier<? extends T> f32;
  private final Supplier<? extends T> f64;

  // Made on first use, not while the kernel's class is initialised; a race makes an equal twin.
  private @Nullable T sharedF32;
  private @Nullable T sharedF64;

  private Precisions(Supplier<? extends T> f32, Supplier<? extends T> f64) {
    this.f32 = f32;
    this.f64 = f64;
  }

  /** The two constructors, {@code Precisions.of(AdamRule::new, AdamRule64::new)}. */
  public static <T> Precisions<T> of(Supplier<? extends T> f32, Supplier<? extends T> f64) {
    return new Precisions<>(f32, f64);
  }

  /** One instance for everybody, for kernels without state. */
  public T shared(DType dtype) {
    T shared = dtype == DType.F32 ? sharedF32 : sharedF64;
    if (shared == null) {
      shared = make(dtype);
      if (dtype == DType.F32) {
        sharedF32 = shared;
      } else {
        sharedF64 = shared;
      }
    }
    return shared;
  }

  /** A new instance for that element type. */
  public T make(DType dtype) {
    return dtype == DType.F32 ? f32.get() : f64.get();
  }
}
