package dev.lockstep.porter.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API with its counterpart.
 *
 * @param to the counterpart's full name
 * @param takes the source's parameters in order; empty if positions are equal on both sides
 * @param gives the target's parameters in order; empty if they are those of the source
 * @param rename parameters of another name
 * @param drop parameters that need no counterpart
 * @param state parameters of the target that must be written when a call does not give them, as
 *     Python text
 * @param refuse parameters without a counterpart
 * @param variadic whether positional arguments stay as they are
 * @param sizes whether the positional arguments are extents, which the target takes as one tuple
 * @param function whether the source is a class and the target a function of the same calls
 * @param reference whether it has a counterpart only where it is not called, as a type
 * @param note the id of what a reader should know
 */
public record Api(
    String to,
    List<String> takes,
    List<String> gives,
    Map<String, String> rename,
    List<String> drop,
    Map<String, String> state,
    List<String> refuse,
    boolean variadic,
    boolean sizes,
    boolean function,
    boolean reference,
    Optional<String> note) {

  /** As the table writes it. */
  @JsonCreator
  Api(
      @JsonProperty(value = "to", required = true) String to,
      @JsonProperty("takes") @Nullable List<String> takes,
      @JsonProperty("gives") @Nullable List<String> gives,
      @JsonProperty("rename") @Nullable Map<String, String> rename,
      @JsonProperty("drop") @Nullable List<String> drop,
      @JsonProperty("state") @Nullable Map<String, String> state,
      @JsonProperty("refuse") @Nullable List<String> refuse,
      @JsonProperty("variadic") boolean variadic,
      @JsonProperty("sizes") boolean sizes,
      @JsonProperty("function") boolean function,
      @JsonProperty("reference") boolean reference,
      @JsonProperty("note") @Nullable String note) {
    this(
        to,
        takes == null ? List.of() : List.copyOf(takes),
        gives == null ? List.of() : List.copyOf(gives),
        rename == null ? Map.of() : Map.copyOf(rename),
        drop == null ? List.of() : List.copyOf(drop),
        state == null ? Map.of() : Map.copyOf(state),
        refuse == null ? List.of() : List.copyOf(refuse),
        variadic,
        sizes,
        function,
        reference,
        Optional.ofNullable(note));
  }

  /** An API that only has another name. */
  static Api named(String to) {
    return new Api(
        to,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        false,
        false,
        false,
        false,
        Optional.empty());
  }

  /** Whether the arguments of a call stay as they are. */
  public boolean keepsArguments() {
    return takes.isEmpty() && drop.isEmpty() && refuse.isEmpty() && state.isEmpty() && !sizes;
  }

  /** What a parameter of the source is called on the other side. */
  public String renamed(String parameter) {
    return rename.getOrDefault(parameter, parameter);
  }
}
