package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Family;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The class of optimizers or schedulers as a type: in an annotation, asked by {@code isinstance},
 * compared with {@code type(x)}.
 */
public final class OptimizerType implements Rule {
  private static final String OPTIMIZER = Torch.OPTIM + "Optimizer";
  private static final String NN = "mindspore.nn.Optimizer";
  private static final String EXPERIMENTAL = "mindspore.experimental.optim.";

  /** Schedulers that are objects of the same name on both sides. */
  private static final Set<String> SAME =
      Set.of(
          "LRScheduler",
          "_LRScheduler",
          "ReduceLROnPlateau",
          "StepLR",
          "MultiStepLR",
          "ExponentialLR",
          "ConstantLR",
          "LinearLR",
          "PolynomialLR",
          "CosineAnnealingLR",
          "CosineAnnealingWarmRestarts",
          "LambdaLR",
          "MultiplicativeLR",
          "SequentialLR");

  private static final Text TYPE = new Text("the counterpart as a type", "作为类型的对应项");
  private static final Text EITHER =
      new Text("MindSpore's optimizers have one of two base classes", "MindSpore 的优化器有两种基类");

  @Override
  public void apply(FilePort port) {
    port.references()
        .filter(n -> !port.isSettled(n) && !port.edits().covers(n))
        .toList()
        .forEach(n -> apply(port, n, port.program().canonical(n).orElseThrow()));
  }

  private void apply(FilePort port, Node node, String name) {
    boolean hint = node.enclosing("type").isPresent();
    if (hint && (name.equals(OPTIMIZER) || port.program().framework().isOptimizer(name))) {
      write(port, node, List.of(base(port)), TYPE);
    } else if (name.equals(OPTIMIZER) && isAsked(node)) {
      write(port, node, List.of(NN, EXPERIMENTAL + "Optimizer"), EITHER);
    } else if (isSame(name) && (hint || isAsked(node) || isCompared(node))) {
      String target = EXPERIMENTAL + name.substring(Torch.OPTIM.length()).replace("._", ".");
      write(port, node, List.of(target), TYPE);
    }
  }

  private static boolean isSame(String name) {
    return name.startsWith(Torch.SCHEDULERS)
        && SAME.contains(name.substring(Torch.SCHEDULERS.length()));
  }

  private void write(FilePort port, Node node, List<String> targets, Text why) {
    port.edits()
        .replace(
            node,
            r -> {
              List<String> names = targets.stream().map(t -> r.name(t, node)).toList();
              return names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
            });
    port.changed(this, node, Construct.OTHER, Verdict.EXACT, why, Optional.empty());
  }

  /** The base class of the optimizers that the project builds; experimental if it builds none. */
  private static String base(FilePort port) {
    List<OptimizerPlan> plans = port.plans().optimizers();
    boolean nn =
        !plans.isEmpty()
            && plans.stream().allMatch(p -> p.family().filter(Family.NN::equals).isPresent());
    return nn ? NN : EXPERIMENTAL + "Optimizer";
  }

  /** Whether it is what {@code isinstance} asks for, alone or in a tuple. */
  private static boolean isAsked(Node node) {
    return node.ancestors()
        .takeWhile(n -> n.is("tuple", "parenthesized_expression", "argument_list", "call"))
        .flatMap(n -> Call.of(n).stream())
        .limit(1)
        .anyMatch(
            c ->
                c.name().matches("isinstance|issubclass")
                    && c.positional(1).filter(a -> a.value().contains(node)).isPresent());
  }

  private static boolean isCompared(Node node) {
    return node.parent().filter(p -> p.is("comparison_operator")).stream()
        .flatMap(p -> p.children().stream())
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(c -> c.name().equals("type"));
  }
}
