package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler attached to the optimizer.
 *
 * @param api its name, in full or within the framework's scheduler package: {@code StepLR}
 * @param args keyword arguments, in order
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record SchedulerDefinition(String api, Map<String, @Nullable Object> args) {

  /** Absent parts become empty. */
  public SchedulerDefinition(@Nullable String api, @Nullable Map<String, @Nullable Object> args) {
    this.api = Absent.text(api);
    this.args = Absent.map(args);
  }
}
