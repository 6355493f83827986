package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.porter.python.PythonParser;
import dev.lockstep.porter.python.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A chapter holds no code of its own. */
class QuotationTest {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("lockstep.root", ".."), "examples", "guide");

  private final Markdown markdown = new Markdown("en", new Quotations(Words.in("en")));

  @Test
  void codeThatIsWrittenIntoAChapterIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> markdown.read("# A\n\n```python\nx = 1\n```\n"));
    assertThrows(IllegalArgumentException.class, () -> markdown.read("# A\n\n    x = 1\n"));
  }

  @Test
  void aMemberIsQuotedWithoutItsJavadoc() {
    assertTrue(
        JavaMember.of("torch/RunTimeChanges", "change")
            .startsWith("public static List<Double> change(Model model) {\n  var optimizer"));
    assertThrows(
        IllegalArgumentException.class, () -> JavaMember.of("torch/RunTimeChanges", "nothing"));
  }

  @Test
  void everyScriptParsesAndIsQuoted() throws IOException {
    String chapters = String.join("\n", chapters());
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.filter(s -> s.toString().endsWith(".py")).toList()) {
        String name = script.toFile().getName();
        String text = Files.readString(script);
        assertEquals(Optional.empty(), PythonParser.problem(Source.of(name, text)), name);
        String quoted = name.substring(0, name.indexOf('.'));
        assertTrue(chapters.matches("(?s).*```(port|pair)[\\w ]* " + quoted + "\\b.*"), name);
      }
    }
  }

  private static List<String> chapters() {
    return Quoted.text("chapters/order.txt")
        .lines()
        .map(id -> Quoted.text("chapters/" + id + ".en.md"))
        .toList();
  }
}
