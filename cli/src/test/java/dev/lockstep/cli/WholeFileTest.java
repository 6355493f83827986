package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    assertEquals(full, thrown.getCause());
    assertEquals(file + ": no space left", thrown.getMessage());
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

  @Test
  void aLinkStaysALinkAndPermissionsStay() throws IOException {
    Path file = folder.resolve("script.py");
    Files.writeString(file, "old");
    var executable = PosixFilePermissions.fromString("rwxr-x---");
    Files.setPosixFilePermissions(file, executable);
    Path link = Files.createSymbolicLink(folder.resolve("link.py"), file);
    WholeFile.write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
    assertEquals(executable, Files.getPosixFilePermissions(file));
  }

  @Test
  void aDeviceStaysADevice() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    WholeFile.write(device, "nothing");
    WholeFile.write(device, out -> out.write("nothing"));
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void aNameMayBeAsLongAsTheSystemTakes() throws IOException {
    Path file = folder.resolve("n".repeat(250) + ".txt");
    WholeFile.write(file, "text");
    assertEquals("text", Files.readString(file));
  }
}
