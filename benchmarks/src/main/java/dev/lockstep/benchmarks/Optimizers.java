package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every optimizer of the facades: the frameworks' recorded names, found by convention. What a class
 * refuses (a vector, a dense gradient, a rate) it is given otherwise, so none is named here.
 */
final class Optimizers {
  /** What some constructors demand; everything else keeps its default. */
  private static final Map<String, Object> DEMANDED =
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

  /** One step of such an optimizer, taken once already, with the gradients that are set. */
  static Runnable step(Api api, List<Parameter> parameters, Option... options) {
    Runnable step = step(make(api, parameters, options));
    try {
      step.run();
    } catch (OptionException dense) {
      parameters.forEach(parameter -> parameter.setGrad(rows(parameter.grad())));
      step.run();
    }
    return step;
  }

  /** One step with the gradients that are set, which must be there already. */
  static Runnable step(Object optimizer) {
    if (optimizer instanceof MindSporeOptimizer mindSpore) {
      List<Tensor> gradients = mindSpore.parameterOrder().stream().map(Parameter::grad).toList();
      return () -> mindSpore.apply(gradients);
    }
    Optimizer torch = (Optimizer) optimizer;
    return () -> torch.step(() -> 0);
  }

  /** The optimizer, of matrices alone if it refuses other parameters. */
  static Object make(Api api, List<Parameter> parameters, Option... options) {
    try {
      return made(api, parameters, options);
    } catch (OptionException refused) {
      return made(api, parameters.stream().filter(p -> p.value().rank() == 2).toList(), options);
    }
  }

  private static Object made(Api api, List<Parameter> parameters, Option... options) {
    try {
      return wrapped(api, parameters, with(options, demanded(api)));
    } catch (OptionException refused) {
      return wrapped(api, parameters, options);
    }
  }

  /** The optimizer of the parameters, or if it is a wrapper of an optimizer of them. */
  private static Object wrapped(Api api, List<Parameter> parameters, Option... options) {
    try {
      return api.make(new Object[] {parameters}, options);
    } catch (DefinitionException wrapper) {
      Option[] rate = {
        MindSporeOptions.learningRate(Work.LR), MindSporeOptions.momentum(Work.MOMENTUM)
      };
      return api.make(new Object[] {new Momentum(parameters, rate)}, options);
    }
  }

  private static Option[] with(Option[] options, List<Option> more) {
    List<Option> all = new ArrayList<>(List.of(options));
    all.addAll(more);
    return all.toArray(Option[]::new);
  }

  private static List<Option> demanded(Api api) {
    List<Option> settings = new ArrayList<>();
    for (OptionKey<?> key : api.signature().keys()) {
      if (!api.signature().defaults().has(key) && DEMANDED.containsKey(key.name())) {
        settings.add(read(key));
      }
    }
    return settings;
  }

  private static <T> Option read(OptionKey<T> key) {
    return key.is(key.read(DEMANDED.get(key.name())));
  }

  /** A gradient that has all rows. */
  private static SparseRows rows(Tensor dense) {
    int[] shape = dense.shape();
    int[] rows = new int[shape[0]];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    return new SparseRows(rows, dense);
  }
}
