package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * All edits of one file. Ranges may lie inside each other (the outer one then decides what becomes
 * of the inner ones, see {@link Rendering#text(int, int)}) but may not overlap partly.
 */
public final class Edits {
  private final Source source;
  private final TreeMap<Integer, List<Edit>> byStart = new TreeMap<>();
  private final Set<Node> removed = new LinkedHashSet<>();
  private final Set<Node> moved = new HashSet<>();
  private final Set<Node> gone = new HashSet<>();

  /** No edits yet. */
  public Edits(Source source) {
    this.source = source;
  }

  /** The file they are of. */
  public Source source() {
    return source;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byStart.isEmpty() && removed.isEmpty();
  }

  /**
   * Replaces a range.
   *
   * @throws IllegalStateException if it overlaps another edit partly, or replaces the same range
   */
  public void replace(int start, int end, Replacement replacement) {
    Edit edit = new Edit(start, end, replacement);
    for (List<Edit> others : byStart.values()) {
      for (Edit other : others) {
        boolean same = !edit.isInsertion() && other.start() == start && other.end() == end;
        if (same || edit.overlapsPartly(other)) {
          throw new IllegalStateException(
              "two edits of line %s: %s".formatted(source.line(start), source.text(start, end)));
        }
      }
    }
    byStart.computeIfAbsent(start, s -> new ArrayList<>(1)).add(edit);
  }

  /** Replaces a node. */
  public void replace(Node node, Replacement replacement) {
    replace(node.start(), node.end(), replacement);
  }

  /** Replaces a node by a fixed text. */
  public void replace(Node node, String text) {
    replace(node, Replacement.of(text));
  }

  /** Inserts before an offset, after what was inserted there already. */
  public void insert(int offset, Replacement replacement) {
    replace(offset, offset, replacement);
  }

  /** Inserts before an offset, before what was inserted there already, which may need it. */
  public void insertFirst(int offset, Replacement replacement) {
    insert(offset, replacement);
    List<Edit> here = byStart.get(offset);
    Collections.rotate(here, 1);
  }

  /** Whether an edit replaces exactly this node, or drops it with a range around it. */
  public boolean covers(Node node) {
    boolean replaced =
        byStart.headMap(node.start(), true).values().stream()
            .flatMap(List::stream)
            .anyMatch(edit -> edit.drops(node.start(), node.end()));
    return replaced || removed.stream().anyMatch(s -> !moved.contains(s) && s.contains(node));
  }

  /**
   * Removes a statement: its whole line if it stands alone there, its part of the line otherwise. A
   * block that would be left empty gets a {@code pass}.
   */
  public void remove(Node statement) {
    removed.add(statement);
  }

  /** Removes a statement of which parts come out elsewhere, with the edits inside them. */
  public void move(Node statement) {
    moved.add(statement);
    removed.add(statement);
  }

  /** Removes a decorator; a comment at the start of the definition stays where it is. */
  public void removeDecorator(Node decorator) {
    List<Node> all = decorator.parent().orElseThrow().tokens();
    Node next = all.get(all.indexOf(decorator) + 1);
    replace(decorator.start(), next.start(), Replacement.of(""));
  }

  /** Makes the removals: now it is known what each block is left with, but for its imports. */
  void settleRemovals() {
    for (Node statement : removed) {
      List<Node> left = new ArrayList<>(Statements.siblings(statement));
      left.removeAll(gone);
      boolean empty = removed.containsAll(left) && !Statements.suite(statement).is("module");
      if (empty && left.get(0) == statement) {
        replace(statement, inPlaceOf(statement, "pass"));
      } else if (Statements.startsLine(statement) && Statements.endsLine(statement)) {
        int from = source.lineStart(statement.line());
        replace(from, source.lineEnd(statement.endLine()), inPlaceOf(statement, ""));
      } else {
        removePart(statement);
      }
    }
    gone.addAll(removed);
    removed.clear();
  }

  /** What stands in place of a removed statement. */
  private Replacement inPlaceOf(Node statement, String left) {
    return moved.contains(statement) ? r -> left : Replacement.of(left);
  }

  /** Removes a statement that shares its line, with the semicolon that separates it. */
  private void removePart(Node statement) {
    String text = source.text();
    int end = statement.end();
    while (end < text.length() && " \t;".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean last = end == text.length() || "\r\n#".indexOf(text.charAt(end)) >= 0;
    if (!last || Statements.startsLine(statement)) {
      replace(statement.start(), end, inPlaceOf(statement, ""));
      return;
    }
    int start = statement.start();
    while (start > 0 && " \t;".indexOf(text.charAt(start - 1)) >= 0) {
      start--;
    }
    replace(start, statement.end(), inPlaceOf(statement, ""));
  }

  List<Edit> sorted() {
    return byStart.values().stream().flatMap(List::stream).sorted(Edit.ORDER).toList();
  }
}
