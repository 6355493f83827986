package dev.lockstep.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Replays of the project's own traces, each folder once. */
final class Replayed {
  private static final Map<Path, List<FileReport>> FOLDERS = new LinkedHashMap<>();
  private static final Logger FACADES = Logger.getLogger("dev.lockstep");

  private Replayed() {}

  static synchronized List<FileReport> folder(Path folder) throws IOException {
    FACADES.setLevel(Level.OFF); // traces hold deprecated calls, and the facades warn of them
    List<FileReport> known = FOLDERS.get(folder);
    if (known == null) {
      known = Conformance.standard().replay(folder, file -> {});
      FOLDERS.put(folder, known);
    }
    return known;
  }

  /** All of them. */
  static List<FileReport> everything() throws IOException {
    List<FileReport> files = new ArrayList<>(folder(Goldens.OPTIMIZERS));
    files.addAll(folder(Goldens.SCHEDULES));
    files.addAll(folder(Goldens.STEPS));
    files.addAll(folder(Goldens.ONEFLOW));
    files.addAll(folder(Goldens.MEGENGINE));
    return files;
  }
}
