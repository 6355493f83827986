package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir private Path folder = Path.of("");

  private static Run compare(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "compare";
    System.arraycopy(args, 0, all, 1, args.length);
    Run run = Run.of(all);
    assertTrue(run.isTidy(), run.toString());
    return run;
  }

  @Test
  void aDivergenceIsNamedAndFollowedByHand() {
    Run run =
        compare(
            "torch.optim.Adam(lr=0.1, eps=0.1)", "mindspore.nn.Adam(learning_rate=0.1, eps=0.1)");

    assertEquals(1, run.code(), run.toString());
    assertTrue(run.out().startsWith("DIVERGES"), run.out());
    assertTrue(run.out().contains("eps-inside-correction: "), run.out());
    assertTrue(run.out().contains("after 12 steps 4.5e-01"), run.out());
    assertTrue(run.out().contains("Followed by hand"), run.out());
  }

  @Test
  void anEqualityIsFine() {
    Run run = compare("torch.optim.AdamW()", "mindspore.experimental.optim.AdamW()", "--lang=zh");

    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().startsWith("EQUIVALENT"), run.out());
  }

  @Test
  void librariesStayQuiet() {
    compare("torch.optim.AdamW()", "mindspore.experimental.optim.AdamW()");
    for (String library : new String[] {"org.hibernate.validator", "dev.lockstep"}) {
      assertFalse(Logger.getLogger(library).isLoggable(Level.SEVERE), library);
    }
  }

  @Test
  void definitionsAreReadFromFilesAndReportsWritten() throws IOException {
    Path left = folder.resolve("left.yaml");
    Path right = folder.resolve("right.json");
    Files.writeString(
        left,
        """
        framework: torch
        api: optim.SGD
        options: {lr: 0.1}
        schedulers: [{api: StepLR, args: {step_size: 30}}]
        """);
    Files.writeString(
        right,
        """
        {"framework": "mindspore", "api": "nn.SGD", "options": {"learning_rate": 0.1}}
        """);
    Path html = folder.resolve("out/page.html");
    Path json = folder.resolve("out/page.json");

    Run run =
        compare(
            left.toString(),
            right.toString(),
            "--report",
            html.toString(),
            "--report",
            json.toString());

    assertEquals(1, run.code(), run.toString());
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertEquals("DIVERGES", written.get("verdict").textValue());
    assertEquals(31, written.get("witness").get("gradients").size());
    String page = Files.readString(html);
    assertTrue(page.contains("<svg class=\"chart\""), page);
    assertFalse(page.contains("{{") || page.contains("http:"), page);
  }

  @Test
  void wrongInputIsOneLine() {
    assertEquals(2, compare("torch.optim.Adam(lr=", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("no-such-file.yaml", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("torch.optim.Adm()", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("torch.optim.Adam(lr=-1.0)", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("Adam(lr=1.0)", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("torch.optim.Adam(foo=1)", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("torch.optim.Adam(lr=1.0, lr=0.1)", "mindspore.nn.Adam()").code());
    String deep = "torch.optim.Adam(lr=" + "[".repeat(100_000) + ")";
    assertEquals(2, compare(deep, "mindspore.nn.Adam()").code());
    assertEquals(2, compare("", "mindspore.nn.Adam()").code());
    assertEquals(2, compare("torch.optim.LBFGS()", "mindspore.nn.Adam()").code());
  }

  @Test
  void whatIsWrongInAFileIsSaidWithItsPlace() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file, "{framework: torch, api: optim.SGD, parameters: [{name: w, shape: [two]}]}");
    Run run = compare(file.toString(), "mindspore.nn.SGD()");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("wrong.yaml:1:"), run.err());
    assertTrue(run.err().contains("[wrong-type] parameters[0].shape[0]"), run.err());
  }

  @Test
  void aReportOfAnotherKindIsRefusedBeforeAnythingIsDone() {
    Run run = compare("torch.optim.SGD()", "mindspore.nn.SGD()", "--report", "page.txt");
    assertEquals(2, run.code());
    assertTrue(run.out().isEmpty() && run.err().contains(".html or .json"), run.toString());
  }
}
