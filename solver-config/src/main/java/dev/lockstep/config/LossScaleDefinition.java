package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what the loss is multiplied before backward, and its gradients divided after it.
 *
 * @param api the framework's class, in full or within it: {@code amp.GradScaler}
 * @param args keyword arguments, in order
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record LossScaleDefinition(String api, Map<String, @Nullable Object> args) {

  /** Absent parts become empty. */
  public LossScaleDefinition(@Nullable String api, @Nullable Map<String, @Nullable Object> args) {
    this.api = Absent.text(api);
    this.args = Absent.map(args);
  }
}
