package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one option of the target comes from, or where an option of the source goes.
 *
 * <p>Names that start with {@code run.} are facts of the training run: {@code run.base_lr}, {@code
 * run.total_steps}, {@code run.steps_per_epoch}.
 *
 * @param from options of the source, in the order that the conversion wants; none for a constant
 * @param to the option of the target; empty if what {@code from} says has no counterpart and needs
 *     none
 * @param as the conversion
 * @param constant the value of the target's option whatever the source says
 */
public record Argument(
    List<String> from, Optional<String> to, Conversion as, @Nullable Object constant) {
  /** As a card writes it. */
  @JsonCreator
  public Argument(
      @JsonProperty("from") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> from,
      @JsonProperty("to") @Nullable String to,
      @JsonProperty("as") @Nullable Conversion as,
      @JsonProperty("constant") @Nullable Object constant) {
    this(
        from == null ? List.of() : List.copyOf(from),
        Optional.ofNullable(to),
        as == null ? Conversion.SAME : as,
        constant);
  }

  /** An option that goes over under the same name. */
  static Argument same(String name) {
    return new Argument(List.of(name), name, Conversion.SAME, null);
  }

  /** An option of the source that needs no counterpart. */
  static Argument dropped(String name) {
    return new Argument(List.of(name), (String) null, Conversion.SAME, null);
  }

  /** Whether the target's option is set whatever the source says. */
  public boolean isConstant() {
    return from.isEmpty();
  }

  /** Whether the source's option needs no counterpart. */
  public boolean isDropped() {
    return to.isEmpty();
  }
}
