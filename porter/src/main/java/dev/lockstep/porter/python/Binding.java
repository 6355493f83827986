package dev.lockstep.porter.python;

import java.util.List;
import java.util.Optional;

/**
 * One place that gives a name a value.
 *
 * @param name the name
 * @param kind how
 * @param site the identifier, or the imported name, that does it
 * @param source where the value comes from: the right-hand side, the iterable of a loop, the
 *     context of a {@code with}, the definition, or the default of a parameter
 * @param path which part of the source it is, for {@code a, (b, c) = source}: indices from outside
 *     in; empty for the whole
 * @param module for an import, the dotted name of what is imported; otherwise empty
 */
public record Binding(
    String name, Kind kind, Node site, Optional<Node> source, List<Integer> path, String module) {
  /** How a name gets its value. */
  public enum Kind {
    /** An import. */
    IMPORT,
    /** A plain or annotated assignment, or a walrus. */
    ASSIGN,
    /** {@code x += 1}. */
    AUGMENT,
    /** A parameter of the function. */
    PARAMETER,
    /** The variable of a loop or comprehension: an element of the source. */
    ELEMENT,
    /** The variable of a {@code with}. */
    CONTEXT,
    /** A function. */
    FUNCTION,
    /** A class. */
    CLASS,
    /** Anything else: except, match, del. */
    OTHER
  }

  /** Whether it is of that kind. */
  public boolean is(Kind wanted) {
    return kind == wanted;
  }
}
