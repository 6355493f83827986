package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the model.
 *
 * @param name for instance {@code fc.bias}
 * @param shape its extents; empty for a scalar
 * @param kind the kind of its layer: {@code linear}, {@code conv}, {@code norm}, {@code embedding}
 *     or {@code other}; empty if not said
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ParameterDefinition(String name, List<Integer> shape, String kind) {

  /** Absent parts become empty. */
  public ParameterDefinition(
      @Nullable String name, @Nullable List<Integer> shape, @Nullable String kind) {
    this.name = Absent.text(name);
    this.shape = Absent.list(shape);
    this.kind = Absent.text(kind);
  }
}
