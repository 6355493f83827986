package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rewrite of a card and the options that ask for it. All whose conditions hold are made, in
 * order.
 *
 * @param when what is asked of options of the source; none means always
 * @param make the rewrite
 * @param set options of the target that it fixes, whatever the card's arguments say
 */
public record RewriteStep(
    Map<String, Condition> when, Rewrite make, Map<String, @Nullable Object> set) {
  /** As a card writes it. */
  @JsonCreator
  public RewriteStep(
      @JsonProperty("when") @Nullable Map<String, Condition> when,
      @JsonProperty(value = "make", required = true) Rewrite make,
      @JsonProperty("set") @Nullable Map<String, @Nullable Object> set) {
    this.when = Case.Ordered.copy(when);
    this.make = make;
    this.set = Case.Ordered.copy(set);
  }
}
