package dev.lockstep.pet;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * A section of the configuration: fields with defaults, some of which are given.
 *
 * <p>Immutable.
 */
public abstract class Section {
  private final Signature signature;
  private final Options given;
  private final Options all;

  /** The fields laid over the defaults. */
  Section(Signature signature, Option... fields) {
    this.signature = signature;
    this.all = signature.bind(fields);
    this.given = new Options();
    signature.settings(List.of(fields)).forEach(given::set);
  }

  /**
   * Plain data as fields; null, Python's None, is as if the field was left out.
   *
   * @throws OptionException if there is no such field, or the value is none of its type
   */
  static Option[] fields(Signature signature, Map<?, ?> data) {
    List<Option> fields = new ArrayList<>();
    data.forEach(
        (name, value) -> {
          OptionKey<?> key = signature.key(String.valueOf(name));
          if (value != null) {
            fields.add(field(key, value));
          }
        });
    return fields.toArray(Option[]::new);
  }

  private static <T> Option field(OptionKey<T> key, Object value) {
    boolean tuple = value instanceof Map<?, ?> map && map.get("tuple") instanceof List<?>;
    return key.is(key.read(tuple ? ((Map<?, ?>) value).get("tuple") : value));
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if it has no default and was not given
   */
  public final <T> T get(OptionKey<T> key) {
    return all.get(key);
  }

  /** Whether a field has a value. */
  public final boolean has(OptionKey<?> key) {
    return all.has(key);
  }

  /** What was given, as plain data under Pet's names: what a file holds. */
  public final Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (OptionKey<?> key : given.keys()) {
      map.put(key.name(), plain(given.get(key)));
    }
    return map;
  }

  private static Object plain(Object value) {
    if (value instanceof Section section) {
      return section.toMap();
    }
    return value instanceof int[] list ? PetOptions.list(list) : value;
  }

  /** Refuses a number unless it is allowed. */
  final void check(OptionKey<Double> key, DoublePredicate allowed, String words) {
    if (!allowed.test(get(key))) {
      throw refused(key, words, get(key));
    }
  }

  /** A value that the field cannot have. */
  final OptionException refused(OptionKey<?> key, String allowed, @Nullable Object got) {
    return new OptionException(
        "%s: %s must be %s, got %s".formatted(signature.api(), key.name(), allowed, got));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Section section
        && signature == section.signature
        && toMap().equals(section.toMap());
  }

  @Override
  public final int hashCode() {
    return toMap().hashCode();
  }

  @Override
  public final String toString() {
    return signature.simpleName() + toMap();
  }
}
