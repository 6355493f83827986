package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The places of a script for MegEngine that face its optimizer: torch's, and the manager's. */
public final class MegEngineFacings {
  /** What a manager is called where it comes from a file that is not ported along. */
  private static final Pattern NAME =
      Pattern.compile("(?i)(.*\\.)?(gms?\\w{0,2}|\\w*grad_?manager)");

  private final TrainingProgram program;
  private final List<Facing> found;

  private MegEngineFacings(PythonFile file, TrainingProgram program) {
    this.program = program;
    this.found = new ArrayList<>(TorchFacings.of(file, program));
  }

  static List<Facing> of(PythonFile file, TrainingProgram program) {
    MegEngineFacings facings = new MegEngineFacings(file, program);
    file.root().descendants().forEach(facings::read);
    return facings.found;
  }

  private void read(Node node) {
    if (node.is("with_item") && isManager(program, node.get("value"))) {
      found.add(new Facing(node.get("value"), Construct.BACKWARD, Optional.of(node.get("value"))));
    }
    Call.of(node).ifPresent(this::call);
  }

  private void call(Call call) {
    Optional<Node> receiver = call.receiver();
    switch (call.name()) {
      case "GradManager" -> add(call, Construct.BACKWARD, Optional.empty());
      case "attach", "record", "release" ->
          receiver
              .filter(r -> isManager(program, r))
              .ifPresent(r -> add(call, Construct.BACKWARD, receiver));
      case "clear_grad" -> add(call, Construct.ZERO_GRAD, receiver.map(MegEngineFacings::stepped));
      case "clip_grad_value" -> add(call, Construct.CLIP, Optional.empty());
      default -> {}
    }
  }

  private void add(Call call, Construct construct, Optional<Node> subject) {
    found.add(new Facing(call.node(), construct, subject));
  }

  /** The optimizer of {@code optimizer.step()}, which gives itself back. */
  private static Node stepped(Node receiver) {
    return Call.of(receiver)
        .filter(c -> c.name().equals("step"))
        .flatMap(Call::receiver)
        .orElse(receiver);
  }

  /** Whether an expression is a gradient manager, traced or by its name. */
  public static boolean isManager(TrainingProgram program, Node expression) {
    boolean traced = !constructions(program, expression).isEmpty();
    return traced || NAME.matcher(expression.text()).matches();
  }

  /** The constructions of managers that an expression may come from. */
  public static List<Node> constructions(TrainingProgram program, Node expression) {
    return program.flow().origins(expression).stream()
        .filter(o -> Call.of(o).filter(c -> isConstruction(program, c)).isPresent())
        .toList();
  }

  /** Whether a call makes a manager. */
  public static boolean isConstruction(TrainingProgram program, Call call) {
    return program.canonical(call.callee()).filter(MegEngine.GRAD_MANAGER::equals).isPresent();
  }
}
