package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.ScalingStep;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The branches of a training step that leave its pass to a library where another branch does not:
 * of {@code if fp16: scaler.scale(loss).backward() else: loss.backward()} the first, and of {@code
 * if deepspeed: engine.backward(loss) else: loss.backward()}. A step can be taken apart without
 * them; they stay.
 */
public final class LibraryBranches {
  private final TrainingProgram program;
  private final List<Facing> facings;

  private LibraryBranches(TrainingProgram program, List<Facing> facings) {
    this.program = program;
    this.facings = facings;
  }

  /** Those of some places that stand in such a branch. */
  public static List<Facing> of(TrainingProgram program, List<Facing> facings) {
    Set<Node> branches = new LibraryBranches(program, facings).branches();
    return facings.stream()
        .filter(f -> branches.stream().anyMatch(b -> b.contains(f.node())))
        .toList();
  }

  private Set<Node> branches() {
    Set<Node> branches = new HashSet<>();
    for (Facing facing : facings) {
      facings.stream()
          .filter(f -> f.construct() == facing.construct())
          .filter(f -> isScaled(facing) ? !isScaled(f) : isHanded(facing, f))
          .forEach(f -> branch(facing.node(), f.node()).ifPresent(branches::add));
    }
    return branches;
  }

  /** The branch that a place stands in, if the other one stands in another branch of the choice. */
  private static Optional<Node> branch(Node place, Node other) {
    return Statements.choice(place, other).flatMap(choice -> Statements.branch(choice, place));
  }

  /** Whether a pass is given as an argument what another one starts from. */
  private static boolean isHanded(Facing pass, Facing other) {
    Optional<Node> handed = Call.of(pass.node()).flatMap(c -> c.positional(0)).map(Argument::value);
    Optional<Node> loss = Call.of(other.node()).flatMap(Call::receiver);
    return pass.construct() == Construct.BACKWARD
        && handed.isPresent()
        && loss.filter(l -> l.text().equals(handed.get().text())).isPresent();
  }

  private boolean isScaled(Facing facing) {
    Optional<Call> call = Call.of(facing.node());
    return switch (facing.construct()) {
      case BACKWARD -> call.flatMap(Call::receiver).filter(this::isScaledLoss).isPresent();
      case STEP ->
          call.flatMap(Call::receiver).filter(program::isScaler).isPresent()
              || call.flatMap(c -> ScalingStep.of(program, c)).isPresent();
      case CLIP ->
          call.flatMap(c -> c.positional(0))
              .flatMap(a -> Call.of(a.value()))
              .filter(c -> c.name().equals("master_params"))
              .isPresent();
      default -> false;
    };
  }

  /** {@code scaler.scale(loss)}, or the name that {@code with amp.scale_loss(..)} gives one. */
  private boolean isScaledLoss(Node loss) {
    boolean scaled =
        Call.of(loss)
            .filter(c -> c.name().equals("scale"))
            .flatMap(Call::receiver)
            .filter(program::isScaler)
            .isPresent();
    return scaled
        || loss.ancestors()
            .filter(n -> n.is("with_statement"))
            .flatMap(n -> n.descendants("as_pattern"))
            .filter(p -> p.get("alias").text().equals(loss.text()))
            .flatMap(p -> Call.of(p.children().get(0)).stream())
            .anyMatch(c -> c.name().equals("scale_loss"));
  }
}
