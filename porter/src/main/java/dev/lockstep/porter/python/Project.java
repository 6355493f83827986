package dev.lockstep.porter.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that are read together: imports between them are followed. */
public final class Project {
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

  /**
   * What a dotted name means when that file imports it: the bindings of the symbol at the top of
   * another file of the project.
   */
  public List<Binding> imported(PythonFile importer, String dotted) {
    int last = dotted.lastIndexOf('.');
    return Optional.of(dotted.substring(0, Math.max(0, last)))
        .filter(module -> !module.isEmpty() && !module.endsWith("."))
        .flatMap(module -> modules.find(importer.path(), module))
        .flatMap(path -> Optional.ofNullable(byPath.get(path)))
        .map(file -> file.scopes().module().local(dotted.substring(last + 1)))
        .orElse(List.of());
  }
}
