package dev.lockstep.porter.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API with its counterpart.
 *
 * @param to the counterpart's full name; one without a module is a function or class of Lockstep's
 *     own, which the port writes into the script
 * @param takes the source's parameters in order; empty if positions are equal on both sides
 * @param gives the target's parameters in order; empty if they are those of the source
 * @param rename parameters of another name
 * @param drop parameters that need no counterpart
 * @param state parameters of the target that must be written when a call does not give them, as
 *     Python text; {@code {name}} in it is the text of the call's argument of that name
 * @param refuse parameters without a counterpart
 * @param only for parameters that have a counterpart for some texts alone: those texts
 * @param require parameters that a call must give, so that it is the form that the counterpart has
 * @param numbers parameters that must be numbers where they stand in a position, so that it is the
 *     form that the counterpart has
 * @param invert parameters that the target takes as 1 minus their value
 * @param tuple parameters that the target takes as a tuple where the source may have a number
 * @param variadic whether positional arguments stay as they are
 * @param sizes whether the positional arguments are extents, which the target takes as one tuple
 * @param function whether the source is a class and the target a function of the same calls
 * @param reference whether it has a counterpart only where it is not called, as a type
 * @param call the counterpart of a call, where that is another one than of the name
 * @param otherwise a class or function of Lockstep's own that takes the calls for which {@code to}
 *     has no counterpart
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
    Map<String, List<String>> only,
    List<String> require,
    List<String> numbers,
    List<String> invert,
    List<String> tuple,
    boolean variadic,
    boolean sizes,
    boolean function,
    boolean reference,
    Optional<String> call,
    Optional<String> otherwise,
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
      @JsonProperty("only") @Nullable Map<String, List<String>> only,
      @JsonProperty("require") @Nullable List<String> require,
      @JsonProperty("numbers") @Nullable List<String> numbers,
      @JsonProperty("invert") @Nullable List<String> invert,
      @JsonProperty("tuple") @Nullable List<String> tuple,
      @JsonProperty("variadic") boolean variadic,
      @JsonProperty("sizes") boolean sizes,
      @JsonProperty("function") boolean function,
      @JsonProperty("reference") boolean reference,
      @JsonProperty("call") @Nullable String call,
      @JsonProperty("otherwise") @Nullable String otherwise,
      @JsonProperty("note") @Nullable String note) {
    this(
        to,
        takes == null ? List.of() : List.copyOf(takes),
        gives == null ? List.of() : List.copyOf(gives),
        rename == null ? Map.of() : Map.copyOf(rename),
        drop == null ? List.of() : List.copyOf(drop),
        state == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(state)),
        refuse == null ? List.of() : List.copyOf(refuse),
        only == null ? Map.of() : Map.copyOf(only),
        require == null ? List.of() : List.copyOf(require),
        numbers == null ? List.of() : List.copyOf(numbers),
        invert == null ? List.of() : List.copyOf(invert),
        tuple == null ? List.of() : List.copyOf(tuple),
        variadic,
        sizes,
        function,
        reference,
        Optional.ofNullable(call),
        Optional.ofNullable(otherwise),
        Optional.ofNullable(note));
  }

  /** An API that only has another name. */
  public static Api named(String to) {
    return new Api(
        to,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether a counterpart is a function or class of Lockstep's own. */
  public static boolean isBrought(String to) {
    return !to.contains(".");
  }

  /** Whether a call becomes one of a function or class of Lockstep's own. */
  public boolean brought() {
    return isBrought(call.orElse(to));
  }

  /** Whether the arguments of a call stay as they are. */
  public boolean keepsArguments() {
    return takes.isEmpty()
        && drop.isEmpty()
        && refuse.isEmpty()
        && only.isEmpty()
        && state.isEmpty()
        && !sizes;
  }

  /** The parameters of the source that it knows. */
  public Stream<String> parameters() {
    return Stream.of(takes, rename.keySet(), drop, refuse).flatMap(Collection::stream);
  }

  /** What a parameter of the source is called on the other side. */
  public String renamed(String parameter) {
    return rename.getOrDefault(parameter, parameter);
  }
}
