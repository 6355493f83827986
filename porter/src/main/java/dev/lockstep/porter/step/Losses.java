package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the backward passes of a file start from. */
final class Losses {
  private final TrainingProgram program;
  private final List<LossFunction> losses;
  private final Places places;
  private final boolean unsafe;

  /**
   * The losses of a file.
   *
   * @param unsafe whether what is computed in half precision may be computed in float32
   */
  Losses(TrainingProgram program, List<Facing> facings, boolean unsafe) {
    this.program = program;
    this.losses = LossFunction.of(program, facings);
    this.places = new Places(Stream.concat(facings.stream(), calls()).toList());
    this.unsafe = unsafe;
  }

  /** The calls of functions that compute a loss are backward passes. */
  private Stream<Facing> calls() {
    return losses.stream()
        .flatMap(l -> program.flow().callers(l.function()).stream())
        .map(c -> new Facing(c.node(), Construct.BACKWARD, Optional.empty()));
  }

  /** The places of the file, those calls among them. */
  Places places() {
    return places;
  }

  /** The expression that a backward pass starts from; without the scaler around it. */
  Node of(Node backward, Step step) throws Refusal {
    Optional<Node> called = called(backward);
    if (called.isPresent()) {
      Refusal.unless(step.scaler().isEmpty(), Reasons.SCALED);
      return called.get();
    }
    Call call =
        places
            .of(Construct.BACKWARD)
            .map(Facing::node)
            .filter(n -> Statements.of(n) == backward && Statements.isAlone(n))
            .findFirst()
            .flatMap(Call::of)
            .orElseThrow(() -> new Refusal(Reasons.BACKWARD_RESULT));
    Node receiver = call.receiver().orElseThrow();
    Refusal.unless(!Flow.isSelf(receiver), Reasons.BACKWARD_ELSEWHERE);
    if (isForeign(call, receiver)) {
      return accelerated(call, receiver);
    }
    Refusal.unless(
        call.arguments().stream().allMatch(a -> isPlain(a) || isWeight(a) || isInputs(a)),
        Reasons.BACKWARD_ARGUMENTS);
    Optional<Call> scale = Call.of(receiver).filter(c -> step.isScaler(c.receiver()));
    boolean scaled = scale.filter(c -> c.name().equals("scale")).isPresent();
    Refusal.unless(scaled == step.scaler().isPresent(), Reasons.SCALED);
    return scaled ? scale.get().arguments().get(0).value() : receiver;
  }

  /** The gradient that a backward pass is given, if it is. */
  Optional<Node> weight(Node backward) {
    return argument(backward, Losses::isWeight).filter(n -> !n.is("none"));
  }

  /** The parameters that alone get their gradients in a backward pass, if it says so. */
  Optional<Node> inputs(Node backward) {
    return argument(backward, Losses::isInputs);
  }

  private Optional<Node> argument(Node backward, Predicate<Argument> wanted) {
    return places
        .of(Construct.BACKWARD)
        .filter(f -> Statements.of(f.node()) == backward && called(backward).isEmpty())
        .flatMap(f -> Call.of(f.node()).stream())
        .filter(c -> c.receiver().filter(r -> !isForeign(c, r)).isPresent())
        .flatMap(c -> c.arguments().stream())
        .filter(wanted)
        .map(Argument::value)
        .findFirst();
  }

  /** The call in a backward pass that is one of a function that computes a loss. */
  Optional<Node> called(Node backward) {
    return losses.stream()
        .flatMap(l -> program.flow().callers(l.function()).stream())
        .map(Call::node)
        .filter(c -> Statements.of(c) == backward)
        .findFirst();
  }

  /** The functions that a pass calls for its loss, all of them called in the passes of one step. */
  List<LossFunction> functions(List<Node> backwards) throws Refusal {
    List<LossFunction> found = new ArrayList<>();
    Set<Node> reached = new LinkedHashSet<>(backwards);
    for (int i = losses.size() - 1; i >= 0; i--) {
      LossFunction loss = losses.get(i);
      List<Node> calls =
          program.flow().callers(loss.function()).stream()
              .map(c -> Statements.of(c.node()))
              .toList();
      if (calls.stream().anyMatch(reached::contains)) {
        Refusal.unless(reached.containsAll(calls), Reasons.BACKWARD_ELSEWHERE);
        reached.add(loss.backward());
        found.add(loss);
      }
    }
    return found;
  }

  /** The loss of {@code accelerator.backward(loss)}. */
  private Node accelerated(Call call, Node accelerator) throws Refusal {
    boolean plain = call.arguments().size() == 1 && Accelerate.isPlain(program, accelerator);
    Refusal.unless(plain, Reasons.BACKWARD_OF_LIBRARY);
    Refusal.unless(unsafe || Accelerate.isFull(program, accelerator), Reasons.SCALED);
    return call.arguments().get(0).value();
  }

  /**
   * Whether the loss is an argument: {@code accelerator.backward(loss)}, {@code
   * engine.backward(loss)}.
   */
  private boolean isForeign(Call backward, Node receiver) {
    boolean made =
        program.flow().origins(receiver).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> program.qualified(c.callee()).stream())
            .anyMatch(name -> !name.startsWith(program.framework().root() + "."));
    boolean given = backward.arguments().size() >= 1 && backward.positional(0).isPresent();
    return given
        && (made || receiver.text().matches("(?i)(.*[._])?(accelerator|engine|fabric|model\\w*)"));
  }

  private static boolean isWeight(Argument argument) {
    return argument.kind() == Argument.Kind.POSITIONAL || argument.keyword().equals("gradient");
  }

  private static boolean isInputs(Argument argument) {
    return argument.keyword().equals("inputs");
  }

  static boolean isPlain(Argument argument) {
    return argument.keyword().equals("retain_graph") || argument.keyword().equals("create_graph");
  }
}
