package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Which expressions of a program are models, and which classes are of models. */
final class Models {
  /** Methods that only a model has, torch's and those that they are ported to. */
  private static final Set<String> OF_MODELS =
      Set.of(
          "parameters",
          "named_parameters",
          "named_modules",
          "get_parameters",
          "trainable_params",
          "parameters_and_names",
          "cells_and_names",
          "set_train");

  private final TrainingProgram program;
  private final Flow flow;
  private final Usage usage;

  Models(TrainingProgram program, Usage usage) {
    this.program = program;
    this.flow = program.flow();
    this.usage = usage;
  }

  /** Whether an expression is a model, traced or by what is done with it. */
  boolean isModel(Node expression) {
    for (Node origin : flow.origins(expression)) {
      if (isModuleInstance(origin) || isCopyOfModel(origin)) {
        return true;
      }
    }
    return isUsedAsModel(expression);
  }

  /** Whether it is asked for what only a model has. */
  private boolean isUsedAsModel(Node expression) {
    Set<String> uses = usage.of(expression);
    return !program.isOptimizer(expression)
        && (!Collections.disjoint(uses, OF_MODELS)
            || (uses.contains("train") && uses.contains("eval"))
            || (uses.contains("eval") && uses.contains("state_dict"))
            || (uses.contains("modules") && (uses.contains("train") || uses.contains("eval"))));
  }

  private boolean isCopyOfModel(Node origin) {
    return Call.of(origin)
        .filter(c -> program.qualified(c.callee()).filter("copy.deepcopy"::equals).isPresent())
        .flatMap(c -> c.positional(0))
        .map(Argument::value)
        .filter(m -> isUsedAsModel(m) || flow.origins(m).stream().anyMatch(this::isModuleInstance))
        .isPresent();
  }

  /** Whether every model that an expression may be is an instance of a class that can be read. */
  boolean isBuiltHere(Node expression) {
    return flow.origins(expression).stream().allMatch(this::isModuleInstance);
  }

  boolean isModuleInstance(Node origin) {
    Optional<Call> call = Call.of(origin);
    if (call.isEmpty()) {
      return false;
    }
    Optional<Node> type = flow.callee(call.get());
    return type.isPresent()
        ? isModule(type.get())
        : program
            .qualified(call.get().callee())
            .filter(program.framework()::isModelBase)
            .isPresent();
  }

  /** Whether a class of this project is a {@code torch.nn.Module}. */
  boolean isModule(Node type) {
    return isModule(type, 8);
  }

  private boolean isModule(Node type, int depth) {
    if (depth == 0 || !type.is("class_definition")) {
      return false;
    }
    return Flow.bases(type)
        .anyMatch(
            base -> {
              String name = program.qualified(base).orElse("");
              return program.framework().isModelBase(name)
                  || flow.origins(base).stream().anyMatch(o -> isModule(o, depth - 1));
            });
  }
}
