package dev.lockstep.porter.python;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which variables a statement reads and which it changes, by name.
 *
 * <p>Names bound inside a lambda, a comprehension or a nested function are that one's own and do
 * not count; names that stand for modules do not count either.
 */
public final class Effects {
  private static final Set<String> PATTERNS =
      Set.of(
          "pattern_list",
          "tuple_pattern",
          "list_pattern",
          "as_pattern_target",
          "list_splat_pattern");

  private final Project project;

  /** Effects of the statements of a project. */
  public Effects(Project project) {
    this.project = project;
  }

  /** The identifiers in a node that read a variable of the scope around it. */
  public Stream<Node> reads(Node node) {
    return identifiers(node).filter(n -> isReference(n) && !isTarget(n) && isVariable(node, n));
  }

  /** The names in a node that it assigns, loops over, deletes, imports or defines. */
  public Set<String> assigned(Node node) {
    Set<String> names = new LinkedHashSet<>();
    Scope scope = project.scopes(node).at(node);
    for (String name : scope.names()) {
      if (scope.local(name).stream().anyMatch(b -> node.contains(b.site()))) {
        names.add(name);
      }
    }
    identifiers(node)
        .filter(Effects::isTarget)
        .filter(n -> project.scopes(n).at(n) == scope)
        .forEach(n -> names.add(n.text()));
    return names;
  }

  /**
   * The names of the objects that a node changes in place: {@code x} of {@code x.append(1)} as a
   * statement, of {@code x[0] = 1} and of {@code y, x.z = 1, 2}.
   */
  public Set<String> mutated(Node node) {
    Set<String> names = new LinkedHashSet<>();
    node.descendants()
        .flatMap(Effects::mutation)
        .flatMap(n -> root(n).stream())
        .filter(n -> isVariable(node, n))
        .forEach(n -> names.add(n.text()));
    return names;
  }

  /** The names of the objects whose items a node sets: {@code x} of {@code x[0] = 1}. */
  public Set<String> filled(Node node) {
    return node.descendants()
        .filter(n -> n.is("assignment", "augmented_assignment"))
        .flatMap(n -> targets(n.get("left")))
        .filter(left -> left.is("subscript"))
        .flatMap(left -> root(left).stream())
        .map(Node::text)
        .collect(Collectors.toSet());
  }

  private static Stream<Node> mutation(Node node) {
    if (node.is("assignment", "augmented_assignment")) {
      return targets(node.get("left")).filter(left -> left.is("subscript", "attribute"));
    }
    if (node.is("expression_statement") && node.children().size() == 1) {
      return Call.of(node.children().get(0)).flatMap(Call::receiver).stream();
    }
    return Stream.empty();
  }

  /** What an assignment writes: the parts of {@code a, (b.c, d[0])}. */
  private static Stream<Node> targets(Node left) {
    return left.is("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern")
        ? left.children().stream().flatMap(Effects::targets)
        : Stream.of(left);
  }

  /** Whether a statement is one plain assignment that surely gives that name its value. */
  public static boolean surelyAssigns(Node statement, String name) {
    return switch (statement.kind()) {
      case "expression_statement" -> assigns(statement, name);
      case "with_statement" -> surelyAssignsIn(statement.get("body"), name);
      case "if_statement" -> everyBranchAssigns(statement, name);
      case "try_statement" -> everyWayAssigns(statement, name);
      default -> false;
    };
  }

  private static boolean surelyAssignsIn(Node block, String name) {
    return block.children().stream().anyMatch(s -> surelyAssigns(s, name));
  }

  /** Whether a block surely assigns, or never comes to what follows. */
  private static boolean assignsOrLeaves(Node block, String name) {
    return surelyAssignsIn(block, name)
        || block.children().stream()
            .anyMatch(
                s ->
                    s.is(
                        "raise_statement",
                        "return_statement",
                        "continue_statement",
                        "break_statement"));
  }

  private static boolean everyWayAssigns(Node statement, String name) {
    return surelyAssignsIn(statement.get("body"), name)
        && statement.children().stream()
            .filter(clause -> clause.is("except_clause"))
            .flatMap(clause -> clause.children().stream().filter(part -> part.is("block")))
            .allMatch(block -> assignsOrLeaves(block, name));
  }

  private static boolean everyBranchAssigns(Node statement, String name) {
    List<Node> branches = statement.all("alternative");
    boolean otherwise = branches.stream().anyMatch(b -> b.is("else_clause"));
    return otherwise
        && assignsOrLeaves(statement.get("consequence"), name)
        && branches.stream()
            .map(b -> b.is("else_clause") ? b.get("body") : b.get("consequence"))
            .allMatch(b -> assignsOrLeaves(b, name));
  }

  private static boolean assigns(Node statement, String name) {
    return statement.children().stream()
        .filter(child -> child.is("assignment") && child.find("right").isPresent())
        .flatMap(assignment -> targets(assignment.get("left")))
        .anyMatch(target -> target.is("identifier") && target.text().equals(name));
  }

  /** The variable at the root of an expression of attributes, subscripts and calls. */
  public static Optional<Node> root(Node expression) {
    return switch (expression.kind()) {
      case "identifier" -> Optional.of(expression);
      case "attribute" -> root(expression.get("object"));
      case "subscript" -> root(expression.get("value"));
      case "call" -> root(expression.get("function"));
      default -> Optional.empty();
    };
  }

  private static Stream<Node> identifiers(Node node) {
    return node.descendants("identifier");
  }

  /**
   * Whether an identifier stands for a value or a target: no attribute, keyword or import name, nor
   * what a function or class is called.
   */
  public static boolean isReference(Node identifier) {
    Node parent = identifier.parent().orElse(identifier);
    return switch (parent.kind()) {
      case "attribute" -> parent.get("object") == identifier;
      case "keyword_argument" -> parent.get("value") == identifier;
      case "function_definition", "class_definition" -> parent.get("name") != identifier;
      case "dotted_name", "aliased_import", "global_statement", "nonlocal_statement" -> false;
      default -> true;
    };
  }

  /** Whether an identifier is only written: the target of a plain assignment, loop or with. */
  public static boolean isTarget(Node identifier) {
    Node inner = identifier;
    Node outer = identifier.parent().orElse(identifier);
    while (outer.is(PATTERNS)) {
      inner = outer;
      outer = outer.parent().orElseThrow();
    }
    String field =
        switch (outer.kind()) {
          case "assignment", "for_statement", "for_in_clause" -> "left";
          case "named_expression" -> "name";
          case "as_pattern" -> "alias";
          default -> "none";
        };
    return inner.field().equals(field);
  }

  /** Whether a name is bound in the scope of the node (or further out), and not by an import. */
  private boolean isVariable(Node node, Node identifier) {
    Scopes scopes = project.scopes(identifier);
    Optional<Scope> binder = scopes.at(identifier).binder(identifier.text());
    boolean inside = binder.filter(s -> node.contains(s.node()) && s.node() != node).isPresent();
    return !inside && scopes.lookup(identifier).stream().noneMatch(b -> b.is(Binding.Kind.IMPORT));
  }
}
