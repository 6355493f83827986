package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The statements in front of a derivation that compute what is derived of a tensor, where they can
 * go into a function: plain assignments in its block, whose values nothing else reads.
 *
 * @param moved these statements, in order
 * @param weight the statement that makes the weights of the derivation, if nothing else needs it
 * @param asked where gradients of the tensor are asked for
 */
record DerivedSlice(List<Node> moved, Optional<Node> weight, List<Node> asked) {
  /**
   * The statements of a derivation.
   *
   * @param call the call that derives
   * @param output what is derived
   * @param input by what
   * @param weight what the derivation is weighted with
   */
  static Optional<DerivedSlice> of(
      TrainingProgram program, Call call, Node output, Node input, Optional<Node> weight) {
    Effects effects = new Effects(program.project());
    Node statement = Statements.of(call.node());
    List<Node> suite = Statements.siblings(statement);
    List<Node> before = new ArrayList<>(suite.subList(0, suite.indexOf(statement)));
    Collections.reverse(before);
    Optional<Node> made =
        before.stream().filter(s -> Effects.surelyAssigns(s, input.text())).findFirst();
    List<Node> since = before.stream().takeWhile(s -> made.isEmpty() || s != made.get()).toList();
    Optional<Node> weights =
        weight
            .filter(w -> w.is("identifier"))
            .flatMap(w -> since.stream().filter(s -> isAssignment(s, w.text())).findFirst());
    Deque<Node> moved = new ArrayDeque<>();
    Set<String> needed = new HashSet<>(names(effects, output));
    for (Node earlier : since) {
      Optional<String> target = target(earlier);
      if (target.filter(needed::contains).isPresent()) {
        moved.push(earlier);
        needed.remove(target.get());
        needed.addAll(names(effects, value(earlier)));
      } else if (!Collections.disjoint(effects.assigned(earlier), needed)) {
        return Optional.empty();
      }
    }
    List<Node> computing = Stream.concat(moved.stream(), Stream.of(output)).toList();
    DerivedSlice slice =
        new DerivedSlice(
            List.copyOf(moved),
            weights,
            asked(program, Statements.owner(statement), input.text()).toList());
    Set<String> read = new HashSet<>();
    computing.forEach(n -> read.addAll(names(effects, n)));
    List<Node> kept = since.stream().filter(s -> !moved.contains(s)).toList();
    boolean settled =
        kept.stream().noneMatch(s -> acts(program, s, read, input.text()))
            && kept.stream()
                .filter(s -> !moved.isEmpty() && s.start() > moved.peek().start())
                .allMatch(s -> Collections.disjoint(effects.assigned(s), read));
    boolean derives = read.contains(input.text());
    needed.remove(input.text());
    boolean apart =
        made.isPresent()
            ? aliases(made.get()).noneMatch(needed::contains)
            : needed.stream().allMatch(n -> isCalled(computing, n));
    return derives
            && settled
            && apart
            && slice.isOnlyRead(call)
            && weight.stream().allMatch(w -> isOnes(program, w, weights))
        ? Optional.of(slice)
        : Optional.empty();
  }

  private static Set<String> names(Effects effects, Node code) {
    Set<String> names = new HashSet<>();
    effects.reads(code).forEach(n -> names.add(n.text()));
    return names;
  }

  /** The variable that a statement of one assignment gives a value. */
  private static Optional<String> target(Node statement) {
    return Optional.of(statement)
        .filter(s -> s.is("expression_statement") && s.children().size() == 1)
        .map(s -> s.children().get(0))
        .filter(a -> a.is("assignment") && a.find("right").isPresent())
        .map(a -> a.get("left"))
        .filter(left -> left.is("identifier"))
        .map(Node::text);
  }

  private static Node value(Node assignment) {
    return assignment.children().get(0).get("right");
  }

  private static boolean isAssignment(Node statement, String name) {
    return target(statement).filter(name::equals).isPresent();
  }

  /**
   * Whether a statement that stays may change what the function reads, or computes of its input.
   */
  private static boolean acts(
      TrainingProgram program, Node statement, Set<String> read, String input) {
    Effects effects = new Effects(program.project());
    Set<String> changed = new HashSet<>(effects.mutated(statement));
    boolean asks = asked(program, statement, input).findAny().isPresent();
    if (asks) {
      changed.remove(input);
    }
    boolean computes =
        effects.reads(statement).filter(n -> n.text().equals(input)).anyMatch(n -> !isSize(n));
    return !Collections.disjoint(changed, read) || (computes && !asks);
  }

  /** {@code x.shape}, {@code x.size()}. */
  private static boolean isSize(Node tensor) {
    return tensor
        .parent()
        .filter(p -> p.is("attribute"))
        .filter(p -> p.get("attribute").text().matches("size|shape|device|dtype"))
        .isPresent();
  }

  /**
   * {@code x.requires_grad_()}, {@code x = y.requires_grad_()}, {@code x.requires_grad = True} and
   * {@code x = Variable(y, requires_grad=True)}.
   */
  private static Stream<Node> asked(TrainingProgram program, Node code, String input) {
    Stream<Node> calls =
        Call.in(code)
            .filter(c -> VariableWrapper.records(program, c) || c.name().equals("requires_grad_"))
            .filter(
                c ->
                    Stream.concat(c.receiver().stream(), Statements.target(c.node()).stream())
                        .anyMatch(n -> n.text().equals(input)))
            .map(Call::node);
    Stream<Node> set =
        code.descendants("assignment")
            .filter(a -> a.get("left").text().equals(input + ".requires_grad"));
    return Stream.concat(calls, set);
  }

  /** The variables that a tensor may be one with. */
  private static Stream<String> aliases(Node made) {
    return target(made).isEmpty()
        ? Stream.empty()
        : Stream.iterate(
                Optional.of(value(made)),
                Optional::isPresent,
                n -> n.flatMap(Call::of).flatMap(Call::receiver))
            .flatMap(Optional::stream)
            .filter(n -> n.is("identifier"))
            .map(Node::text);
  }

  /** Whether a name stands for what is called only: a tensor given beside it may depend on it. */
  private static boolean isCalled(List<Node> code, String name) {
    return code.stream()
        .flatMap(n -> Stream.concat(Stream.of(n), n.descendants()))
        .filter(n -> n.is("identifier") && n.text().equals(name) && Effects.isReference(n))
        .allMatch(
            n ->
                name.equals("self")
                    || n.parent().filter(p -> p.is("call") && p.get("function") == n).isPresent());
  }

  /** Whether nothing but the derivation and its weights reads what the statements compute. */
  private boolean isOnlyRead(Call call) {
    Set<String> computed = new HashSet<>();
    moved.forEach(s -> computed.add(target(s).orElseThrow()));
    Set<String> weights = new HashSet<>();
    weight.flatMap(DerivedSlice::target).ifPresent(weights::add);
    return Statements.owner(call.node())
        .descendants("identifier")
        .filter(n -> Effects.isReference(n) && !Effects.isTarget(n))
        .filter(n -> !moved.stream().anyMatch(s -> s.contains(n)) && !call.node().contains(n))
        .allMatch(
            n ->
                !weights.contains(n.text())
                    && (!computed.contains(n.text())
                        || weight.filter(w -> w.contains(n)).isPresent()));
  }

  /** Whether weights are all 1: the derivative of the sum. */
  private static boolean isOnes(TrainingProgram program, Node weight, Optional<Node> made) {
    Node value = made.map(DerivedSlice::value).orElse(weight);
    return Call.of(value).filter(c -> makesOnes(program, c)).isPresent();
  }

  private static boolean makesOnes(TrainingProgram program, Call call) {
    String name = program.qualified(call.callee()).orElse("");
    Optional<Node> wrapped = call.positional(0).map(Argument::value);
    return switch (call.name()) {
      case "ones", "ones_like", "new_ones" -> name.isEmpty() || name.startsWith("torch.");
      case "fill_" -> wrapped.filter(n -> n.text().matches("1(\\.0?)?")).isPresent();
      case "Variable" -> wrapped.filter(n -> isOnes(program, n, Optional.empty())).isPresent();
      case "to", "cuda", "type_as", "requires_grad_" ->
          call.receiver().filter(r -> isOnes(program, r, Optional.empty())).isPresent();
      default -> false;
    };
  }
}
