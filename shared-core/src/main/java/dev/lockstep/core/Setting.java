package dev.lockstep.core;

/**
 * An option with its value, as in {@code lr(0.1)}; made by {@link OptionKey#is} and {@link
 * OptionKey#setting}.
 *
 * @param key which option
 * @param value its value, of the key's type or a {@link Live} one of it
 */
public record Setting<T>(OptionKey<T> key, Object value) implements Option {
  public Setting {
    OptionChecks.given(value, OptionChecks.given(key, "key of an option").name());
  }

  @Override
  public String toString() {
    return key.name() + "=" + (value instanceof Live<?> live ? live.now() : value);
  }
}
