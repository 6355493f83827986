package dev.lockstep.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of constants as data files write them: {@code IS_ZERO} is {@code is-zero}. */
final class Ids {
  private Ids() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E find(E[] constants, String id) {
    for (E constant : constants) {
      if (of(constant).equals(id)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "no \"%s\"; known are %s"
            .formatted(
                id, Arrays.stream(constants).map(Ids::of).collect(Collectors.joining(", "))));
  }
}
