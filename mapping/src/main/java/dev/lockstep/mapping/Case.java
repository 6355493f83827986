package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and the options for which it holds. The cases of a card are tried in order; the first
 * whose conditions hold decides.
 *
 * @param when what is asked of options of the source; none means always
 * @param verdict the verdict, before the card's rewrites
 * @param differences ids of the differences that show in this case
 * @param bound how far roundings may take both sides apart in the real frameworks, relative to the
 *     way that a parameter has gone; see {@link #BOUND}
 */
public record Case(
    Map<String, Condition> when, Verdict verdict, List<String> differences, double bound) {
  /**
   * The bound of a case that states none: of the 24 bits of float32, in which MindSpore keeps the
   * numbers of a step, 1 - beta keeps 14 if beta is 0.999.
   */
  public static final double BOUND = 0x1p-14;

  /** Copies; a case may not say REWRITE. */
  public Case {
    when = Ordered.copy(when);
    differences = List.copyOf(differences);
    if (verdict == Verdict.REWRITE) {
      throw new IllegalArgumentException(
          "a case says EXACT or EQUIVALENT; it becomes REWRITE by the card's rewrites");
    }
  }

  /** As a card writes it. */
  @JsonCreator
  static Case read(
      @JsonProperty("when") @Nullable Map<String, Condition> when,
      @JsonProperty(value = "verdict", required = true) Verdict verdict,
      @JsonProperty("differences") @Nullable List<String> differences,
      @JsonProperty("bound") @Nullable Double bound) {
    return new Case(
        when == null ? Map.of() : when,
        verdict,
        differences == null ? List.of() : differences,
        bound == null ? BOUND : bound);
  }

  /** Unmodifiable copies that keep the order. */
  static final class Ordered {
    private Ordered() {}

    static <K, V extends @Nullable Object> Map<K, V> copy(@Nullable Map<K, V> map) {
      return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
  }
}
