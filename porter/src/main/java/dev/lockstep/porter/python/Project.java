package dev.lockstep.porter.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that are read together: imports between them are followed. */
public final class Project {
  /** Star imports are followed over so many files. */
  private static final int MAX_STARS = 4;

  private final Map<String, PythonFile> byPath = new LinkedHashMap<>();
  private final Map<Source, PythonFile> bySource = new LinkedHashMap<>();
  private final Modules modules = new Modules(byPath.keySet());

  /** A project of those files. */
  public Project(List<PythonFile> files) {
    for (PythonFile file : files) {
      byPath.put(file.path(), file);
      bySource.put(file.source(), file);
    }
  }

  /** All files. */
  public List<PythonFile> files() {
    return List.copyOf(byPath.values());
  }

  /** The file that a node is in. */
  public PythonFile file(Node node) {
    PythonFile file = bySource.get(node.source());
    if (file == null) {
      throw new IllegalArgumentException("not of this project: " + node);
    }
    return file;
  }

  /** The scopes of the file that a node is in. */
  public Scopes scopes(Node node) {
    return file(node).scopes();
  }

  /** The dotted name that an expression stands for by its file's imports. */
  public Optional<String> qualified(Node expression) {
    return scopes(expression).qualified(expression);
  }

  /** The bindings of a name in its file, or else by star imports from other files. */
  public List<Binding> bindings(Node identifier) {
    List<Binding> own = scopes(identifier).lookup(identifier);
    return own.isEmpty() ? starred(file(identifier), identifier.text(), MAX_STARS) : own;
  }

  /** Of several star imports that give a name the last stands. */
  private List<Binding> starred(PythonFile file, String name, int depth) {
    List<Binding> found = List.of();
    for (String module : depth == 0 ? List.<String>of() : file.scopes().module().wildcards()) {
      List<Binding> given = imported(file, module + "." + name);
      List<Binding> further =
          given.isEmpty()
              ? module(file, module).map(m -> starred(m, name, depth - 1)).orElse(given)
              : given;
      found = further.isEmpty() ? found : further;
    }
    return found;
  }

  private Optional<PythonFile> module(PythonFile importer, String dotted) {
    return modules
        .find(importer.path(), dotted)
        .flatMap(path -> Optional.ofNullable(byPath.get(path)));
  }

  /**
   * What a dotted name means when that file imports it: the bindings of the symbol at the top of
   * another file of the project.
   */
  public List<Binding> imported(PythonFile importer, String dotted) {
    int last = dotted.lastIndexOf('.');
    return Optional.of(dotted.substring(0, Math.max(0, last)))
        .filter(module -> !module.isEmpty() && !module.endsWith("."))
        .flatMap(module -> module(importer, module))
        .map(file -> file.scopes().module().local(dotted.substring(last + 1)))
        .orElse(List.of());
  }
}
