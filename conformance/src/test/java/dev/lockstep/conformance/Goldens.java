package dev.lockstep.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The project's own traces. */
final class Goldens {
  static final Path FOLDER =
      Path.of(System.getProperty("lockstep.root", ".."), "conformance/src/test/resources/goldens");

  static final Path OPTIMIZERS = FOLDER.resolve("optimizers");
  static final Path SCHEDULES = FOLDER.resolve("schedules");
  static final Path STEPS = FOLDER.resolve("steps");
  static final Path ONEFLOW = FOLDER.resolve("oneflow");
  static final Path MEGENGINE = FOLDER.resolve("megengine");

  private Goldens() {}

  /** All files of a folder. */
  static List<Path> files(Path folder) {
    try {
      return GoldenFile.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file, read without the code under test. */
  static List<String> lines(Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
