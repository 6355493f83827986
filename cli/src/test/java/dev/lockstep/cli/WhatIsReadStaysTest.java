package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes over what it reads. */
class WhatIsReadStaysTest {
  private static final String SGD = "{\"framework\": \"torch\", \"api\": \"optim.SGD\"}";

  @TempDir private Path folder = Path.of("");

  private static void refuses(Path read, String... args) throws IOException {
    byte[] before = Files.readAllBytes(read);
    Run run = Run.of(args);
    assertEquals(2, run.code(), run.toString());
    assertTrue(run.err().contains("is read and cannot be written"), run.err());
    assertArrayEquals(before, Files.readAllBytes(read));
  }

  @Test
  void aCheckpoint() throws IOException {
    Path file = folder.resolve("adamw.pt");
    Files.copy(Path.of("../checkpoint/src/test/resources/dev/lockstep/checkpoint/adamw.pt"), file);
    Path link = Files.createSymbolicLink(folder.resolve("link.pt"), file);
    refuses(file, "checkpoint", "convert", file.toString(), link.toString(), "--model", "model");
    refuses(file, "checkpoint", "inspect", file.toString(), "--json", file.toString());
  }

  @Test
  void aDefinition() throws IOException {
    Path file = folder.resolve("optimizer.json");
    Files.writeString(file, SGD);
    String name = file.toString();
    refuses(file, "schedule", name, "--out", name);
    refuses(file, "convert", name, "--as", "json", "--out", folder.toString());
    refuses(file, "compare", name, "torch.optim.SGD()", "--report", name);
  }
}
