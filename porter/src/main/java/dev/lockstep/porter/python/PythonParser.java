package dev.lockstep.porter.python;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/**
 * Parses Python 3 into {@link Node}s.
 *
 * <p>The grammar also accepts Python 2 and recovers from errors; both are refused here, with their
 * place, because a rewritten file must be one that Python reads.
 */
public final class PythonParser {
  private static final Pattern LEADING_DOT = Pattern.compile("\n\\s*(\\.\\w+)\\(");

  /** The start of a line on which values may be listed without brackets. */
  private static final Pattern LISTING =
      Pattern.compile("(?m)^[ \\t]*(?:return |yield |for\\b[^\\n]*?\\bin |[^\\n#'\"()=]+? = )");

  private PythonParser() {}

  /**
   * The module node of a file.
   *
   * @throws SyntaxProblem if it is not Python 3, or nested too deeply
   */
  public static Node parse(Source source) {
    Node module = read(source, source.code());
    Optional<Node> problem = firstProblem(module);
    if (problem.isEmpty()) {
      return module;
    }
    String unstarred = unstarred(source.code());
    if (!unstarred.equals(source.code())) {
      Node other = read(source, unstarred);
      if (firstProblem(other).isEmpty()) {
        return other;
      }
    }
    throw refusal(problem.get());
  }

  /** The module of a file whose text is read as another one of the same length. */
  private static Node read(Source source, String text) {
    try (TSParser parser = new TSParser()) {
      parser.setLanguage(TreeReader.LANGUAGE);
      try (TSTree tree = parser.parseString(null, text)) {
        return TreeReader.read(source, tree.getRootNode());
      }
    }
  }

  /**
   * A text in which starred values outside of brackets have a sign instead of the star, which the
   * grammar does not know there: {@code return a, +b}. Nothing follows values through a sign.
   */
  private static String unstarred(String text) {
    StringBuilder out = new StringBuilder(text);
    Matcher heads = LISTING.matcher(text);
    while (heads.find()) {
      int depth = 0;
      boolean starts = true;
      for (int i = heads.end(); i < text.length() && "\n#'\"".indexOf(text.charAt(i)) < 0; i++) {
        char c = text.charAt(i);
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        if (c == '*' && starts && depth == 0) {
          out.setCharAt(i, '+');
        }
        starts = c == ',' || (starts && c == ' ');
      }
    }
    return out.toString();
  }

  /** What is wrong with a text, if it is not Python 3 as far as this parser can tell. */
  public static Optional<String> problem(Source source) {
    try {
      parse(source);
      return Optional.empty();
    } catch (SyntaxProblem e) {
      return Optional.of(e.text());
    }
  }

  private static Optional<Node> firstProblem(Node module) {
    return module.descendants().filter(node -> !problem(node).isEmpty()).findFirst();
  }

  private static SyntaxProblem refusal(Node node) {
    return node.source().problem(node.start(), problem(node));
  }

  private static String problem(Node node) {
    return switch (node.kind()) {
      case "ERROR" ->
          "not valid Python near \"%s\"%s".formatted(excerpt(node), leadingDot(node.text()));
      case "argument_list" -> afterKeyword(node);
      case TreeReader.MISSING -> "not valid Python: something is missing here";
      case "print_statement" -> "Python 2 print statement; convert the file to Python 3 first";
      case "exec_statement" -> "Python 2 exec statement; convert the file to Python 3 first";
      case "<>" -> "Python 2 operator <>; convert the file to Python 3 first";
      case "string_start" ->
          node.text().contains("`") ? "Python 2 back quotes; write repr(...)" : "";
      case "raise_statement" ->
          has(node, "expression_list")
              ? "Python 2 raise with a comma; convert the file to Python 3 first"
              : "";
      case "except_clause" ->
          has(node, ",") ? "Python 2 except with a comma; write \"except E as e\"" : noBody(node);
      case "if_statement",
          "elif_clause",
          "else_clause",
          "for_statement",
          "while_statement",
          "with_statement",
          "try_statement",
          "finally_clause",
          "function_definition",
          "class_definition" ->
          noBody(node);
      default -> "";
    };
  }

  /** A call that goes on in a line of its own, as a published guide prints it. */
  private static String leadingDot(String text) {
    return LEADING_DOT
        .matcher(text)
        .results()
        .findFirst()
        .map(
            dot ->
                ": a line cannot begin with %s; put the call in brackets".formatted(dot.group(1)))
        .orElse("");
  }

  /** The grammar takes any order of arguments; Python does not. */
  private static String afterKeyword(Node arguments) {
    boolean named = false;
    for (Node argument : arguments.children()) {
      boolean splat = argument.is("list_splat", "dictionary_splat", "comment");
      if (named && !splat && !argument.is("keyword_argument")) {
        return "not valid Python: the positional argument %s follows a named one; name it, too"
            .formatted(excerpt(argument));
      }
      named |= argument.is("keyword_argument");
    }
    return "";
  }

  /** The grammar lets a block be empty; Python does not. */
  private static String noBody(Node node) {
    boolean body = node.children().stream().anyMatch(n -> n.is("block") && !n.children().isEmpty());
    return body ? "" : "not valid Python: an indented block is expected";
  }

  private static boolean has(Node node, String kind) {
    return node.tokens().stream().anyMatch(child -> child.is(kind));
  }

  private static String excerpt(Node node) {
    String line = node.text().lines().findFirst().orElse("").strip();
    return line.length() > 40 ? line.substring(0, 40) + "..." : line;
  }
}
