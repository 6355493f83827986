package dev.lockstep.core;

import org.jspecify.annotations.Nullable;

/**
 * The name and type of an option, under the framework's own name ({@code weight_decay}).
 *
 * <p>Keys are compared by identity: a facade declares each once, as a constant.
 */
public final class OptionKey<T> {
  private final String name;
  private final Class<T> type;

  private OptionKey(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /** A new key. */
  public static <T> OptionKey<T> of(String name, Class<T> type) {
    return new OptionKey<>(name, type);
  }

  /** The framework's own name, for instance {@code weight_decay}. */
  public String name() {
    return name;
  }

  /** The type of the values. */
  public Class<T> type() {
    return type;
  }

  /**
   * The value that plain data stands for: a number for any type of number, a list for a record,
   * what a factory of the type takes; anything that is of the type as it is.
   *
   * @throws OptionException if it is none of this option's values
   */
  public T read(@Nullable Object plain) {
    return PlainValues.read(this, plain);
  }

  /**
   * This option set to what plain data stands for: a tensor, or a pair with one, as {@link Live}
   * value, anything else as {@link #read}.
   *
   * @throws OptionException if it is none of this option's values
   */
  public Setting<T> setting(@Nullable Object plain) {
    Live<?> live = PlainValues.live(this, plain);
    return new Setting<>(this, live == null ? read(plain) : live);
  }

  /** This option set to a value. */
  public Setting<T> is(T value) {
    return new Setting<>(this, value);
  }

  @Override
  public String toString() {
    return name;
  }
}
