package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the statements of a backward pass run a model at all: a loss that is put together from
 * what a loop kept before has no gradients in a function of its own.
 */
final class Recorded {
  /** Python's own functions, which run no model. */
  private static final Set<String> PLAIN =
      Set.of(
          "abs",
          "all",
          "any",
          "bool",
          "dict",
          "enumerate",
          "float",
          "int",
          "isinstance",
          "len",
          "list",
          "map",
          "max",
          "min",
          "print",
          "range",
          "reversed",
          "round",
          "set",
          "sorted",
          "str",
          "sum",
          "tuple",
          "zip");

  /** Methods of tensors and of lists. */
  private static final Set<String> METHODS =
      Set.of(
          "abs",
          "add",
          "append",
          "backward",
          "clamp",
          "cpu",
          "cuda",
          "detach",
          "dot",
          "exp",
          "extend",
          "float",
          "gather",
          "insert",
          "item",
          "items",
          "keys",
          "log",
          "long",
          "max",
          "mean",
          "min",
          "mul",
          "norm",
          "numpy",
          "pow",
          "reshape",
          "size",
          "sqrt",
          "squeeze",
          "std",
          "sub",
          "sum",
          "to",
          "unsqueeze",
          "values",
          "var",
          "view");

  private final TrainingProgram program;

  Recorded(TrainingProgram program) {
    this.program = program;
  }

  /** Whether a pass may run a model, if the models of its optimizer are known. */
  boolean reaches(Pass pass, Node optimizer) {
    return program.models(optimizer).isEmpty()
        || Stream.concat(pass.forward().stream(), Stream.of(pass.backward()))
            .anyMatch(this::mayRun);
  }

  private boolean mayRun(Node code) {
    return Call.in(code).anyMatch(this::mayRun)
        || code.descendants().anyMatch(n -> n.is("identifier", "attribute") && isUsedModel(n));
  }

  private boolean mayRun(Call call) {
    Node callee = call.callee();
    boolean named = program.qualified(callee).isPresent() && program.flow().callee(call).isEmpty();
    return switch (callee.kind()) {
      case "identifier" -> !named && !PLAIN.contains(callee.text());
      case "attribute" -> !named && !METHODS.contains(call.name());
      default -> true;
    };
  }

  /** Whether an expression is a model, and not asked for a list that it keeps. */
  private boolean isUsedModel(Node expression) {
    boolean kept =
        expression.field().equals("object")
            && expression
                .parent()
                .filter(a -> a.is("attribute"))
                .filter(a -> program.flow().origins(a).stream().allMatch(o -> o.is("list")))
                .isPresent();
    boolean reference = expression.is("attribute") || Effects.isReference(expression);
    return reference && !kept && program.isModel(expression);
  }
}
