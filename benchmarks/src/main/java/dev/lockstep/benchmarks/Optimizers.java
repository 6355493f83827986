package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every optimizer of the facades: the frameworks' recorded names, found by convention. */
final class Optimizers {
  /** What MindSpore's constructors demand; everything else keeps its default. */
  private static final Map<String, Double> DEMANDED =
      Map.of("learning_rate", Work.LR, "lr", Work.LR, "momentum", Work.MOMENTUM);

  private Optimizers() {}

  /** All that take parameters. */
  static List<Api> all() {
    List<Api> all = new ArrayList<>();
    for (String framework : List.of("torch", "mindspore")) {
      for (RecordedSignature recorded : Signatures.of(framework, "").all()) {
        Api.find(recorded.api()).filter(Optimizers::isOptimizer).ifPresent(all::add);
      }
    }
    return all;
  }

  private static boolean isOptimizer(Api api) {
    return Optimizer.class.isAssignableFrom(api.type())
        || MindSporeOptimizer.class.isAssignableFrom(api.type());
  }

  /** One step of such an optimizer with the gradients that are set. */
  static Runnable step(Api api, List<Parameter> parameters, Option... options) {
    String framework = api.name().substring(0, api.name().indexOf('.'));
    Definition definition =
        Definition.of(framework, api.name(), demanded(api.signature()), List.of());
    Object optimizer = Builder.build(definition, parameters, options);
    if (optimizer instanceof MindSporeOptimizer mindSpore) {
      List<Tensor> gradients = mindSpore.parameterOrder().stream().map(Parameter::grad).toList();
      return () -> mindSpore.apply(gradients);
    }
    return ((Optimizer) optimizer)::step;
  }

  private static Map<String, Object> demanded(Signature signature) {
    Map<String, Object> options = new HashMap<>();
    for (OptionKey<?> key : signature.keys()) {
      if (!signature.defaults().has(key) && DEMANDED.containsKey(key.name())) {
        options.put(key.name(), DEMANDED.get(key.name()));
      }
    }
    return options;
  }
}
