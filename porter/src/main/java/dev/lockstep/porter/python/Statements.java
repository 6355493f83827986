package dev.lockstep.porter.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Questions about statements: where one starts, what is beside it, what it is inside of. */
public final class Statements {
  /** What statements stand in. */
  static final Set<String> SUITES = Set.of("module", "block");

  /** Statements with a body of their own. */
  public static final Set<String> COMPOUND =
      Set.of(
          "if_statement",
          "for_statement",
          "while_statement",
          "with_statement",
          "try_statement",
          "match_statement",
          "function_definition",
          "class_definition",
          "decorated_definition");

  private Statements() {}

  /** Whether a node is a statement: a child of the module or of a block. */
  public static boolean isStatement(Node node) {
    return node.isNamed()
        && !node.is("comment")
        && node.parent().map(parent -> parent.is(SUITES)).orElse(false);
  }

  /** Whether a node is a block, or a clause of a statement that has one. */
  public static boolean holdsSuite(Node node) {
    return node.is("block") || node.kind().endsWith("_clause");
  }

  /** The innermost statement that holds a node, the node itself included. */
  public static Node of(Node node) {
    if (isStatement(node)) {
      return node;
    }
    return node.ancestors().filter(Statements::isStatement).findFirst().orElse(node);
  }

  /** Whether an expression is the whole of a statement, {@code optimizer.step()}. */
  public static boolean isAlone(Node expression) {
    return expression
        .parent()
        .filter(s -> s.is("expression_statement") && s.children().size() == 1)
        .isPresent();
  }

  /** Whether a statement is a text and nothing else, as a docstring is. */
  public static boolean isText(Node statement) {
    return statement.is("expression_statement")
        && statement.children().stream().allMatch(n -> n.is("string", "concatenated_string"));
  }

  /** Whether a statement is a loop. */
  public static boolean isLoop(Node statement) {
    return statement.is("for_statement", "while_statement");
  }

  /** What an assignment gives a value, {@code loss} in {@code loss = value}. */
  public static Optional<Node> target(Node value) {
    return value
        .parent()
        .filter(a -> a.is("assignment") && value.field().equals("right"))
        .map(a -> a.get("left"));
  }

  /** What a statement of nothing else gives a value, {@code loss} in {@code loss = value}. */
  public static Optional<Node> result(Node value) {
    return target(value).filter(t -> t.parent().filter(Statements::isAlone).isPresent());
  }

  /** The {@code if} in different branches of which two nodes stand. */
  public static Optional<Node> choice(Node a, Node b) {
    return a.ancestors()
        .filter(n -> n.contains(b))
        .findFirst()
        .filter(n -> n.is("if_statement"))
        .filter(n -> branch(n, a).isPresent() && branch(n, b).isPresent());
  }

  /** The block or clause of an {@code if} that a node stands in; none for its condition. */
  public static Optional<Node> branch(Node choice, Node node) {
    return Stream.concat(choice.find("consequence").stream(), choice.all("alternative").stream())
        .filter(b -> b.contains(node))
        .findFirst();
  }

  /** The block (or module) that a statement stands in. */
  public static Node suite(Node statement) {
    return statement.parent().orElse(statement);
  }

  /** The statements of the block that this one stands in. */
  public static List<Node> siblings(Node statement) {
    return suite(statement).children();
  }

  /** The statement whose first line starts the logical line of a node: where a comment may go. */
  public static Node lineStarter(Node node) {
    Node statement = of(node);
    Source source = statement.source();
    while (!startsLine(statement)) {
      Optional<Node> outer = statement.ancestors().filter(Statements::isStatement).findFirst();
      Node first = siblings(statement).get(0);
      if (first != statement && source.line(first.start()) == source.line(statement.start())) {
        statement = first;
      } else if (outer.isPresent()) {
        statement = outer.get();
      } else {
        return statement;
      }
    }
    return statement;
  }

  /** Whether only white space stands before a node on its line. */
  public static boolean startsLine(Node node) {
    Source source = node.source();
    return source.text(source.lineStart(source.line(node.start())), node.start()).isBlank();
  }

  /** Whether nothing but white space, or a comment, follows a node on its last line. */
  public static boolean endsLine(Node node) {
    Source source = node.source();
    String rest = source.text(node.end(), source.lineEnd(source.line(node.end())));
    return rest.isBlank() || rest.stripLeading().startsWith("#");
  }

  /** The function, lambda or class around a node, or the module. */
  public static Node owner(Node node) {
    return node.enclosing("function_definition", "lambda", "class_definition", "module")
        .orElse(node);
  }

  /** The function around a node. */
  public static Optional<Node> function(Node node) {
    return node.ancestors()
        .takeWhile(n -> !n.is("class_definition"))
        .filter(n -> n.is("function_definition", "lambda"))
        .findFirst();
  }

  /** The loops around a node within its function, innermost first. */
  public static List<Node> loops(Node node) {
    return inFunction(node).filter(Statements::isLoop).toList();
  }

  /** The {@code for} statements and clauses around a node, innermost first. */
  public static Stream<Node> iterations(Node node) {
    return node.ancestors()
        .flatMap(
            n ->
                n.is("for_statement")
                    ? Stream.of(n)
                    : n.children().stream().filter(c -> c.is("for_in_clause")));
  }

  /** The innermost {@code for} statement around a variable that gives it its values. */
  public static Optional<Node> loopOf(Node variable) {
    return variable
        .ancestors()
        .filter(n -> n.is("for_statement") && loopsOver(n, variable.text()))
        .findFirst();
  }

  /** Whether a {@code for} statement gives a name its values. */
  public static boolean loopsOver(Node loop, String name) {
    return loop.get("left").descendants("identifier").anyMatch(n -> n.text().equals(name));
  }

  /** The nodes around a node up to its function or class, innermost first. */
  public static Stream<Node> inFunction(Node node) {
    return node.ancestors()
        .takeWhile(n -> !n.is("function_definition", "lambda", "class_definition"));
  }
}
