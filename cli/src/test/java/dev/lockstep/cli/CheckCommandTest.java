package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckCommandTest {
  private static final int MEGABYTES = 5 << 20;

  /** The target is 2 s on a quiet machine; the watchdog only tells a hang from a slow machine. */
  private static final long WATCHDOG_SECONDS = 60;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void exitCodesTellFineFindingsAndUnreadable() throws IOException {
    String fine = file("fine.yaml", "{framework: torch, api: optim.SGD}").toString();
    String wrong =
        file("wrong.yaml", "{framework: torch, api: optim.SGD, options: {lr: -1}}").toString();
    assertEquals(Exit.FINE, Run.of("check", fine).code());
    Run run = Run.of("check", fine, wrong);
    assertEquals(Exit.FINDINGS, run.code());
    assertTrue(run.out().contains("wrong.yaml:1:46: error [option-refused] options.lr"), run.out());
    assertEquals(Exit.USAGE, Run.of("check", fine, folder.resolve("none.yaml").toString()).code());
  }

  @Test
  void aFolderAndAWordThatIsTaggedAsANumberAreSaidToBe() throws IOException {
    Run run = Run.of("check", folder.toString());
    assertEquals(Exit.USAGE, run.code());
    assertTrue(run.err().contains("is not a readable file"), run.err());
    Path word = file("word.yaml", "{framework: torch, api: optim.SGD, options: {lr: !!float ten}}");
    assertTrue(Run.of("check", word.toString()).out().contains("ten is not a number"));
  }

  @Test
  void jsonHasTheDocumentedShape() throws IOException {
    Path wrong = file("wrong.yaml", "{framework: torch, api: optim.SGD, options: {lrr: 1}}");
    Run run = Run.of("check", wrong.toString(), "--format=json");
    JsonNode finding = new ObjectMapper().readTree(run.out()).get("findings").get(0);
    for (String field :
        "rule severity file line column path got allowed suggestion".split(" ", -1)) {
      assertTrue(finding.has(field), field);
    }
    assertEquals("Did you mean lr?", finding.get("suggestion").asText());
  }

  @Test
  void sarifAndJunitSayTheSame() throws Exception {
    Path wrong = file("a b.yaml", "{framework: torch, api: optim.SGD, options: {lr: -1}}");
    JsonNode log =
        new ObjectMapper().readTree(Run.of("check", wrong.toString(), "--format=sarif").out());
    JsonNode result = log.get("runs").get(0).get("results").get(0);
    assertEquals("2.1.0", log.get("version").asText());
    assertEquals("option-refused", result.get("ruleId").asText());
    assertEquals("error", result.get("level").asText());
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertEquals(46, place.get("region").get("startColumn").asInt());
    assertTrue(place.get("artifactLocation").get("uri").asText().endsWith("a%20b.yaml"));
    String junit = Run.of("check", wrong.toString(), "--format=junit").out();
    var suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(junit.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("testsuite")
            .item(0);
    assertEquals("1", suite.getAttributes().getNamedItem("failures").getNodeValue());
  }

  @Test
  void speaksChinese() throws IOException {
    Path wrong = file("wrong.yaml", "{framework: torch, api: optim.SGD, options: {lr: -1}}");
    assertTrue(Run.of("check", wrong.toString(), "--lang", "zh").out().contains("允许：>= 0"));
  }

  /** Texts made to exhaust a reader, and the rule that stops each. */
  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  enum Hostile {
    ALIAS_BOMB("value-limit", Hostile::aliasBomb),
    DEEP_NESTING("depth-limit", () -> "[".repeat(10_000) + "]".repeat(10_000) + "\n"),
    DEEP_BLOCKS("depth-limit", Hostile::deepBlocks),
    MILLION_GROUPS("size-limit", () -> "groups:\n" + "- {a}\n".repeat(1_000_000)),
    MANY_GROUPS("value-limit", () -> "groups:\n" + "- {}\n".repeat(600_000)),
    ONE_LINE("size-limit", () -> "a: " + "x".repeat(MEGABYTES)),
    VALID_GROUPS(
        "value-limit",
        () -> "framework: torch\napi: optim.SGD\ngroups:\n" + "- {params: [a]}\n".repeat(20_000)),
    UNKNOWN_NAMES(
        "size-limit",
        () ->
            "framework: torch\napi: optim.SGD\nparameters:\n"
                + "- {name: a}\n".repeat(15_000)
                + "groups:\n- params: [b"
                + ", b".repeat(50_000)
                + "]\n"),
    HUGE_NUMBER("number-range", () -> "framework: torch\napi: optim.SGD\noptions: {lr: 1e999999}"),
    LONG_NUMBER("size-limit", () -> "a: " + "9".repeat(1_000_000)),
    NOT_UTF8("encoding", () -> "a: \u00ff");

    final String rule;
    private final Supplier<String> text;

    Hostile(String rule, Supplier<String> text) {
      this.rule = rule;
      this.text = text;
    }

    byte[] bytes() {
      return text.get().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String aliasBomb() {
      StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
      for (int i = 1; i < 40; i++) {
        bomb.append("a%s: &a%s [".formatted(i, i));
        bomb.append("*a%s, ".formatted(i - 1).repeat(9)).append("]\n");
      }
      return bomb.toString();
    }

    private static String deepBlocks() {
      StringBuilder deep = new StringBuilder();
      for (int i = 0; i < 2_000; i++) {
        deep.append(" ".repeat(i)).append("a:\n");
      }
      return deep.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostileFileEndsSoonInASmallHeapWithALocatedError(Hostile hostile) throws Exception {
    Path file = Files.write(folder.resolve(hostile + ".yaml"), hostile.bytes());
    Path out = folder.resolve("out.txt");
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.lockstep.cli.Main"),
                Arrays.stream(new String[] {"check", file.toString(), "--lang=en"}))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    boolean ended = process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(out);
    assertTrue(ended, said);
    assertEquals(Exit.FINDINGS, process.exitValue(), said);
    assertTrue(
        said.matches("(?s).*" + hostile + "\\.yaml:\\d+:\\d+: error \\[" + hostile.rule + "].*"),
        said);
  }
}
