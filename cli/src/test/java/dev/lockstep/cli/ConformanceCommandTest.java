package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
  private static final Path SGD = Traces.FOLDER.resolve("torch.optim.SGD.jsonl.gz");
  private static final Path CLIP =
      Traces.FOLDER.resolveSibling("steps").resolve("torch.clip_grad_norm_.jsonl.gz");

  @TempDir private Path folder = Path.of("");

  private Run conformance(String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "conformance";
    args[1] = "--goldens";
    args[2] = folder.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    Run run = Run.of(args);
    assertTrue(run.isTidy(), run.toString());
    return run;
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void tracesInAnyFolderBelowAreReplayedAndReported() throws IOException {
    write("a/b/sgd.jsonl.gz", Files.readAllBytes(SGD));
    write("a/notes.txt", new byte[] {1});
    Path json = folder.resolve("out/result.json");

    Run run = conformance("--json", json.toString());

    assertEquals(0, run.code(), run.toString());
    JsonNode file = new ObjectMapper().readTree(json.toFile()).get("files").get(0);
    assertEquals("a/b/sgd.jsonl.gz", file.get("file").textValue());
    assertEquals("torch", file.get("framework").textValue());
    assertEquals("2.15.0", file.get("version").textValue());
    assertEquals(12, file.get("cases").intValue());
    assertEquals(12, file.get("replayed").intValue());
    assertEquals(0, file.get("unsupported").size());
    assertEquals(file.get("values"), file.get("exact"));
    assertEquals(0, file.get("worstUlp").doubleValue());
    assertEquals("free", file.get("mode").textValue());
    assertEquals("stock", file.get("root").textValue());
    assertEquals("0 ULP", file.get("budget").textValue());
    assertTrue(file.get("withinBudget").booleanValue());
  }

  @Test
  void withTheCorrectlyRoundedRootEachUpdateIsJudgedByItself() throws IOException {
    write("adam.jsonl.gz", Files.readAllBytes(Traces.FOLDER.resolve("torch.optim.Adam.jsonl.gz")));
    Path json = folder.resolve("result.json");

    Run run = conformance("--root", "ieee", "--json", json.toString());

    assertEquals(0, run.code(), run.toString());
    JsonNode file = new ObjectMapper().readTree(json.toFile()).get("files").get(0);
    assertEquals("restarted", file.get("mode").textValue());
    assertEquals("ieee", file.get("root").textValue());
    assertEquals("param <= 2 update", file.get("budget").textValue());
    assertTrue(file.get("worstUlp").doubleValue() > 0);
  }

  @Test
  void theReportIsAPageAndJson() throws IOException {
    write("sgd.jsonl.gz", Files.readAllBytes(SGD));

    conformance("--report", folder.resolve("report").toString());

    assertTrue(
        Files.readString(folder.resolve("report/conformance.md")).contains("| sgd.jsonl.gz |"));
    assertTrue(Files.exists(folder.resolve("report/conformance.json")));
  }

  /** A case of which nothing is compared, or not all that it records, is not fine. */
  @Test
  void whatWouldNotBeComparedIsNotReplayed() throws IOException {
    String golden;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(SGD))) {
      golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
    ObjectNode none = (ObjectNode) new ObjectMapper().readTree(golden);
    none.remove("steps");
    none.remove("state");
    write("none.jsonl", none.toString().getBytes(StandardCharsets.UTF_8));
    Run nothing = conformance();
    assertEquals(1, nothing.code(), nothing.toString());
    assertTrue(nothing.out().contains("nothing is compared"), nothing.toString());

    ObjectNode more = (ObjectNode) new ObjectMapper().readTree(golden);
    ((ObjectNode) more.get("steps").get(0).get("params")).putArray("other").add("3f800000");
    write("none.jsonl", more.toString().getBytes(StandardCharsets.UTF_8));
    Run other = conformance();
    assertEquals(1, other.code(), other.toString());
    assertTrue(other.out().contains("other, which is no parameter"), other.toString());
  }

  @Test
  void aGlobChooses() throws IOException {
    write("sgd.jsonl.gz", Files.readAllBytes(SGD));

    assertEquals(0, conformance("--api", "torch:*SGD").code());
    assertEquals(0, conformance("--api", "torch.optim.S?D").code());
    assertEquals(2, conformance("--api", "mindspore:*").code());
  }

  @Test
  void whatIsCutOffOrDamagedIsNamedWithItsPlace() throws IOException {
    byte[] good = Files.readAllBytes(SGD);
    write("cut.jsonl.gz", Arrays.copyOf(good, good.length / 2));
    byte[] damaged = good.clone();
    Arrays.fill(damaged, good.length / 2, good.length / 2 + 40, (byte) 0x55);
    write("damaged.jsonl.gz", damaged);

    Run run = conformance("--json", folder.resolve("result.json").toString());

    assertEquals(1, run.code());
    assertTrue(run.out().contains("cut.jsonl.gz: 1 case(s), the first is line "), run.out());
    assertTrue(run.out().contains("the gzip stream is cut off"), run.out());
    assertTrue(run.out().contains("not replayed: damaged.jsonl.gz"), run.out());
    assertTrue(Files.exists(folder.resolve("result.json")));
  }

  @Test
  void nothingReadableIsExitTwo() throws IOException {
    for (byte[] bytes :
        List.of(
            new byte[0], new byte[] {1, 2, 3}, gzip(""), gzip("{"), gzip("[1]"), gzip("\u0000"))) {
      write("bad.jsonl.gz", bytes);
      Run run = conformance();
      assertEquals(2, run.code(), run.toString());
      assertTrue((run.out() + run.err()).contains("bad.jsonl.gz: 1 case(s), the first is line 1"));
    }
  }

  @Test
  void whatIsNoTraceIsListedWithTheReason() throws IOException {
    String good = Traces.lines(SGD).get(0);
    write(
        "mixed.jsonl",
        String.join(
                "\n",
                good,
                good.replace("torch.optim.SGD\"", "torch.optim.Nope\""),
                good.replaceFirst("\"dtype\": ?\"f32\"", "\"dtype\":\"f16\""),
                "{\"id\":\"x\",\"framework\":\"torch\",\"api\":\"torch.optim.SGD\"}",
                "{\"id\":7}",
                "{]")
            .getBytes(StandardCharsets.UTF_8));

    Run run = conformance();

    assertEquals(1, run.code());
    assertTrue(run.out().contains("1/6"), run.out());
    assertTrue(run.out().contains("Lockstep has no class for torch.optim.Nope"), run.out());
    assertTrue(run.out().contains("line 3: dtype must be f32 or f64, got f16"), run.out());
    assertTrue(run.out().contains("line 5: id must be a text, got 7"), run.out());
    assertTrue(run.out().contains("line 6: bad JSON at column 2"), run.out());
  }

  /** A trace whose last list of recorded words lost its last word. */
  private static String shortened(String line, String list) {
    int end = line.indexOf(']', line.lastIndexOf(list));
    return line.substring(0, line.lastIndexOf(',', end)) + line.substring(end);
  }

  @Test
  void numbersThatAreLeftOutOfATraceAreSeen() throws IOException {
    String good = Traces.lines(SGD).get(0);
    write("short.jsonl", shortened(good, "\"params\"").getBytes(StandardCharsets.UTF_8));
    Run run = conformance();
    assertEquals(1, run.code(), run.toString());
    assertTrue(run.out().contains(" numbers: recorded "), run.out());
  }

  @Test
  void aTraceOfAStepThatIsNoneDoesNotEndTheReplay() throws IOException {
    String good = Traces.lines(CLIP).get(0);
    String refused = good.replaceFirst("\"max_norm\": ?[^,}]+", "\"max_norm\":\"x\"");
    String deep = "[".repeat(2000);
    write("clip.jsonl", String.join("\n", refused, deep, good).getBytes(StandardCharsets.UTF_8));
    Run run = conformance();
    assertEquals(1, run.code(), run.toString());
    assertTrue(run.out().contains("2/3"), run.out());
    assertTrue(run.out().contains("recorded no refusal, got the refusal: "), run.out());
    assertTrue(run.out().contains("line 2: bad JSON"), run.out());
  }

  @Test
  void wrongUseIsOneLineAndExitTwo() {
    for (String[] args :
        List.of(
            new String[] {"conformance"},
            new String[] {"conformance", "--goldens", "no/such/folder"},
            new String[] {"conformance", "--goldens", ".", "--arithmetic", "exact"},
            new String[] {"conformance", "--goldens", ""},
            new String[] {"conformance", "--tries", "1", "--api", "torch.optim.Nope"},
            new String[] {"conformance", "--nonsense"},
            new String[] {"nonsense"})) {
      Run run = Run.of(args);
      assertEquals(2, run.code(), run.toString());
      assertTrue(run.err().startsWith("lockstep: "), run.err());
      assertTrue(run.isTidy(), run.toString());
      assertEquals("", run.out());
    }
  }

  @Test
  void theLanguageCanBeChosen() throws IOException {
    write("sgd.jsonl.gz", Files.readAllBytes(SGD));

    assertTrue(conformance("--lang=zh").out().contains("全部 12 个用例均在预算内重放"));
    assertFalse(conformance("--quiet").out().contains("SGD"));
  }
}
