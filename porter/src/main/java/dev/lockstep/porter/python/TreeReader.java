package dev.lockstep.porter.python;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
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
 * <p>A question about a node takes the library longer than a step to the next one. Most nodes need
 * none, as long as the text has no error: their text says which leaf they are, or how they begin
 * says what they are, and they end where the last node in them ends.
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
  private static final Set<String> BRACKETED =
      Set.of("argument_list", "parameters", "tuple", "parenthesized_expression");

  private static final Set<String> DOTTED = Set.of("attribute", "dotted_name");

  private static final Set<String> ASSIGNING =
      Set.of("assignment", "keyword_argument", "default_parameter", "typed_default_parameter");

  /** Nodes that begin with a word of the grammar. */
  private static final Set<String> WORDED =
      Set.of(
          "import_statement",
          "import_from_statement",
          "function_definition",
          "class_definition",
          "return_statement",
          "if_statement",
          "elif_clause",
          "else_clause",
          "for_statement",
          "while_statement",
          "with_statement",
          "pass_statement");

  private static final Map<String, String> CONSTANTS =
      Map.of("True", "true", "False", "false", "None", "none");

  /** What a node is whose first child has that field. */
  private static final Map<String, String> BEGUN_BY =
      Map.of("function", "call", "object", "attribute");

  private static final Set<String> IMPORTING = Set.of("import_statement", "import_from_statement");

  private final Source source;
  private final String text;
  private final int[] characterAt;
  private final Node.Tree tree = new Node.Tree();
  private final TSTreeCursor cursor;
  private final boolean isSound;
  private int at;
  private int start;

  /** Whether the cursor has gone on to the first child of the node that was read last. */
  private boolean inside;

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
    this.text = source.code();
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
    boolean down = inside;
    while (!open.isEmpty()) {
      if (down) {
        Node told = told(open.element());
        Node node = told == null ? asked(open.element()) : told;
        open.push(node);
        if (open.size() > MAX_DEPTH) {
          throw source.problem(node.start(), "nested more than " + MAX_DEPTH + " levels deep");
        }
        down = inside;
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
    int field = cursor.currentFieldId();
    inside = cursor.gotoFirstChild();
    if (inside && isSound && parent != null && !LITERAL.contains(kind.name)) {
      return node(kind.name, kind.named, field, start, Node.OPEN, parent);
    }
    int end = characterAt[Native.endByte(node)];
    boolean missing = start == end && node.isMissing();
    return node(missing ? MISSING : kind.name, kind.named, field, start, end, parent);
  }

  /** Whether the text says where the next node of it starts: at the next that is no blank. */
  private boolean isTold(@Nullable Node parent) {
    return isSound && parent != null && !parent.is(LITERAL) && !text.startsWith("\\", start());
  }

  /** The node here if its text and how it begins say what it is. */
  private @Nullable Node told(Node parent) {
    if (!isTold(parent)) {
      return null;
    }
    int start = start();
    String token = token(start, parent);
    if (!token.isEmpty()) {
      inside = false;
      return node(token, false, cursor.currentFieldId(), start, start + token.length(), parent);
    }
    if (text.startsWith("(", start) && parent.is("call") && !parent.isLast()) {
      return arguments(start, parent);
    }
    boolean quoted = isQuote(charAt(start));
    String leaf = quoted ? "string" : leaf(start);
    if (leaf.isEmpty()) {
      return null;
    }
    int field = cursor.currentFieldId();
    inside = cursor.gotoFirstChild();
    if (!inside) {
      return node(leaf, true, field, start, leafEnd(leaf, start), parent);
    }
    String begun = begun(leaf, start, parent);
    if (!begun.isEmpty()) {
      return node(begun, true, field, start, Node.OPEN, parent);
    }
    int end = quoted && isLeaf() ? plainStringEnd(start) : start;
    cursor.gotoParent();
    inside = false;
    return end == start ? null : string(field, start, end, parent);
  }

  /** What is called with, unless it is a generator or may be one. */
  private @Nullable Node arguments(int start, Node parent) {
    int field = cursor.currentFieldId();
    cursor.gotoFirstChild();
    boolean generates = cursor.gotoNextSibling() && cursor.currentFieldId() != 0;
    cursor.gotoParent();
    inside = !generates && "#\\".indexOf(charAt(blanksEnd(start + 1))) < 0;
    if (!inside) {
      return null;
    }
    cursor.gotoFirstChild();
    return node("argument_list", true, field, start, Node.OPEN, parent);
  }

  /** What the node is whose first child is here; empty if that does not say it. */
  private String begun(String leaf, int start, Node parent) {
    if (leaf.equals("comment")) {
      return "";
    }
    if (parent.is("module", "block")) {
      return "expression_statement";
    }
    String field = FIELDS.get(cursor.currentFieldId());
    if (parent.is(IMPORTING)) {
      return field.isEmpty() ? "dotted_name" : "aliased_import";
    }
    // A walrus has a name, too.
    boolean keyword = field.equals("name") && charAt(blanksEnd(wordEnd(start))) == '=';
    return keyword && parent.is("argument_list")
        ? "keyword_argument"
        : BEGUN_BY.getOrDefault(field, "");
  }

  /** A string that is all text, with its three parts. */
  private Node string(int field, int start, int end, Node parent) {
    Node string = node("string", true, field, start, end, parent);
    node("string_start", true, 0, start, start + 1, string).close();
    if (end - start > 2) {
      node("string_content", true, 0, start + 1, end - 1, string).close();
    }
    node("string_end", true, 0, end - 1, end, string).close();
    return string;
  }

  private Node node(
      String kind, boolean named, int field, int start, int end, @Nullable Node parent) {
    return new Node(
        tree, source, kind, named, field == 0 ? null : FIELDS.get(field), start, end, parent);
  }

  /** Where the node here starts; blanks belong to no node. */
  private int start() {
    start = blanksEnd(Math.max(start, at));
    return start;
  }

  private int blanksEnd(int start) {
    return endOf(start, TreeReader::isBlank);
  }

  private int wordEnd(int start) {
    return endOf(start, TreeReader::isWord);
  }

  /** Where the characters of a kind that stand there end. */
  private int endOf(int start, IntPredicate kind) {
    int end = start;
    while (end < text.length() && kind.test(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The character there; a blank behind the last one. */
  private char charAt(int place) {
    return place < text.length() ? text.charAt(place) : ' ';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || (c <= '\r' && c >= '\t' && c != 0x0b);
  }

  /** The token that stands there; empty if it may be something else. */
  private String token(int start, Node parent) {
    boolean first = parent.isLast();
    return switch (charAt(start)) {
      case ')' -> ")";
      case ']' -> "]";
      case '}' -> "}";
      case ',' -> ",";
      case ':' -> parent.is("subscript") || text.startsWith(":=", start) ? "" : ":";
      case '(' -> first && parent.is(BRACKETED) ? "(" : "";
      case '[' -> first && parent.is("list") ? "[" : "";
      case '.' -> !first && parent.is(DOTTED) ? "." : "";
      case '=' -> !first && parent.is(ASSIGNING) ? "=" : "";
      default -> first && parent.is(WORDED) ? text.substring(start, wordEnd(start)) : "";
    };
  }

  /** What the node that stands there is if nothing is in it; empty if its text does not say it. */
  private String leaf(int start) {
    char first = charAt(start);
    if (first == '#') {
      return "comment";
    }
    int end = wordEnd(start);
    char next = charAt(end);
    if (end == start || next > '~' || isQuote(next)) {
      return "";
    }
    String word = text.substring(start, end);
    if (isDigit(first)) {
      return next != '.' && word.chars().allMatch(TreeReader::isDigit) ? "integer" : "";
    }
    return RESERVED.contains(word) ? CONSTANTS.getOrDefault(word, "") : "identifier";
  }

  private int leafEnd(String leaf, int start) {
    if (!leaf.equals("comment")) {
      return wordEnd(start);
    }
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  /** The end of the string that stands there; its start if it is not all text, on one line. */
  private int plainStringEnd(int start) {
    char quote = text.charAt(start);
    int end = start + 1;
    while (end < text.length() && "\\\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
      if (text.charAt(end - 1) == quote) {
        boolean triple = end == start + 2 && charAt(end) == quote;
        return triple ? start : end;
      }
    }
    return start;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
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
