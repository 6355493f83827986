package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method of the script that takes one step of an optimizer which its object holds, and computes
 * no gradients itself: {@code step} of a {@code NoamOpt}, {@code step_and_update_lr} of a {@code
 * ScheduledOptim}. A call of it is a step of the training loop.
 *
 * @param function the method
 * @param step the call {@code self.optimizer.step()} in it
 */
public record StepMethod(Node function, Call step) {
  /** What a method that only steps does not do with gradients. */
  private static final Set<String> OF_GRADIENTS =
      Set.of("backward", "zero_grad", "clip_grad_norm_", "clip_grad_value_", "unscale_");

  /** All of a project. */
  static List<StepMethod> all(TrainingProgram program) {
    List<StepMethod> found = new ArrayList<>();
    for (PythonFile file : program.project().files()) {
      Call.in(file.root())
          .filter(call -> call.name().equals("step") && call.arguments().isEmpty())
          .flatMap(call -> of(program, call).stream())
          .forEach(found::add);
    }
    return List.copyOf(found);
  }

  private static Optional<StepMethod> of(TrainingProgram program, Call step) {
    Optional<Node> held = step.receiver().filter(r -> isHeld(program, r));
    return held.flatMap(Statements::function)
        .filter(function -> isWhole(program, function, step))
        .map(function -> new StepMethod(function, step));
  }

  private static boolean isHeld(TrainingProgram program, Node receiver) {
    return receiver.is("attribute")
        && Flow.isSelf(receiver.get("object"))
        && program.isOptimizer(receiver)
        && !program.isScheduler(receiver);
  }

  /** Whether a method steps once and for certain, and leaves the gradients alone. */
  private static boolean isWhole(TrainingProgram program, Node function, Call step) {
    boolean certain =
        Statements.isAlone(step.node())
            && Statements.suite(Statements.of(step.node())) == function.get("body");
    boolean alone =
        Call.in(function)
            .filter(call -> call.name().equals("step"))
            .filter(call -> call.receiver().filter(program::isOptimizer).isPresent())
            .allMatch(call -> call.node() == step.node());
    boolean plain = Call.in(function).noneMatch(call -> OF_GRADIENTS.contains(call.name()));
    return certain
        && alone
        && plain
        && Flow.methodOwner(function).filter(StepMethod::isPlain).isPresent();
  }

  /** Whether a class extends nothing, and leaves room for what an optimizer has. */
  private static boolean isPlain(Node type) {
    boolean defined =
        type.descendants("function_definition")
            .anyMatch(f -> f.get("name").text().equals("parameters"));
    boolean assigned =
        type.descendants("attribute")
            .filter(a -> a.get("attribute").text().equals("parameters"))
            .anyMatch(a -> Flow.isSelf(a.get("object")));
    return !defined && !assigned && Flow.bases(type).allMatch(b -> b.text().equals("object"));
  }

  /** The class that it is a method of. */
  public Node type() {
    return Flow.methodOwner(function).orElseThrow();
  }

  /** What the method is called. */
  public String name() {
    return function.get("name").text();
  }

  /** The optimizer that the object holds, as the method names it. */
  public Node optimizer() {
    return step.receiver().orElseThrow();
  }

  /** Whether its objects stand for their optimizer: no method of the class computes gradients. */
  public boolean wraps() {
    return Call.in(type()).noneMatch(call -> call.name().equals("backward"));
  }

  /** Whether a call is one of this method. */
  boolean isCalled(TrainingProgram program, Call call) {
    Optional<Node> receiver = call.receiver().filter(r -> call.name().equals(name()));
    return receiver.filter(r -> isOwn(program, call, r) || holds(program, r)).isPresent();
  }

  /** Whether a call is made by the object itself. */
  private boolean isOwn(TrainingProgram program, Call call, Node receiver) {
    return Flow.isSelf(receiver)
        && program.flow().callee(call).filter(function::equals).isPresent();
  }

  /** Whether an expression is an object of the class that stands for its optimizer. */
  boolean holds(TrainingProgram program, Node expression) {
    return wraps() && program.flow().isMade(expression, call -> builds(program, call));
  }

  private boolean builds(TrainingProgram program, Call call) {
    return program.flow().callee(call).filter(type()::equals).isPresent();
  }

  /**
   * The optimizer that a call steps, as it is named there: what the object holds, or the object.
   */
  Node subject(Call call) {
    Node receiver = call.receiver().orElseThrow();
    return Flow.isSelf(receiver) ? optimizer() : receiver;
  }
}
