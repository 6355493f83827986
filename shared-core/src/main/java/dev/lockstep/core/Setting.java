package dev.lockstep.core;

/**
 * An option with its value, as in {@code lr(0.1)}.
 *
 * @param key which option
 * @param value its value, of the key's type
 */
public record Setting<T>(OptionKey<T> key, T value) implements Option {
  @Override
  public String toString() {
    return key.name() + "=" + value;
  }
}
