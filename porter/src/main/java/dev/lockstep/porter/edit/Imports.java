package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the imports of a file to those that its edited text needs, and renders that text. */
public final class Imports {
  private final PythonFile file;
  private final Edits edits;
  private final ImportUses uses;
  private final LocalNames names;
  private final Set<String> emitted = new LinkedHashSet<>();

  private Imports(PythonFile file, Edits edits, ImportUses uses, LocalNames names) {
    this.file = file;
    this.edits = edits;
    this.uses = uses;
    this.names = names;
  }

  /**
   * An edited text.
   *
   * @param text the whole of it
   * @param edited what of it must be Python, so that all of it is
   */
  public record Rendered(String text, String edited) {}

  /**
   * The edited text of a file, its imports adjusted; the text itself if there are no edits.
   *
   * @param edits the edits; those of imports are added
   * @param from the module of the source framework, {@code torch}
   * @param to the module of the target framework, {@code mindspore}
   */
  public static Rendered render(PythonFile file, Edits edits, String from, String to) {
    if (edits.isEmpty()) {
      return new Rendered(file.source().text(), "");
    }
    edits.settleRemovals();
    ImportUses uses = ImportUses.of(file, edits, from);
    LocalNames names = new LocalNames(file, uses, from, to);
    if (!uses.requested().isEmpty()) {
      new Imports(file, edits, uses, names).rewrite();
      edits.settleRemovals();
    }
    Rendering rendering = new Rendering(edits, names::name, file.root());
    return new Rendered(rendering.all(), rendering.abridged());
  }

  private void rewrite() {
    Set<Node> statements = new LinkedHashSet<>();
    uses.imports().forEach(b -> statements.add(Statements.of(b.site())));
    Optional<Node> home =
        statements.stream().filter(s -> Statements.suite(s).is("module")).findFirst();
    List<String> brought = new ArrayList<>();
    names.roots().forEach((root, name) -> brought.add(importOf(root, name)));
    for (Node statement : statements) {
      boolean first = home.filter(h -> h == statement).isPresent();
      rewrite(statement, first ? brought : List.of());
    }
    if (home.isEmpty()) {
      Collections.reverse(brought);
      brought.forEach(this::insertAtTop);
    }
  }

  private void rewrite(Node statement, List<String> brought) {
    List<Node> items = statement.all("name");
    List<String> remaining = new ArrayList<>();
    List<String> lines = new ArrayList<>(brought);
    emitted.addAll(brought);
    for (Node item : items) {
      Optional<Binding> gone =
          uses.imports().stream().filter(b -> b.site() == item && uses.isGone(b)).findFirst();
      gone.ifPresentOrElse(b -> replace(b, lines), () -> remaining.add(item.text()));
    }
    if (remaining.size() == items.size()) {
      lines.add(0, statement.text());
    } else if (!remaining.isEmpty()) {
      lines.add(0, withItems(statement, remaining));
    }
    write(statement, merged(lines));
  }

  private void replace(Binding gone, List<String> lines) {
    names
        .providedBy(gone)
        .forEach(
            (api, name) -> {
              String line = importOf(api, name);
              if (emitted.add(line)) {
                lines.add(line);
              }
            });
  }

  private void write(Node statement, List<String> lines) {
    String separator = file.source().newline() + file.source().indent(statement.start());
    String text = String.join(separator, lines);
    if (lines.isEmpty()) {
      edits.remove(statement);
    } else if (!text.equals(statement.text())) {
      edits.replace(statement, text);
    }
  }

  private static String withItems(Node statement, List<String> items) {
    String list = String.join(", ", items);
    return statement.is("import_statement")
        ? "import " + list
        : "from " + statement.get("module_name").text() + " import " + list;
  }

  private static String importOf(String api, String name) {
    boolean renamed = !name.equals(Dotted.last(api));
    String alias = renamed ? " as " + name : "";
    boolean whole = Dotted.parent(api).isEmpty() || (renamed && !Dotted.isClass(api));
    return whole
        ? "import " + api + alias
        : "from " + Dotted.parent(api) + " import " + Dotted.last(api) + alias;
  }

  /** {@code from x import a} and {@code from x import b} in one line. */
  private static List<String> merged(List<String> lines) {
    Map<String, String> merged = new LinkedHashMap<>();
    for (String line : lines) {
      int at = line.indexOf(" import ");
      boolean joins = line.startsWith("from ") && at > 0 && !line.contains("\n");
      merged.merge(
          joins ? line.substring(0, at) : line,
          joins ? line.substring(at + 8) : "",
          (a, b) -> a + ", " + b);
    }
    List<String> result = new ArrayList<>();
    merged.forEach(
        (start, items) -> result.add(items.isEmpty() ? start : start + " import " + items));
    return result;
  }

  /** In front of what was put there before, so that definitions find the module. */
  private void insertAtTop(String line) {
    String whole = line + file.source().newline();
    edits.insertFirst(top(file), Replacement.definition(Replacement.of(whole)));
  }

  /** The place after the module's docstring and its {@code __future__} imports. */
  public static int top(PythonFile file) {
    return file.root().children().stream()
        .filter(s -> !s.is("future_import_statement") && !Statements.isText(s))
        .findFirst()
        .map(s -> file.source().lineStart(s.line()))
        .orElse(0);
  }
}
