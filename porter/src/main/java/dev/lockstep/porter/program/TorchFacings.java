package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The places of a script for PyTorch that face its optimizer. */
final class TorchFacings {
  private static final Set<String> CLIPPING =
      Set.of("clip_grad_norm_", "clip_grad_value_", "clip_grad_norm");

  private static final Set<String> OPTION_KEYS =
      Set.of("lr", "weight_decay", "momentum", "betas", "eps", "initial_lr");

  private final TrainingProgram program;
  private final List<Facing> found = new ArrayList<>();

  private TorchFacings(TrainingProgram program) {
    this.program = program;
  }

  static List<Facing> of(PythonFile file, TrainingProgram program) {
    TorchFacings facings = new TorchFacings(program);
    file.root().descendants().forEach(facings::read);
    return facings.found;
  }

  private Framework framework() {
    return program.framework();
  }

  private void read(Node node) {
    switch (node.kind()) {
      case "call" -> call(Call.of(node).orElseThrow());
      case "assignment", "augmented_assignment" -> target(node, node.get("left"));
      case "attribute" -> attribute(node);
      case "subscript" -> {
        option(node);
        groupsOfState(node);
      }
      default -> {}
    }
  }

  private void add(Node node, Construct construct, Optional<Node> subject) {
    found.add(new Facing(node, construct, subject));
  }

  private void call(Call call) {
    String name = call.name();
    String full = program.called(call).orElse("");
    Optional<ChosenClass> chosen = ChosenClass.of(program, call);
    if (chosen.isPresent()) {
      boolean scheduler = chosen.get().scheduler();
      add(call.node(), scheduler ? Construct.SCHEDULER : Construct.OPTIMIZER, Optional.empty());
    } else if (isConstruction(call, full)) {
      boolean scheduler = framework().isScheduler(full) || program.isSchedulerName(call.name());
      add(call.node(), scheduler ? Construct.SCHEDULER : Construct.OPTIMIZER, Optional.empty());
    } else if (CLIPPING.contains(name)) {
      add(call.node(), Construct.CLIP, Optional.empty());
    } else if (name.equals("GradScaler") || name.equals("autocast")) {
      add(call.node(), Construct.AMP, Optional.empty());
    } else {
      ScalingStep.of(program, call)
          .ifPresent(step -> add(call.node(), Construct.STEP, Optional.of(step.optimizer())));
      program.flow().callee(call).filter(program::onlyClears).ifPresent(f -> clearing(call, f));
      call.receiver().ifPresent(receiver -> method(call, name, receiver));
      if (name.equals("zero_grad") && call.receiver().isEmpty()) {
        call.positional(0)
            .ifPresent(a -> add(call.node(), Construct.ZERO_GRAD, Optional.of(a.value())));
      }
    }
  }

  /** A call of a function that clears the gradients of some optimizers. */
  private void clearing(Call call, Node function) {
    Call.in(function.get("body"))
        .flatMap(c -> c.receiver().stream())
        .forEach(subject -> add(call.node(), Construct.ZERO_GRAD, Optional.of(subject)));
  }

  /** By its full name, or by a known class name that comes from elsewhere than this project. */
  private boolean isConstruction(Call call, String full) {
    boolean torch = framework().isOptimizer(full) || framework().isScheduler(full);
    boolean named = program.isOptimizerName(call.name()) || program.isSchedulerName(call.name());
    boolean foreign = call.callee().is("identifier", "attribute");
    return torch || (named && foreign && !full.startsWith("mindspore"));
  }

  private void method(Call call, String name, Node receiver) {
    Optional<StepMethod> stepping = program.stepMethod(call);
    if (stepping.isPresent()) {
      add(call.node(), Construct.STEP, Optional.of(stepping.get().subject(call)));
      return;
    }
    switch (name) {
      case "zero_grad" -> add(call.node(), Construct.ZERO_GRAD, Optional.of(receiver));
      case "add_param_group" -> add(call.node(), Construct.GROUP, Optional.of(receiver));
      case "backward" -> backward(call, receiver);
      case "step" -> step(call, receiver);
      case "get_last_lr", "get_lr" -> rate(call, receiver);
      case "state_dict", "load_state_dict" -> state(call, receiver);
      case "scale", "unscale_", "update" -> {
        if (program.isScaler(receiver)) {
          add(call.node(), Construct.AMP, Optional.of(receiver));
        }
      }
      default -> {}
    }
  }

  private void backward(Call call, Node receiver) {
    boolean inherited = receiver.text().startsWith("super(");
    boolean own = program.flow().callee(call).isPresent();
    if (!inherited && !own) {
      add(call.node(), Construct.BACKWARD, Optional.of(receiver));
    }
  }

  private void step(Call call, Node receiver) {
    if (program.isScaler(receiver)) {
      Optional<Node> optimizer = call.positional(0).map(Argument::value);
      add(
          call.node(),
          optimizer.isPresent() ? Construct.STEP : Construct.AMP,
          optimizer.or(() -> Optional.of(receiver)));
    } else if (program.isScheduler(receiver)) {
      add(call.node(), Construct.SCHEDULER, Optional.of(receiver));
    } else if (program.isOptimizer(receiver) && !isOfStepMethod(call)) {
      add(call.node(), Construct.STEP, Optional.of(receiver));
    }
  }

  /** Whether a method of the script takes this step: a call of that one is the step. */
  private boolean isOfStepMethod(Call call) {
    return program.stepMethods().stream().anyMatch(m -> m.step().node() == call.node());
  }

  private void rate(Call call, Node receiver) {
    if (program.isScheduler(receiver)) {
      add(call.node(), Construct.LR_READ, Optional.of(receiver));
    }
  }

  private void state(Call call, Node receiver) {
    boolean stateful =
        program.isOptimizer(receiver)
            || program.isScheduler(receiver)
            || program.isScaler(receiver);
    if (stateful && !program.isOwnMethod(call)) {
      add(call.node(), Construct.STATE, Optional.of(receiver));
    }
  }

  /** An assignment to a group's option, or to anything else that is called so. */
  private void target(Node assignment, Node left) {
    if (left.is("pattern_list", "tuple_pattern")) {
      left.children().forEach(part -> target(assignment, part));
    }
    if (!left.is("subscript") || left.all("subscript").size() != 1) {
      return;
    }
    Optional<Node> owner = program.ownerOfGroup(left.get("value"));
    String key = Text.string(left.get("subscript")).orElse("");
    if (owner.isPresent()) {
      add(assignment, Construct.GROUP_MUTATION, owner);
    } else if (key.equals("lr") || key.equals("weight_decay")) {
      add(assignment, Construct.GROUP_MUTATION, Optional.empty());
    }
  }

  private void attribute(Node attribute) {
    if (attribute.get("attribute").text().equals("param_groups")) {
      groups(attribute);
    } else if (!isAsked(attribute) && isTraced(attribute.get("object"))) {
      boolean written = isWritten(attribute);
      Node place = written ? attribute.parent().orElseThrow() : attribute;
      add(
          place,
          written ? Construct.GROUP_MUTATION : Construct.LR_READ,
          Optional.of(attribute.get("object")));
    }
  }

  private static boolean isAsked(Node attribute) {
    return attribute.field().equals("function");
  }

  private boolean isTraced(Node scheduler) {
    return !program.schedulersOf(scheduler).isEmpty();
  }

  /** The groups, or a read of an option of one. */
  private void groups(Node attribute) {
    Node outer = attribute;
    while (outer.field().equals("value")
        && outer.parent().filter(p -> p.is("subscript")).isPresent()) {
      outer = outer.parent().orElseThrow();
    }
    if (!isWritten(outer)) {
      add(outer, Construct.LR_READ, Optional.of(attribute.get("object")));
    }
  }

  /** A read of an option of the group that a variable holds. */
  private void option(Node subscript) {
    boolean variable = subscript.get("value").is("identifier") && !isWritten(subscript);
    boolean key =
        subscript.all("subscript").size() == 1
            && Text.string(subscript.get("subscript")).filter(OPTION_KEYS::contains).isPresent();
    if (variable && key) {
      program
          .ownerOfGroup(subscript.get("value"))
          .ifPresent(owner -> add(subscript, Construct.LR_READ, Optional.of(owner)));
    }
  }

  /** The groups in the state of an optimizer: {@code optimizer.state_dict()["param_groups"]}. */
  private void groupsOfState(Node subscript) {
    boolean groups =
        subscript.all("subscript").size() == 1
            && Text.string(subscript.get("subscript")).filter("param_groups"::equals).isPresent();
    if (groups) {
      ownerOfState(subscript.get("value"))
          .ifPresent(owner -> add(subscript, Construct.LR_READ, Optional.of(owner)));
    }
  }

  /** The optimizer whose state an expression is: that gave it, or that takes it. */
  private Optional<Node> ownerOfState(Node state) {
    Stream<Call> given =
        program.flow().origins(state).stream()
            .flatMap(origin -> Call.of(origin).stream())
            .filter(call -> call.name().equals("state_dict"));
    Stream<Call> taken =
        Call.in(program.project().file(state).root())
            .filter(call -> call.name().equals("load_state_dict"))
            .filter(c -> c.positional(0).filter(a -> isSame(a.value(), state)).isPresent());
    return Stream.concat(given, taken)
        .flatMap(call -> call.receiver().stream())
        .filter(program::isOptimizer)
        .findFirst();
  }

  private static boolean isSame(Node a, Node b) {
    return a.text().equals(b.text());
  }

  private static boolean isWritten(Node target) {
    Optional<Node> parent = target.parent();
    boolean assigned =
        target.field().equals("left")
            && parent.filter(p -> p.is("assignment", "augmented_assignment")).isPresent();
    return assigned || parent.filter(p -> p.is("pattern_list", "delete_statement")).isPresent();
  }
}
