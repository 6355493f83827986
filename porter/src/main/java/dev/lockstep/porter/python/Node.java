package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node of the syntax tree: a kind, an exact range of the source, children in order.
 *
 * <p>Kinds and field names are those of the tree-sitter grammar for Python ({@code call} with
 * {@code function} and {@code arguments}). Tokens such as operators and brackets are nodes without
 * a name; comments are nodes of kind {@code comment}. Immutable once parsed; equality is identity.
 */
public final class Node {
  /** The nodes of a file, in source order. */
  static final class Tree {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, List<Node>> byKind = new HashMap<>();

    private List<Node> ofKind(String kind) {
      if (byKind.isEmpty()) {
        nodes.forEach(n -> byKind.computeIfAbsent(n.kind, k -> new ArrayList<>()).add(n));
      }
      return byKind.getOrDefault(kind, List.of());
    }
  }

  /** The end of a node that ends where the last one in it does. */
  static final int OPEN = -1;

  private final Source source;
  private final String kind;
  private final boolean named;
  private final @Nullable String field;
  private final int start;
  private int end;
  private final @Nullable Node parent;
  private final Tree tree;
  private final int index;
  private int next;
  private List<Node> tokens = List.of();
  private List<Node> children = List.of();
  private @Nullable Call call;

  /**
   * A node without anything in it yet.
   *
   * @param tree the nodes of its file that start before it; it becomes the last
   * @param end {@link #OPEN} if that is known when it is closed
   */
  Node(
      Tree tree,
      Source source,
      String kind,
      boolean named,
      @Nullable String field,
      int start,
      int end,
      @Nullable Node parent) {
    this.tree = tree;
    this.index = tree.nodes.size();
    this.source = source;
    this.kind = kind;
    this.named = named;
    this.field = field;
    this.start = start;
    this.end = end;
    this.parent = parent;
    tree.nodes.add(this);
  }

  /** Whether nothing of its file has been read after it. */
  boolean isLast() {
    return index + 1 == tree.nodes.size();
  }

  /** Takes it as complete: all that is in it has been read. */
  void close() {
    next = tree.nodes.size();
    if (isLast()) {
      return;
    }
    List<Node> all = new ArrayList<>();
    List<Node> meaningful = new ArrayList<>();
    for (int i = index + 1; i < next; i = tree.nodes.get(i).next) {
      Node child = tree.nodes.get(i);
      all.add(child);
      if (child.named && !child.is("comment", "line_continuation")) {
        meaningful.add(child);
      }
    }
    if (end == OPEN) {
      end = all.get(all.size() - 1).end;
    }
    tokens = List.copyOf(all);
    children = List.copyOf(meaningful);
  }

  /** The file it is in. */
  public Source source() {
    return source;
  }

  /** The grammar's name of it. */
  public String kind() {
    return kind;
  }

  /** Whether it is of one of these kinds. */
  public boolean is(String... kinds) {
    for (String each : kinds) {
      if (kind.equals(each)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is of one of these kinds. */
  public boolean is(Set<String> kinds) {
    return kinds.contains(kind);
  }

  /** Its first character. */
  public int start() {
    return start;
  }

  /** The character after its last. */
  public int end() {
    return end;
  }

  /** The line it starts on. */
  public int line() {
    return source.line(start);
  }

  /** The line it ends on. */
  public int endLine() {
    return source.line(Math.max(start, end - 1));
  }

  /** Its text, as written. */
  public String text() {
    return source.text(start, end);
  }

  /** Its place among the nodes of its file, in source order. */
  int index() {
    return index;
  }

  /** The node around it; empty for the module. */
  public Optional<Node> parent() {
    return Optional.ofNullable(parent);
  }

  /** The name its parent gives it, empty if it gives none. */
  public String field() {
    return field == null ? "" : field;
  }

  /** Whether the grammar names it; operators, keywords and brackets have no name. */
  public boolean isNamed() {
    return named;
  }

  /** All children, tokens and comments included. */
  public List<Node> tokens() {
    return tokens;
  }

  /** The named children except comments and the backslashes that continue a line. */
  public List<Node> children() {
    return children;
  }

  /** The child of that field, if there is one. */
  public Optional<Node> find(String name) {
    for (Node child : tokens) {
      if (name.equals(child.field)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /**
   * The child of that field.
   *
   * @throws IllegalStateException if there is none: the grammar promises it
   */
  public Node get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(kind + " without " + name + ": " + text()));
  }

  /** All children of that field. */
  public List<Node> all(String name) {
    List<Node> result = new ArrayList<>(2);
    for (Node child : tokens) {
      if (name.equals(child.field) && child.named) {
        result.add(child);
      }
    }
    return result;
  }

  /** This call, read the first time only. */
  Call asCall(Function<Node, Call> read) {
    Call known = call;
    if (known == null) {
      known = read.apply(this);
      call = known;
    }
    return known;
  }

  /** The node and everything below it, in source order. */
  public Stream<Node> descendants() {
    return tree.nodes.subList(index, next).stream();
  }

  /** Everything below it of that kind, itself included, in source order. */
  public Stream<Node> descendants(String ofKind) {
    return parent == null
        ? tree.ofKind(ofKind).stream()
        : descendants().filter(node -> node.kind.equals(ofKind));
  }

  /** The nodes around it, innermost first. */
  public Stream<Node> ancestors() {
    return Stream.iterate(Optional.ofNullable(parent), Optional::isPresent, o -> o.get().parent())
        .map(Optional::get);
  }

  /** The innermost node around it of one of these kinds. */
  public Optional<Node> enclosing(String... kinds) {
    for (Node node = parent; node != null; node = node.parent) {
      if (node.is(kinds)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** Whether another node lies inside it, or is it. */
  public boolean contains(Node other) {
    return source == other.source && start <= other.start && other.end <= end;
  }

  /** Equality is identity; nodes of one file all have another. */
  @Override
  public int hashCode() {
    return index;
  }

  @Override
  public String toString() {
    return "%s:%s %s %s".formatted(source.path(), line(), kind, text());
  }
}
