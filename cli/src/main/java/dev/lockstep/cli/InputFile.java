package dev.lockstep.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that a command reads: they are files, and stay as they are. */
final class InputFile {
  private InputFile() {}

  /** Refuses what is no file. */
  static void require(Path file) {
    if (!Files.exists(file)) {
      throw new CommandException("no-file", file);
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandException("not-readable", file);
    }
  }

  /** The text of a file. */
  static String text(Path file) throws IOException {
    require(file);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new CommandException("not-text", file);
    }
  }

  /** Refuses to write over what is read. */
  static void spare(List<Path> read, Path written) throws IOException {
    for (Path file : read) {
      if (Files.exists(file) && Files.exists(written) && Files.isSameFile(file, written)) {
        throw new CommandException("same-file", written);
      }
    }
  }
}
