package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsMadeWithTheFoldersAboveIt() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    WholeFile.write(file, out -> out.append("one, ").append("zwölf"));
    assertEquals("one, zwölf", Files.readString(file));
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("report.html");
    WholeFile.write(file, "old");
    IOException full = new IOException("no space left");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write("half of the new");
                      throw full;
                    }));
    assertEquals(full, thrown);
    assertEquals("old", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertArrayEquals(new Path[] {file}, files.toArray());
    }
  }

  @Test
  void whatFailsIsSaidOfTheFileThatWasAskedFor() throws IOException {
    Path occupied = folder.resolve("report.html");
    Files.createDirectories(occupied.resolve("inside"));
    FileSystemException thrown =
        assertThrows(FileSystemException.class, () -> WholeFile.write(occupied, "new"));
    assertEquals(occupied.toString(), thrown.getFile());
  }
}
