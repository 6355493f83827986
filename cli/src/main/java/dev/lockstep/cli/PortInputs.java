package dev.lockstep.cli;

import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.SyntaxProblem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The scripts that a port reads, and where each is written.
 *
 * <p>Folders are searched for Python files; symbolic links are not followed. Nothing is written
 * outside of the folder that is asked for.
 */
final class PortInputs {
  /** Far beyond any script; a bigger file is not one. */
  private static final long MAX_BYTES = 8L << 20;

  private static final Set<String> SKIPPED =
      Set.of("__pycache__", "__pypackages__", "site-packages", "node_modules", "build", "dist");

  /** In a virtual environment, which holds libraries, the frameworks among them. */
  private static final String ENVIRONMENT = "pyvenv.cfg";

  private final Set<Path> read = new HashSet<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final Map<String, Path> relative = new LinkedHashMap<>();
  private final List<CommandException> problems = new ArrayList<>();

  private PortInputs() {}

  /**
   * Reads the files of those paths.
   *
   * @param wanted which files of a folder are read
   */
  static PortInputs read(List<Path> paths, Predicate<Path> wanted) throws IOException {
    PortInputs inputs = new PortInputs();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        inputs.folder(path, wanted);
      } else {
        inputs.file(path, path.getFileName());
      }
    }
    return inputs;
  }

  private void folder(Path folder, Predicate<Path> wanted) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            boolean hidden = name.startsWith(".") && name.length() > 2;
            boolean others = SKIPPED.contains(name) || Files.exists(dir.resolve(ENVIRONMENT));
            boolean skip = !dir.equals(folder) && (hidden || others);
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && file.toString().matches(".*\\.(py|ipynb)")
                && wanted.test(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.add(new CommandException("io", file, e.getClass().getSimpleName()));
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.naturalOrder());
    for (Path file : found) {
      file(file, folder.relativize(file));
    }
    if (found.isEmpty()) {
      problems.add(new CommandException("port.no-python", folder));
    }
  }

  private void file(Path file, Path within) throws IOException {
    String name = file.toString().replace('\\', '/');
    if (!Files.exists(file)) {
      problems.add(new CommandException("no-file", file));
    } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add(new CommandException("not-readable", file));
    } else if (Files.size(file) > MAX_BYTES) {
      problems.add(new CommandException("port.too-big", file, MAX_BYTES >> 20));
    } else if (read.add(file.toRealPath())) {
      decode(file, within, name);
    }
  }

  private void decode(Path file, Path within, String name) throws IOException {
    try {
      sources.put(name, Source.decode(name, Files.readAllBytes(file)));
      files.put(name, file);
      relative.put(name, within);
    } catch (SyntaxProblem problem) {
      problems.add(new CommandException("text", problem.text()));
    }
  }

  /** The texts that could be read. */
  List<Source> sources() {
    return List.copyOf(sources.values());
  }

  /** What could not be read. */
  List<CommandException> problems() {
    return List.copyOf(problems);
  }

  /** Whether nothing could be read. */
  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Refuses scripts of which one would be written over the other in a folder. */
  void requireOwnPlaces() {
    Map<Path, String> taken = new HashMap<>();
    relative.forEach(
        (name, place) -> {
          String other = taken.putIfAbsent(place, name);
          if (other != null) {
            throw new CommandException("port.same-place", other, name, place);
          }
        });
  }

  /** Writes a ported text over its original. */
  void overwrite(FileReport file) throws IOException {
    Path original = get(files, file.path());
    if (Files.isSymbolicLink(original)) {
      throw new CommandException("port.link", original);
    }
    WholeFile.write(original, get(sources, file.path()).encode(file.ported()));
  }

  /** Writes a ported text into a folder, at the place it had below the folder it was found in. */
  void writeInto(Path folder, FileReport file) throws IOException {
    Path target = folder.resolve(get(relative, file.path())).normalize();
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path home = folder.toRealPath();
    boolean inside = parent != null && parent.toRealPath().startsWith(home);
    boolean link = Files.exists(target, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(target);
    if (!inside || link) {
      throw new CommandException("port.outside", target, folder);
    }
    if (Files.exists(target) && Files.isSameFile(target, get(files, file.path()))) {
      throw new CommandException("port.same-file", target);
    }
    WholeFile.write(target, get(sources, file.path()).encode(file.ported()));
  }

  private static <T> T get(Map<String, T> map, String path) {
    T value = map.get(path);
    if (value == null) {
      throw new IllegalArgumentException(path + " was not read");
    }
    return value;
  }
}
