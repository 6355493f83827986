package dev.lockstep.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java that README and documents show compiles. What stands around a piece of it is in {@code
 * documented}, one class a piece, in the same order.
 */
class DocumentedJavaTest {
  private static final Pattern PIECE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\n");

  @TempDir Path classes;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "doc/checkpoints.md",
        "doc/definitions.md",
        "doc/djl.md",
        "doc/nd4j.md",
        "doc/schedules.md"
      })
  void compiles(Path document) throws IOException {
    List<String> pieces =
        PIECE
            .matcher(Files.readString(Path.of("../..").resolve(document)))
            .results()
            .map(piece -> piece.group(1))
            .toList();
    List<String> around = List.of(around(document.getFileName()).split("----\n", -1));
    assertEquals(pieces.size(), around.size());
    for (int i = 0; i < pieces.size(); i++) {
      compile(within(around.get(i), pieces.get(i)));
    }
  }

  private static String within(String around, String piece) {
    StringBuilder imports = new StringBuilder();
    IMPORT.matcher(piece).results().forEach(line -> imports.append(line.group()));
    return imports + around.replace("// shown", IMPORT.matcher(piece).replaceAll(""));
  }

  private static String around(Path document) throws IOException {
    try (var text =
        DocumentedJavaTest.class.getResourceAsStream("documented/" + document + ".txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
    StringWriter said = new StringWriter();
    var file =
        new SimpleJavaFileObject(URI.create("string:///Shown.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    boolean fine = compiler.getTask(said, null, null, options, null, List.of(file)).call();
    assertTrue(fine, () -> said + source);
  }
}
