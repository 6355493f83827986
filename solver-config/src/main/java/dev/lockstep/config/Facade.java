package dev.lockstep.config;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.megengine.optimizer.MegEngineOptions;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.oneflow.optim.OneFlowOptions;
import dev.lockstep.torch.optim.TorchOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;

/**
 * What cannot be derived of a facade: where its option keys are declared, and where its optimizers
 * and schedulers live.
 *
 * @param options the class whose constants are the option keys
 * @param home the package of optimizers that are named without one, with a dot at the end; may be
 *     empty
 * @param schedulers the packages of schedulers that are named without one, each with a dot at the
 *     end; the first is the usual one
 */
record Facade(Class<?> options, String home, List<String> schedulers) {
  private static final Map<String, Facade> FACADES =
      Map.of(
          "torch",
              new Facade(
                  TorchOptions.class, "optim.", List.of("optim.lr_scheduler.", "optim.swa_utils.")),
          "mindspore",
              new Facade(MindSporeOptions.class, "", List.of("experimental.optim.lr_scheduler.")),
          "oneflow", new Facade(OneFlowOptions.class, "optim.", List.of("optim.lr_scheduler.")),
          "megengine", new Facade(MegEngineOptions.class, "optimizer.", List.of("optimizer.")));

  private static final Facade NONE = new Facade(Void.class, "", List.of(""));

  /** The facade of a framework; one without options if there is none. */
  static Facade of(String framework) {
    return FACADES.getOrDefault(framework, NONE);
  }

  /**
   * The key of a group's option: the optimizer's own, else the facade's. (MindSpore's groups say
   * {@code lr} where the constructor says {@code learning_rate}.) Whether a group may have it is
   * the optimizer's to judge.
   *
   * @throws dev.lockstep.core.OptionException if there is no option of that name
   */
  OptionKey<?> groupKey(Signature signature, String name) {
    for (OptionKey<?> key : signature.keys()) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    for (Field field : options.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && constant(field) instanceof OptionKey<?> key
          && key.name().equals(name)) {
        return key;
      }
    }
    return signature.key(name);
  }

  private static Object constant(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }
}
