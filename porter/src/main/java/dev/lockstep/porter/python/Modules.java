package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The modules of a project by the paths of their files, with forward slashes. */
public final class Modules {
  private final Set<String> paths;

  /** The modules of those files. */
  public Modules(Set<String> paths) {
    this.paths = paths;
  }

  /**
   * The file of the module that a dotted name means in another file, if it is of this project: a
   * file does not import itself.
   */
  Optional<String> find(String importer, String dotted) {
    int dots = dots(dotted);
    String relative = dotted.substring(dots).replace('.', '/');
    return folders(importer, dots).stream()
        .flatMap(in -> Stream.of(in + relative + ".py", in + relative + "/__init__.py"))
        .filter(paths::contains)
        .filter(path -> dots > 0 || !path.equals(importer))
        .findFirst();
  }

  /**
   * The files in groups: those that import each other, directly or over others, are together.
   *
   * <p>Nothing flows between two groups, so each can be read as a project of its own.
   *
   * @param imports for each file, the dotted names that it imports
   */
  public List<List<String>> groups(Map<String, Set<String>> imports) {
    Map<String, List<String>> groupOf = new LinkedHashMap<>();
    imports.keySet().forEach(file -> groupOf.put(file, new ArrayList<>(List.of(file))));
    imports.forEach(
        (file, names) -> reached(file, names).forEach(other -> join(groupOf, file, other)));
    return List.copyOf(new LinkedHashSet<>(groupOf.values()));
  }

  private static void join(Map<String, List<String>> groupOf, String file, String other) {
    List<String> mine = groupOf.getOrDefault(file, List.of());
    List<String> others = groupOf.getOrDefault(other, List.of());
    if (mine != others) {
      mine.addAll(others);
      others.forEach(each -> groupOf.put(each, mine));
    }
  }

  /** The files that dotted names lead through: packages, the modules. */
  private Set<String> reached(String importer, Set<String> names) {
    Set<String> found = new LinkedHashSet<>();
    for (String dotted : names) {
      int dots = dots(dotted);
      for (int end = dotted.length(); end > dots; end = dotted.lastIndexOf('.', end - 1)) {
        find(importer, dotted.substring(0, end)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** How many dots a relative name starts with. */
  private static int dots(String dotted) {
    int dots = 0;
    while (dots < dotted.length() && dotted.charAt(dots) == '.') {
      dots++;
    }
    return dots;
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
