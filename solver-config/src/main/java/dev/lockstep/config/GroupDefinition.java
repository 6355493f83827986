package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group: which parameters, and the options that differ. A MindSpore entry with {@code
 * order_params} holds no parameters of its own but the order of them all.
 *
 * @param params names and patterns; see {@link Selector}
 * @param orderParams names and patterns in the order of the gradients; empty unless this is the
 *     order entry
 * @param options what was set in this group, in order
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GroupDefinition(
    List<String> params,
    @JsonProperty("order_params") List<String> orderParams,
    @JsonAnyGetter Map<String, @Nullable Object> options) {

  /** Absent parts become empty. */
  public GroupDefinition(
      @Nullable List<String> params,
      @Nullable List<String> orderParams,
      @Nullable Map<String, @Nullable Object> options) {
    this.params = Absent.list(params);
    this.orderParams = Absent.list(orderParams);
    this.options = Absent.map(options);
  }

  /** A group as it is written: every key but two is an option. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static GroupDefinition read(LinkedHashMap<String, @Nullable Object> entries) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>(entries);
    List<String> params = names("params", options.remove("params"));
    List<String> orderParams = names("order_params", options.remove("order_params"));
    return new GroupDefinition(params, orderParams, options);
  }

  private static List<String> names(String key, @Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw new DefinitionException(key + " must be a list of parameter names, got " + value);
    }
    return list.stream().map(String.class::cast).toList();
  }

  /** A group of parameters with their options. */
  public static GroupDefinition of(List<String> params, Map<String, @Nullable Object> options) {
    return new GroupDefinition(params, List.of(), options);
  }

  /** The order of all parameters. */
  public static GroupDefinition order(List<String> orderParams) {
    return new GroupDefinition(List.of(), orderParams, Map.of());
  }

  /** Whether this entry only gives the order of the parameters. */
  @JsonIgnore
  public boolean isOrder() {
    return !orderParams.isEmpty();
  }
}
