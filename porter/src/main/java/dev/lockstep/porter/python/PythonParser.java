package dev.lockstep.porter.python;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/**
 * Parses Python 3 into {@link Node}s.
 *
 * <p>The grammar also accepts Python 2 and recovers from errors; both are refused here, with their
 * place, because a rewritten file must be one that Python reads.
 */
public final class PythonParser {
  /** Deeper than any program that CPython's own parser accepts in a nested expression. */
  private static final int MAX_DEPTH = 3000;

  private static final Pattern LEADING_DOT = Pattern.compile("\n\\s*(\\.\\w+)\\(");

  private PythonParser() {}

  /**
   * The module node of a file.
   *
   * @throws SyntaxProblem if it is not Python 3, or nested too deeply
   */
  public static Node parse(Source source) {
    try (TSParser parser = new TSParser()) {
      parser.setLanguage(new TreeSitterPython());
      try (TSTree tree = parser.parseString(null, source.text())) {
        TSNode root = tree.getRootNode();
        Node module = new Builder(source).build(root);
        firstProblem(module).ifPresent(PythonParser::refuse);
        return module;
      }
    }
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

  private static void refuse(Node node) {
    throw node.source().problem(node.start(), problem(node));
  }

  private static String problem(Node node) {
    return switch (node.kind()) {
      case "ERROR" ->
          "not valid Python near \"%s\"%s".formatted(excerpt(node), leadingDot(node.text()));
      case "argument_list" -> afterKeyword(node);
      case Builder.MISSING -> "not valid Python: something is missing here";
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

  /** Copies the native tree, so that nothing else touches native memory. */
  private static final class Builder {
    static final String MISSING = "MISSING";

    private final Source source;
    private final int[] characterAt;
    private final Node.Tree tree = new Node.Tree();
    private final Map<Integer, Kind> kinds = new HashMap<>();
    private final Map<Integer, String> fields = new HashMap<>();

    /** What the grammar says of a symbol. */
    private record Kind(String name, boolean named) {}

    Builder(Source source) {
      this.source = source;
      this.characterAt = characterAt(source.text());
    }

    /** For each UTF-8 byte, the character it belongs to: the parser counts bytes. */
    private static int[] characterAt(String text) {
      int[] map = new int[text.length() + 1];
      int at = 0;
      for (int i = 0; i < text.length(); ) {
        int codePoint = text.codePointAt(i);
        int bytes = utf8Length(codePoint);
        if (at + bytes >= map.length) {
          map = Arrays.copyOf(map, map.length + map.length / 2 + bytes);
        }
        Arrays.fill(map, at, at + bytes, i);
        at += bytes;
        i += Character.charCount(codePoint);
      }
      map[at] = text.length();
      return map;
    }

    private static int utf8Length(int codePoint) {
      if (codePoint < 0x80) {
        return 1;
      }
      if (codePoint < 0x800) {
        return 2;
      }
      return codePoint < 0x10000 ? 3 : 4;
    }

    Node build(TSNode root) {
      Deque<Node> open = new ArrayDeque<>();
      try (TSTreeCursor cursor = new TSTreeCursor(root)) {
        Node module = copy(cursor, null);
        open.push(module);
        boolean down = cursor.gotoFirstChild();
        while (!open.isEmpty()) {
          if (down) {
            Node node = copy(cursor, open.peek());
            open.push(node);
            if (open.size() > MAX_DEPTH) {
              throw source.problem(node.start(), "nested more than " + MAX_DEPTH + " levels deep");
            }
            down = cursor.gotoFirstChild();
          } else {
            open.pop().close();
            down = !open.isEmpty() && cursor.gotoNextSibling();
            if (!down && !open.isEmpty()) {
              cursor.gotoParent();
            }
          }
        }
        return module;
      }
    }

    private Node copy(TSTreeCursor cursor, @Nullable Node parent) {
      TSNode node = cursor.currentNode();
      int start = characterAt[Native.startByte(node)];
      int end = characterAt[Native.endByte(node)];
      Kind kind = kind(node, start == end);
      int fieldId = cursor.currentFieldId();
      String field =
          fieldId == 0
              ? null
              : fields.computeIfAbsent(fieldId, f -> cursor.currentFieldName().intern());
      return new Node(tree, source, kind.name, kind.named, field, start, end, parent);
    }

    private Kind kind(TSNode node, boolean empty) {
      return empty && node.isMissing()
          ? new Kind(MISSING, node.isNamed())
          : kinds.computeIfAbsent(
              Native.symbol(node), s -> new Kind(node.getType().intern(), node.isNamed()));
    }
  }

  /** The library's native functions: its getters cross into native code twice. */
  private abstract static class Native extends TSParser {
    static int startByte(TSNode node) {
      return ts_node_start_byte(node);
    }

    static int endByte(TSNode node) {
      return ts_node_end_byte(node);
    }

    static int symbol(TSNode node) {
      return ts_node_symbol(node);
    }
  }
}
