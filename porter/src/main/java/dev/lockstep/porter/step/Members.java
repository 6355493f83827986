package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What statements of a method read and change of their object, attribute by attribute: {@code
 * self.forward()} reads {@code self.real} and changes {@code self.fake}, because the method does.
 *
 * <p>A method that cannot be seen reads and changes the whole object, {@code self}.
 */
final class Members {
  /** Methods that are looked into for one answer. */
  private static final int MAX_METHODS = 36;

  private final TrainingProgram program;
  private final Effects effects;

  Members(TrainingProgram program) {
    this.program = program;
    this.effects = new Effects(program.project());
  }

  /** The variables and attributes whose values go into a node. */
  Set<String> read(Node node) {
    Set<String> found = new LinkedHashSet<>();
    read(node, found, new HashSet<>());
    return found;
  }

  /** The variables and attributes that a node may change. */
  Set<String> changed(Node node) {
    Set<String> found = new LinkedHashSet<>(effects.assigned(node));
    effects.mutated(node).stream().filter(name -> !isSelf(node, name)).forEach(found::add);
    changed(node, found, new HashSet<>());
    return found;
  }

  /** Whether two sets have something in common; a whole object has all its attributes. */
  static boolean overlap(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(a -> others.stream().anyMatch(b -> isPart(a, b) || isPart(b, a)));
  }

  /** Whether a name is that of the object, or of an attribute of it. */
  static boolean isOwn(String name) {
    return isPart("self", name);
  }

  private static boolean isPart(String whole, String part) {
    return part.equals(whole) || part.startsWith(whole + ".");
  }

  private boolean isSelf(Node node, String name) {
    return node.descendants("identifier").anyMatch(n -> n.text().equals(name) && Flow.isSelf(n));
  }

  private void read(Node node, Set<String> found, Set<Node> seen) {
    effects
        .reads(node)
        .forEach(
            n -> {
              Optional<Node> method = method(n);
              if (!Flow.isSelf(n)) {
                found.add(n.text());
              } else if (method.isPresent()) {
                inside(method.get(), seen).forEach(body -> own(body, found, seen));
              } else {
                found.add(member(n));
              }
            });
  }

  /** Of a method's body, what it reads of its object. */
  private void own(Node body, Set<String> found, Set<Node> seen) {
    Set<String> all = new LinkedHashSet<>();
    read(body, all, seen);
    all.stream().filter(Members::isOwn).forEach(found::add);
  }

  private void changed(Node node, Set<String> found, Set<Node> seen) {
    node.descendants("identifier")
        .filter(n -> Flow.isSelf(n) && Effects.isReference(n))
        .forEach(
            n -> {
              Optional<Node> method = method(n);
              if (method.isPresent()) {
                inside(method.get(), seen).forEach(body -> changed(body, found, seen));
              } else if (isWritten(n) || isUnknown(n)) {
                found.add(member(n));
              }
            });
  }

  private static Stream<Node> inside(Node method, Set<Node> seen) {
    return seen.size() < MAX_METHODS && seen.add(method)
        ? method.find("body").stream()
        : Stream.empty();
  }

  /** The method of this object that is called here. */
  private Optional<Node> method(Node self) {
    return call(self)
        .flatMap(program.flow()::callee)
        .filter(f -> f.is("function_definition") && f.source() == self.source());
  }

  /** The call {@code self.name(...)} of an object. */
  private static Optional<Call> call(Node self) {
    return self.parent()
        .filter(p -> p.is("attribute"))
        .flatMap(Node::parent)
        .flatMap(Call::of)
        .filter(c -> c.callee() == self.parent().orElse(self));
  }

  /** {@code self.name}; the whole object if it is used as one, or a method that cannot be seen. */
  private String member(Node self) {
    Optional<Node> attribute = self.parent().filter(p -> p.is("attribute"));
    return attribute.isEmpty() || isUnknown(self)
        ? "self"
        : "self." + attribute.get().get("attribute").text();
  }

  /** Whether it is a call of something that the class neither defines nor assigns. */
  private boolean isUnknown(Node self) {
    return call(self)
        .filter(c -> program.flow().callee(c).isEmpty() && !program.isModel(c.callee()))
        .filter(c -> program.flow().origins(c.callee()).contains(c.callee()))
        .isPresent();
  }

  /** Whether the attribute is assigned, in whole or part, or a method of it is a statement. */
  private static boolean isWritten(Node self) {
    Node inner = self;
    for (Node outer : self.ancestors().takeWhile(n -> !Statements.isStatement(n)).toList()) {
      if (outer.is("assignment", "augmented_assignment")) {
        return inner.field().equals("left");
      }
      if (outer.is("argument_list") || inner.field().equals("subscript")) {
        return false;
      }
      inner = outer;
    }
    return inner.is("call");
  }
}
