package dev.lockstep.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The release of a framework that a project pins: in {@code requirements*.txt}, {@code
 * environment.yml}, {@code pyproject.toml}, {@code setup.cfg}, {@code setup.py} or {@code Pipfile}
 * of the script's folder or of the nearest one above it that has such a file.
 *
 * <p>A bound ({@code >=}, {@code <}) is no pin: it does not say which release runs.
 */
final class Requirements {
  private static final Pattern FILE =
      Pattern.compile(
          "requirements.*\\.txt|environment\\.ya?ml|pyproject\\.toml|setup\\.(cfg|py)|Pipfile");

  // A folder above the repository says nothing of it, and a walk must end somewhere.
  private static final int MOST_FOLDERS = 6;

  /**
   * A pinned release.
   *
   * @param version {@code 1.13.1}
   * @param file that says so
   */
  record Pin(String version, Path file) {}

  private Requirements() {}

  /**
   * The release that is pinned for the first of these scripts for which one is.
   *
   * @param paths scripts or folders
   * @param framework {@code torch} or {@code mindspore}
   */
  static Optional<Pin> pin(List<Path> paths, String framework) {
    return paths.stream().flatMap(path -> nearest(path, framework).stream()).findFirst();
  }

  private static Optional<Pin> nearest(Path path, String framework) {
    Path folder = path.toAbsolutePath().normalize();
    for (int i = 0; i < MOST_FOLDERS && folder != null; i++) {
      for (Path file : files(folder)) {
        Optional<Pin> pin = read(file, framework);
        if (pin.isPresent()) {
          return pin;
        }
      }
      folder = Files.exists(folder.resolve(".git")) ? null : folder.getParent();
    }
    return Optional.empty();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(file -> FILE.matcher(String.valueOf(file.getFileName())).matches())
              .sorted()
              .toList());
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Optional<Pin> read(Path file, String framework) {
    Pattern pinned =
        Pattern.compile(
            "(?m)^[^#\\n]*?(?<![\\w-])(?:py)?"
                + framework
                + "(?:-gpu|-ascend|-cpu)?(?:\\[[\\w,]*\\])?[\"']?\\s*(?:===?|~=|=)\\s*[\"']?(?:==|~=)?"
                + "(\\d+(?:\\.\\d+)*)");
    try {
      Matcher found = pinned.matcher(Files.readString(file));
      return found.find() ? Optional.of(new Pin(found.group(1), file)) : Optional.empty();
    } catch (MalformedInputException noText) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
