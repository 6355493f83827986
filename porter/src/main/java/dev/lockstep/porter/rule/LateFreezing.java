package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Freezing;
import dev.lockstep.porter.plan.Training;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code p.requires_grad = False} in a training loop, or in a function that is called there:
 * torch's optimizer skips the parameter from then on, MindSpore's has the parameters that it was
 * built with.
 */
public final class LateFreezing implements Rule {
  private static final Text LATE =
      new Text(
          "MindSpore's optimizer goes on with the parameters that it was built with: it decays a frozen"
              + " one and follows its momentum, and does not train one that was frozen then; build"
              + " another optimizer here",
          "MindSpore 的优化器始终使用构建时的参数：被冻结的参数仍会衰减并沿动量更新，当时已冻结的参数不会被训练；" + "请在此处重新构建优化器");

  @Override
  public void apply(FilePort port) {
    Freezing freezing = port.plans().survey().freezing();
    Training training = port.plans().survey().training();
    freezing
        .in(port.file().root())
        .filter(n -> !port.isInRefused(n) && !port.isMarked(n))
        .filter(training::isIn)
        .filter(n -> isPhase(training, n) || !toggles(port, around(training, n)))
        .filter(n -> !freezing.isSaidAgain(n) || changes(freezing, around(training, n)))
        .toList()
        .forEach(n -> port.refused(this, n, Construct.GROUP, LATE));
  }

  private static Node around(Training training, Node place) {
    return training.loop(place).orElse(Statements.owner(place));
  }

  /** Whether a place is under a condition, in a loop that steps, and no step with it. */
  private static boolean isPhase(Training training, Node place) {
    Optional<Node> loop = training.loop(place);
    return loop.isPresent()
        && place
            .ancestors()
            .takeWhile(n -> n != loop.get())
            .filter(n -> n.is("if_statement"))
            .anyMatch(n -> Statements.branch(n, place).filter(b -> !training.steps(b)).isPresent());
  }

  /** Whether both is asked for: one network's gradients are left out while another is trained. */
  private static boolean toggles(FilePort port, Node code) {
    Freezing freezing = port.plans().survey().freezing();
    Training training = port.plans().survey().training();
    return isBoth(freezing, freezing.in(code).filter(n -> !isPhase(training, n)));
  }

  /** Whether some code freezes and unfreezes. */
  private static boolean changes(Freezing freezing, Node code) {
    return isBoth(freezing, freezing.in(code));
  }

  private static boolean isBoth(Freezing freezing, Stream<Node> places) {
    return places
            .flatMap(n -> freezing.values(n).stream())
            .filter(value -> value.matches("True|False"))
            .distinct()
            .count()
        == 2;
  }
}
