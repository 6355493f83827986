package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Puts the edited text together. One use; not thread-safe. */
public final class Rendering {
  private final Source source;
  private final List<Edit> edits;
  private final Namer namer;
  private final Set<Edit> active = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Edit> inserted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Move> moves = new ArrayDeque<>();
  private final BitSet untouched = new BitSet();
  private final Abridged abridged;
  private final Set<Integer> linesInStrings = new HashSet<>();

  /** How an API is called at a place of the file. */
  public interface Namer {
    /**
     * The expression for an API.
     *
     * @param api its full name
     * @param place a node in whose place, or near which, it will stand
     */
    String name(String api, Node place);
  }

  /** Lines that go to another depth of indentation. */
  private record Move(int start, int end, String from, String to) {
    boolean holds(int offset) {
      return start <= offset && offset < end;
    }
  }

  Rendering(Edits edits, Namer namer, Node root) {
    this.source = edits.source();
    this.abridged = new Abridged(root);
    this.edits = edits.sorted();
    this.namer = namer;
  }

  /** The whole edited text. */
  String all() {
    int length = source.text().length();
    StringBuilder out = new StringBuilder(text(0, length));
    for (Edit edit : edits) {
      if (edit.isInsertion() && edit.start() == length) {
        out.append(rendered(edit));
      }
    }
    return out.toString();
  }

  /** What of the whole edited text must be Python, so that all of it is. */
  String abridged() {
    return abridged.toString();
  }

  /** Whether that character came out as it was: no edit replaced it. */
  boolean kept(int offset) {
    return untouched.get(offset);
  }

  /** The name of an API at a place. */
  public String name(String api, Node place) {
    return namer.name(api, place);
  }

  /** A node with the edits inside it. */
  public String text(Node node) {
    return text(node.start(), node.end());
  }

  /** A node with the edits inside it, in brackets unless it is a name or a number. */
  public String factor(Node node) {
    String text = text(node);
    return text.matches("[\\w.]+") ? text : "(" + text + ")";
  }

  /** A node with the edits inside it, but without the one that replaces the node itself. */
  public String inside(Node node) {
    return inside(node.start(), node.end());
  }

  private String inside(int start, int end) {
    List<Edit> whole =
        edits.stream()
            .filter(e -> !e.isInsertion() && e.start() == start && e.end() == end)
            .toList();
    List<Edit> added = whole.stream().filter(active::add).toList();
    String text = text(start, end);
    added.forEach(active::remove);
    return text;
  }

  /** A range with the edits inside it; an edit that is being rendered is not applied again. */
  public String text(int start, int end) {
    StringBuilder out = new StringBuilder();
    int at = start;
    for (Edit edit : edits) {
      boolean inside = edit.within(start, end) && edit.start() >= at && !active.contains(edit);
      if (inside && (!edit.isInsertion() || inserted.add(edit))) {
        verbatim(out, at, edit.start());
        out.append(rendered(edit));
        at = edit.end();
      }
    }
    verbatim(out, at, end);
    return out.toString();
  }

  private String rendered(Edit edit) {
    active.add(edit);
    String text = edit.replacement().render(this);
    active.remove(edit);
    if (active.isEmpty()) {
      abridged.edited(edit, text);
    }
    return text;
  }

  private void verbatim(StringBuilder out, int start, int end) {
    if (active.isEmpty()) {
      abridged.kept(start, end);
    }
    int at = start;
    for (int line : indented(start, end)) {
      Move move = moves.peek();
      if (move != null && move.holds(line) && source.text().startsWith(move.from, line)) {
        int rest = line + move.from.length();
        if (rest <= end) {
          out.append(source.text(), at, line).append(move.to);
          at = rest;
        }
      }
    }
    out.append(source.text(), at, end);
    untouched.set(start, end);
  }

  private List<Integer> indented(int start, int end) {
    List<Integer> lines = new ArrayList<>();
    if (!moves.isEmpty() && start < end) {
      for (int line = source.line(start); line <= source.line(end - 1); line++) {
        int offset = source.lineStart(line);
        if (offset >= start && !linesInStrings.contains(line)) {
          lines.add(offset);
        }
      }
    }
    return lines;
  }

  /**
   * Whole lines, moved from one indentation to another; lines that start inside a string stay, and
   * an edit that replaces just these lines is left out.
   *
   * @param root a node that holds the lines
   */
  public String moved(Node root, int start, int end, String from, String to) {
    root.descendants("string")
        .filter(string -> string.endLine() > string.line())
        .forEach(
            string -> {
              for (int line = string.line() + 1; line <= string.endLine(); line++) {
                linesInStrings.add(line);
              }
            });
    moves.push(new Move(start, end, from, to));
    String text = inside(start, end);
    moves.pop();
    return text;
  }

  /** The indentation of the line of an offset, as it will be. */
  public String indent(int offset) {
    String indent = source.indent(offset);
    Move move = moves.peek();
    boolean moved = move != null && move.holds(offset) && indent.startsWith(move.from);
    return moved ? move.to + indent.substring(move.from.length()) : indent;
  }

  /** One level of indentation, as the file has it. */
  public String unit() {
    return source.unit();
  }

  /** The line end of the file. */
  public String newline() {
    return source.newline();
  }

  /** What stands between the statements that take the place of one. */
  public String between(Node statement) {
    return Statements.startsLine(statement) ? newline() + indent(statement.start()) : "; ";
  }
}
