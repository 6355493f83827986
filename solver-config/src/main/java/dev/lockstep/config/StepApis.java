package dev.lockstep.config;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.LossScaler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What frameworks have between backward and step: limits of gradients, loss scales. */
public final class StepApis {
  /** The limits of each framework, within it. */
  public static final Map<String, List<String>> CLIPPING =
      Map.of(
          "torch",
          List.of("nn.utils.clip_grad_norm_", "nn.utils.clip_grad_value_"),
          "mindspore",
          List.of("ops.clip_by_global_norm", "ops.clip_by_norm", "ops.clip_by_value"));

  /** The loss scales of each framework, within it. */
  public static final Map<String, List<String>> LOSS_SCALES =
      Map.of(
          "torch", List.of("amp.GradScaler"),
          "mindspore", List.of("amp.StaticLossScaler", "amp.DynamicLossScaler"));

  private StepApis() {}

  /** The full name of one that may be written within its framework. */
  public static String fullName(String framework, String api) {
    return api.startsWith(framework + ".") ? api : framework + "." + api;
  }

  /**
   * A limit.
   *
   * @throws dev.lockstep.core.OptionException if there is none of that name or it refuses its
   *     arguments
   */
  public static Clipping clipping(String framework, ClippingDefinition definition) {
    Clipping all = make(Clipping.class, framework, definition.api(), definition.args());
    return definition.each()
        ? gradients -> gradients.forEach(gradient -> all.apply(List.of(gradient)))
        : all;
  }

  /**
   * A loss scale at its first value.
   *
   * @throws dev.lockstep.core.OptionException if there is none of that name or it refuses its
   *     arguments
   */
  public static LossScaler lossScaler(String framework, LossScaleDefinition definition) {
    return make(LossScaler.class, framework, definition.api(), definition.args());
  }

  private static <T> T make(
      Class<T> type, String framework, String name, Map<String, @Nullable Object> args) {
    Object made = new Values(framework).call(fullName(framework, name), args);
    if (!type.isInstance(made)) {
      throw new DefinitionException(name + " is not what is due here");
    }
    return type.cast(made);
  }
}
