package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/**
 * Parts of a training step that stay: the step could not be taken apart, or its optimizer stays.
 */
public final class UnportedStep implements Rule {
  private static final Text NO_STEP =
      new Text("no step() that could be taken apart belongs to it here", "此处没有与之对应且可拆解的 step()");
  private static final Text ASIDE =
      new Text(
          "this branch leaves the pass to a library and stays; the one beside it is ported",
          "此分支将反向传播交给库处理，保持不变；与之并列的分支已移植");
  private static final Text SCALED = new Text("the loss is scaled here", "此处对损失进行了缩放");

  @Override
  public void apply(FilePort port) {
    for (Construct construct :
        new Construct[] {Construct.STEP, Construct.ZERO_GRAD, Construct.BACKWARD, Construct.CLIP}) {
      port.open(construct)
          .toList()
          .forEach(facing -> port.refused(this, facing.node(), construct, why(port, facing)));
    }
  }

  private static Text why(FilePort port, Facing facing) {
    boolean scaled =
        port.plans().survey().facings(port.file()).stream()
            .filter(f -> f.construct() == Construct.AMP && f.subject().isPresent())
            .anyMatch(f -> sameFunction(f.node(), facing.node()));
    if (port.plans().survey().isAside(facing.node())) {
      return ASIDE;
    }
    if (facing.construct() == Construct.STEP) {
      return refusal(port, facing).orElse(Sentences.OPTIMIZER_STAYS);
    }
    List<Facing> steps =
        port.plans().survey().facings(port.file()).stream()
            .filter(f -> f.construct() == Construct.STEP && port.isInRefused(f.node()))
            .filter(f -> sameFunction(f.node(), facing.node()))
            .toList();
    return steps.stream()
        .filter(f -> f.node().end() > facing.node().start())
        .findFirst()
        .or(() -> steps.stream().findFirst())
        .map(f -> refusal(port, f).orElse(Sentences.OPTIMIZER_STAYS))
        .orElse(scaled ? SCALED : NO_STEP);
  }

  private static Optional<Text> refusal(FilePort port, Facing step) {
    return port.plans().survey().refusal(step.node());
  }

  private static boolean sameFunction(Node a, Node b) {
    return Statements.function(a).equals(Statements.function(b));
  }
}
