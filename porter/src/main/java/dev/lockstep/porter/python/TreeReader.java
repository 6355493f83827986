package dev.lockstep.porter.python;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSSymbolType;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/**
 * Copies the native tree, so that nothing else touches native memory.
 *
 * <p>A question to the library takes longer than anything else a port does. Every second node is a
 * leaf whose text says what it is: a name, or a token that nothing else begins like; of those
 * nothing is asked, as long as the text has no error.
 */
final class TreeReader {
  /** The grammar; the library's objects of it are constant. */
  static final TSLanguage LANGUAGE = new TreeSitterPython();

  /** What a node is called that the parser puts in where something is missing. */
  static final String MISSING = "MISSING";

  /** Deeper than any program that CPython's own parser accepts in a nested expression. */
  private static final int MAX_DEPTH = 3000;

  private static final List<Kind> KINDS =
      IntStream.range(0, LANGUAGE.symbolCount()).mapToObj(Kind::of).toList();

  private static final List<String> FIELDS =
      IntStream.rangeClosed(0, LANGUAGE.fieldCount()).mapToObj(TreeReader::field).toList();

  /** Words that are no names, or not everywhere. */
  private static final Set<String> RESERVED =
      Stream.concat(
              Stream.of("True", "False", "None"),
              KINDS.stream().filter(kind -> !kind.named).map(Kind::name))
          .filter(Pattern.compile("\\w+").asMatchPredicate())
          .collect(Collectors.toUnmodifiableSet());

  /** Where blanks and words are text. */
  private static final Set<String> LITERAL =
      Set.of("string", "string_content", "interpolation", "format_specifier", "format_expression");

  /** Nodes that begin with a bracket, and are in nothing that begins with them. */
  private static final Set<String> BRACKETED = Set.of("argument_list", "parameters");

  private static final Set<String> DOTTED = Set.of("attribute", "dotted_name");

  private static final Set<String> ASSIGNING =
      Set.of("assignment", "keyword_argument", "default_parameter", "typed_default_parameter");

  private final Source source;
  private final String text;
  private final int[] characterAt;
  private final Node.Tree tree = new Node.Tree();
  private final TSTreeCursor cursor;
  private final boolean isSound;
  private int at;
  private int start;

  /** What the grammar says of a symbol. */
  private record Kind(String name, boolean named) {
    private static final Kind ERROR = new Kind("ERROR", true);

    static Kind at(int symbol) {
      return symbol < KINDS.size() ? KINDS.get(symbol) : ERROR;
    }

    static Kind of(int symbol) {
      boolean named = LANGUAGE.symbolType(symbol) != TSSymbolType.TSSymbolTypeAnonymous;
      return new Kind(Objects.requireNonNullElse(LANGUAGE.symbolName(symbol), "").intern(), named);
    }
  }

  private TreeReader(Source source, TSTreeCursor cursor, boolean isSound) {
    this.source = source;
    this.text = source.text();
    this.characterAt = characterAt(text);
    this.cursor = cursor;
    this.isSound = isSound;
  }

  /**
   * The module of a tree.
   *
   * @throws SyntaxProblem if it is nested too deeply
   */
  static Node read(Source source, TSNode root) {
    return read(source, root, !root.hasError());
  }

  /** The same, whether or not leaves that say themselves what they are may be taken as such. */
  static Node read(Source source, TSNode root, boolean isSound) {
    try (TSTreeCursor cursor = new TSTreeCursor(root)) {
      return new TreeReader(source, cursor, isSound).module();
    }
  }

  private static String field(int id) {
    return Objects.requireNonNullElse(LANGUAGE.fieldNameForId(id), "").intern();
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

  private Node module() {
    Deque<Node> open = new ArrayDeque<>();
    Node module = asked(null);
    open.push(module);
    boolean down = cursor.gotoFirstChild();
    while (!open.isEmpty()) {
      if (down) {
        Node plain = plain(open.element());
        Node node = plain == null ? asked(open.element()) : plain;
        open.push(node);
        if (open.size() > MAX_DEPTH) {
          throw source.problem(node.start(), "nested more than " + MAX_DEPTH + " levels deep");
        }
        down = plain == null && cursor.gotoFirstChild();
      } else {
        Node done = open.pop();
        done.close();
        at = Math.max(at, done.end());
        down = !open.isEmpty() && cursor.gotoNextSibling();
        if (!down && !open.isEmpty()) {
          cursor.gotoParent();
        }
      }
    }
    return module;
  }

  /** The node here, as the library tells it. */
  private Node asked(@Nullable Node parent) {
    TSNode node = cursor.currentNode();
    Kind kind = Kind.at(Native.symbol(node));
    // A block may start where its indentation does, which is no node.
    boolean told = isTold(parent) && !kind.name.equals("block");
    int start = told ? start() : characterAt[Native.startByte(node)];
    int end = characterAt[Native.endByte(node)];
    boolean missing = start == end && node.isMissing();
    return node(missing ? MISSING : kind.name, kind.named, start, end, parent);
  }

  /** Whether the text says where the next node of it starts: at the next that is no blank. */
  private boolean isTold(@Nullable Node parent) {
    return isSound && parent != null && !parent.is(LITERAL) && !text.startsWith("\\", start());
  }

  /** The node here if its text says which leaf it is. */
  private @Nullable Node plain(Node parent) {
    if (!isTold(parent)) {
      return null;
    }
    int start = start();
    String token = token(start, parent);
    if (!token.isEmpty()) {
      return node(token, false, start, start + 1, parent);
    }
    int end = nameEnd(start);
    return end == start || !isLeaf() ? null : node("identifier", true, start, end, parent);
  }

  private Node node(String kind, boolean named, int start, int end, @Nullable Node parent) {
    int field = cursor.currentFieldId();
    return new Node(
        tree, source, kind, named, field == 0 ? null : FIELDS.get(field), start, end, parent);
  }

  /** Where the node here starts; blanks belong to no node. */
  private int start() {
    start = Math.max(start, at);
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c <= '\r' && c >= '\t' && c != 0x0b);
  }

  /** The token of one character that stands there; empty if it may be something else. */
  private String token(int start, Node parent) {
    boolean first = parent.isLast();
    return switch (start < text.length() ? text.charAt(start) : ' ') {
      case ')' -> ")";
      case ']' -> "]";
      case '}' -> "}";
      case ',' -> ",";
      case '(' -> first && parent.is(BRACKETED) ? "(" : "";
      case '.' -> !first && parent.is(DOTTED) ? "." : "";
      case '=' -> !first && parent.is(ASSIGNING) ? "=" : "";
      default -> "";
    };
  }

  /** The end of the name that stands there; its start if there is none. */
  private int nameEnd(int start) {
    int end = start;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    char next = end < text.length() ? text.charAt(end) : ' ';
    boolean other = next > '~' || next == '"' || next == '\'' || end == start;
    boolean number = !other && Character.isDigit(text.charAt(start));
    return other || number || RESERVED.contains(text.substring(start, end)) ? start : end;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  }

  private boolean isLeaf() {
    boolean inner = cursor.gotoFirstChild();
    if (inner) {
      cursor.gotoParent();
    }
    return !inner;
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
