package dev.lockstep.porter.python;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call: what is called, with which arguments.
 *
 * @param node its whole range
 * @param callee the expression before the bracket
 * @param arguments in order
 */
public record Call(Node node, Node callee, List<Argument> arguments) {
  /** The node as a call, if it is one. */
  public static Optional<Call> of(Node node) {
    return node.is("call") ? Optional.of(node.asCall(Call::read)) : Optional.empty();
  }

  /** All calls in a node, itself included, in source order (the outer before the inner). */
  public static Stream<Call> in(Node node) {
    return node.descendants("call").map(call -> call.asCall(Call::read));
  }

  private static Call read(Node node) {
    Node arguments = node.get("arguments");
    List<Argument> list =
        arguments.is("argument_list")
            ? arguments.children().stream().map(Argument::of).toList()
            : List.of(Argument.of(arguments));
    return new Call(node, node.get("function"), list);
  }

  /** The last part of what is called: {@code step} in {@code self.optimizer.step()}. */
  public String name() {
    return callee.is("attribute") ? callee.get("attribute").text() : callee.text();
  }

  /** Whether what is called is named as a class is. */
  public boolean isNamedAsClass() {
    return Character.isUpperCase(name().charAt(0));
  }

  /** The object of a method call: {@code self.optimizer} in {@code self.optimizer.step()}. */
  public Optional<Node> receiver() {
    return callee.is("attribute") ? Optional.of(callee.get("object")) : Optional.empty();
  }

  /** The argument of that name, given by keyword or at that position (from 0; -1: by name only). */
  public Optional<Argument> argument(int position, String name) {
    Optional<Argument> byName = keyword(name);
    return byName.isPresent() ? byName : positional(position);
  }

  /** The argument given by that keyword. */
  public Optional<Argument> keyword(String name) {
    return arguments.stream()
        .filter(a -> a.kind() == Argument.Kind.KEYWORD && a.keyword().equals(name))
        .findFirst();
  }

  /** The argument at that position, counted from 0, if it and those before it are plain. */
  public Optional<Argument> positional(int position) {
    if (position < 0 || position >= arguments.size()) {
      return Optional.empty();
    }
    boolean plain =
        arguments.subList(0, position + 1).stream()
            .allMatch(a -> a.kind() == Argument.Kind.POSITIONAL);
    return plain ? Optional.of(arguments.get(position)) : Optional.empty();
  }
}
