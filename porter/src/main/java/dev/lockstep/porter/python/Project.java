package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that are read together: imports between them are followed. */
public final class Project {
  private final Map<String, PythonFile> byPath = new LinkedHashMap<>();
  private final Map<Source, PythonFile> bySource = new LinkedHashMap<>();

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
    int leading = dotted.length() - dotted.replaceFirst("^\\.+", "").length();
    String[] parts = dotted.substring(leading).split("\\.", -1);
    List<String> folders = folders(importer.path(), leading);
    for (int used = parts.length - 1; used >= 1; used--) {
      Optional<PythonFile> file =
          module(folders, String.join("/", List.of(parts).subList(0, used)));
      if (file.isPresent() && used == parts.length - 1) {
        return file.get().scopes().module().local(parts[used]);
      }
    }
    return List.of();
  }

  /**
   * The files in groups: those that import each other, directly or over others, are together.
   *
   * <p>Nothing flows between two groups, so each can be read as a project of its own.
   */
  public List<List<PythonFile>> groups() {
    Map<PythonFile, List<PythonFile>> groupOf = new LinkedHashMap<>();
    files().forEach(file -> groupOf.put(file, new ArrayList<>(List.of(file))));
    for (PythonFile file : files()) {
      for (PythonFile other : reached(file)) {
        join(groupOf, file, other);
      }
    }
    return List.copyOf(new LinkedHashSet<>(groupOf.values()));
  }

  private static void join(
      Map<PythonFile, List<PythonFile>> groupOf, PythonFile file, PythonFile other) {
    List<PythonFile> mine = groupOf.getOrDefault(file, List.of());
    List<PythonFile> others = groupOf.getOrDefault(other, List.of());
    if (mine != others) {
      mine.addAll(others);
      others.forEach(each -> groupOf.put(each, mine));
    }
  }

  /** The files of the project that a file imports, or imports from. */
  private Set<PythonFile> reached(PythonFile file) {
    Set<String> names = new LinkedHashSet<>(file.scopes().module().wildcards());
    for (Scope scope : file.scopes().all()) {
      for (String name : scope.names()) {
        scope.local(name).forEach(binding -> names.add(binding.module()));
      }
    }
    Set<PythonFile> found = new LinkedHashSet<>();
    for (String dotted : names) {
      found.addAll(modules(file, dotted));
    }
    return found;
  }

  /** The files that a dotted name leads through: packages, the module. */
  private List<PythonFile> modules(PythonFile importer, String dotted) {
    int leading = dotted.length() - dotted.replaceFirst("^\\.+", "").length();
    List<String> parts = List.of(dotted.substring(leading).split("\\.", -1));
    List<String> folders = folders(importer.path(), leading);
    List<PythonFile> found = new ArrayList<>();
    for (int used = parts.size(); used >= 1; used--) {
      String relative = String.join("/", parts.subList(0, used));
      module(folders, relative).filter(f -> !relative.isEmpty()).ifPresent(found::add);
    }
    return found;
  }

  private Optional<PythonFile> module(List<String> folders, String relative) {
    for (String folder : folders) {
      PythonFile file = byPath.get(folder + relative + ".py");
      PythonFile init = byPath.get(folder + relative + "/__init__.py");
      if (file != null || init != null) {
        return Optional.ofNullable(file != null ? file : init);
      }
    }
    return Optional.empty();
  }

  /** Where modules may lie: the file's own folder and those around it, or just the relative one. */
  private static List<String> folders(String path, int leadingDots) {
    List<String> folders = new ArrayList<>();
    String folder = path;
    do {
      int slash = folder.lastIndexOf('/', Math.max(0, folder.length() - 2));
      folder = slash < 0 ? "" : folder.substring(0, slash + 1);
      folders.add(folder);
    } while (!folder.isEmpty() && !folder.equals("/"));
    return leadingDots == 0
        ? folders
        : folders.subList(
            Math.min(leadingDots, folders.size()) - 1, Math.min(leadingDots, folders.size()));
  }
}
