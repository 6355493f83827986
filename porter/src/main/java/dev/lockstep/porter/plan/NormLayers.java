package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/** Whether a model may have layers whose parameters MindSpore calls beta and gamma. */
final class NormLayers {
  private static final String TRAINABLE = "lambda (\\w+) *: *\\1\\.requires_grad";

  private NormLayers() {}

  static boolean mayBeIn(Groups groups, TrainingProgram program) {
    boolean unseen =
        groups.parameterCalls().isEmpty()
            || groups.parameterCalls().stream().anyMatch(call -> isUnseen(call, program));
    return unseen || isNamed(program);
  }

  private static boolean isNamed(TrainingProgram program) {
    return program.project().files().stream()
        .flatMap(file -> file.root().descendants())
        .anyMatch(NormLayers::isNamed);
  }

  /** A layer or an attribute that makes such a name, or a parameter that is given one. */
  private static boolean isNamed(Node node) {
    boolean layer =
        node.is("attribute", "identifier") && node.text().matches(".*(Norm\\w*|gamma|beta)");
    boolean part = node.is("attribute") && node.text().matches("self\\.\\w*(gamma|beta)_\\w+");
    return layer || part || isGiven(node);
  }

  private static boolean isGiven(Node node) {
    return Call.of(node)
        .filter(c -> c.name().equals("Parameter"))
        .flatMap(c -> c.argument(1, "name"))
        .filter(name -> name.value().text().matches(".*(gamma|beta).*"))
        .isPresent();
  }

  /** Whether a model is not one of this project's classes, nor made of the framework's layers. */
  private static boolean isUnseen(Node parameters, TrainingProgram program) {
    Optional<Node> model = Call.of(parameters).flatMap(Call::receiver);
    return model.filter(program::isBuiltHere).isEmpty();
  }

  /** The model whose trainable parameters are optimized, all of them, as written at the site. */
  static Optional<String> model(OptimizerSite site, Groups groups, TrainingProgram program) {
    Optional<Node> params = site.params().map(Argument::value);
    boolean all =
        groups.parameterCalls().size() == 1
            && params.isPresent()
            && program.flow().origins(params.get()).stream().allMatch(o -> isAll(o, groups, 3));
    return all
        ? Call.of(groups.parameterCalls().iterator().next())
            .flatMap(Call::receiver)
            .flatMap(r -> Translator.written(program.flow(), r, site.node()))
        : Optional.empty();
  }

  /** Whether an expression lists the parameters of a call, or those of them that need gradients. */
  private static boolean isAll(Node expression, Groups groups, int depth) {
    if (groups.parameterCalls().contains(expression)) {
      return true;
    }
    Optional<Call> call = Call.of(expression).filter(c -> depth > 0 && c.arguments().size() > 0);
    boolean filter =
        call.filter(c -> c.name().equals("filter") && c.arguments().size() == 2)
            .filter(c -> c.arguments().get(0).node().text().matches(TRAINABLE))
            .isPresent();
    boolean list = call.filter(c -> c.name().matches("list|tuple|ParameterTuple")).isPresent();
    return (filter || list)
        && isAll(
            call.get().arguments().get(call.get().arguments().size() - 1).value(),
            groups,
            depth - 1);
  }
}
