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
 */
public record Case(Map<String, Condition> when, Verdict verdict, List<String> differences) {
  /** As a card writes it. */
  @JsonCreator
  public Case(
      @JsonProperty("when") @Nullable Map<String, Condition> when,
      @JsonProperty(value = "verdict", required = true) Verdict verdict,
      @JsonProperty("differences") @Nullable List<String> differences) {
    this.when = Ordered.copy(when);
    this.verdict = verdict;
    this.differences = differences == null ? List.of() : List.copyOf(differences);
    if (verdict == Verdict.REWRITE) {
      throw new IllegalArgumentException(
          "a case says EXACT or EQUIVALENT; it becomes REWRITE by the card's rewrites");
    }
  }

  /** Unmodifiable copies that keep the order. */
  static final class Ordered {
    private Ordered() {}

    static <K, V extends @Nullable Object> Map<K, V> copy(@Nullable Map<K, V> map) {
      return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
  }
}
