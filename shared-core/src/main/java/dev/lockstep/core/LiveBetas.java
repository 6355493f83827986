package dev.lockstep.core;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link Betas} of which one or both are held in tensors of one element. */
public final class LiveBetas implements Live<Betas> {
  /**
   * The betas as plain data: a tuple.
   *
   * @param beta1 a {@link Tensor} or a {@link Double}
   * @param beta2 a {@link Tensor} or a {@link Double}
   */
  public record Pair(Object beta1, Object beta2) {}

  private final Object beta1;
  private final Object beta2;

  /**
   * A view of the tensors.
   *
   * @param beta1 a {@link Tensor} or a {@link Number}
   * @param beta2 a {@link Tensor} or a {@link Number}
   * @throws OptionException if one is neither, or has not one element
   */
  public LiveBetas(Object beta1, Object beta2) {
    this.beta1 = held("betas[0]", beta1);
    this.beta2 = held("betas[1]", beta2);
  }

  private static Object held(String name, Object value) {
    if (value instanceof Tensor tensor) {
      return new LiveNumber(name, tensor);
    }
    OptionChecks.require(value instanceof Number, "%s must be a number, got %s", name, value);
    return ((Number) value).doubleValue();
  }

  /** The tensor that holds the first; null if it is a plain number. */
  public @Nullable LiveNumber first() {
    return beta1 instanceof LiveNumber number ? number : null;
  }

  /** The tensor that holds the second; null if it is a plain number. */
  public @Nullable LiveNumber second() {
    return beta2 instanceof LiveNumber number ? number : null;
  }

  /** Another first one, a plain number; the second stays where it is. */
  public LiveBetas withFirst(double value) {
    return new LiveBetas(value, plain(beta2));
  }

  @Override
  public Betas now() {
    return new Betas(number(beta1), number(beta2));
  }

  private static double number(Object held) {
    return held instanceof LiveNumber live ? live.now() : (Double) held;
  }

  @Override
  public Pair plain() {
    return new Pair(plain(beta1), plain(beta2));
  }

  private static Object plain(Object held) {
    return held instanceof LiveNumber live ? live.plain() : held;
  }

  @Override
  public LiveBetas copy(UnaryOperator<Tensor> copy) {
    return new LiveBetas(copied(beta1, copy), copied(beta2, copy));
  }

  private static Object copied(Object held, UnaryOperator<Tensor> copy) {
    return held instanceof LiveNumber live ? live.copy(copy).plain() : held;
  }
}
