package dev.lockstep.mapping.rewrite;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The right side of a formula's line, taken apart. */
public sealed interface Expression {
  /** A number, as it is written. */
  record Literal(String text) implements Expression {}

  /** An option, a quantity of the state, the step, the parameter or its gradient. */
  record Name(String text) implements Expression {}

  /** {@code -x}. */
  record Negation(Expression of) implements Expression {}

  /** {@code left operator right}, the operator one of {@code + - * / ^}. */
  record Operation(char operator, Expression left, Expression right) implements Expression {}

  /** {@code function(arguments)}. */
  record Call(String function, List<Expression> arguments) implements Expression {}

  /** Reads an expression. */
  static Expression of(String text) {
    return new ExpressionReader(text).read();
  }

  /** The parts that it is made of. */
  default List<Expression> parts() {
    if (this instanceof Negation negation) {
      return List.of(negation.of());
    }
    if (this instanceof Operation operation) {
      return List.of(operation.left(), operation.right());
    }
    return this instanceof Call call ? call.arguments() : List.of();
  }

  /** The names in it. */
  default Set<String> names() {
    Stream<String> own = this instanceof Name name ? Stream.of(name.text()) : Stream.empty();
    return Stream.concat(own, parts().stream().flatMap(part -> part.names().stream()))
        .collect(Collectors.toSet());
  }
}
