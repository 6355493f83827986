package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aGuideIsWrittenAndComparedWithAnEarlierOne() throws IOException {
    Path earlier = folder.resolve("earlier.sha256");
    Files.writeString(earlier, "0  en/quirks.html\n0  en/gone.html\n");
    Path site = folder.resolve("site");
    Run run = Run.of("guide", "--out", site.toString(), "--check", earlier.toString());
    assertEquals(Exit.FINDINGS, run.code(), run.err());
    assertTrue(run.out().lines().toList().contains("changed en/quirks.html"), run.out());
    assertTrue(run.out().lines().toList().contains("missing en/gone.html"), run.out());
    assertTrue(run.out().lines().toList().contains("new zh/index.html"), run.out());
    assertTrue(Files.exists(site.resolve("zh/index.html")));
    Path manifest = site.resolve("manifest.sha256");
    assertTrue(Files.readString(manifest).contains("  zh/index.html\n"));

    Files.copy(earlier, manifest, StandardCopyOption.REPLACE_EXISTING);
    Run again = Run.of("guide", "--out", site.toString(), "--check", manifest.toString());
    assertEquals(Exit.FINDINGS, again.code(), "its manifest was compared after it was written");
  }

  @Test
  void withoutAnythingToDoItSaysWhatThereIs() {
    Run run = Run.of("guide");
    assertEquals(Exit.USAGE, run.code());
    assertTrue(run.err().contains("--out DIR"), run.err());
    Run binary =
        Run.of(
            "guide",
            "--check",
            "../checkpoint/src/test/resources/dev/lockstep/checkpoint/small.pt");
    assertEquals(Exit.USAGE, binary.code());
    assertTrue(binary.err().contains("small.pt is not UTF-8 text"), binary.err());
  }
}
