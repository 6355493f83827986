package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How gradients are limited before a step.
 *
 * @param api the framework's function, in full or within it: {@code nn.utils.clip_grad_norm_}
 * @param args keyword arguments beside the gradients, in order
 * @param each true if each gradient is limited by itself, false if all together
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ClippingDefinition(String api, Map<String, @Nullable Object> args, boolean each) {

  /** Absent parts become empty. */
  public ClippingDefinition(
      @JsonProperty("api") @Nullable String api,
      @JsonProperty("args") @Nullable Map<String, @Nullable Object> args,
      @JsonProperty("each") boolean each) {
    this.api = Absent.text(api);
    this.args = Absent.map(args);
    this.each = each;
  }
}
