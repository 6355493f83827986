package dev.lockstep.pet;

import dev.lockstep.core.Parameter;
import dev.lockstep.torch.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A parameter with the kind of its layer, by which Pet groups.
 *
 * @param parameter the parameter, under its full name
 * @param kind {@code norm}, {@code embedding}, or any other
 */
public record ModelParameter(Parameter parameter, String kind) {
  /** All parameters of a model. */
  static List<ModelParameter> of(Module model) {
    Map<String, String> kinds = model.kinds();
    List<ModelParameter> all = new ArrayList<>();
    model
        .namedParameters()
        .forEach(
            (name, parameter) ->
                all.add(new ModelParameter(parameter, kinds.getOrDefault(name, "other"))));
    return all;
  }

  String name() {
    return parameter.name();
  }

  boolean isNorm() {
    return kind.equals("norm");
  }

  boolean isEmbedding() {
    return kind.equals("embedding");
  }

  /** Whether the last part of the name is {@code bias}. */
  boolean isBias() {
    return name().equals("bias") || name().endsWith(".bias");
  }

  /** Whether a part of the name is {@code backbone}. */
  boolean isOfBackbone() {
    return ("." + name() + ".").contains(".backbone.");
  }

  /** Whether it is a table of relative position bias, as in Swin Transformers. */
  boolean isRelativePositionBias() {
    return name().contains("relative_position_bias");
  }
}
