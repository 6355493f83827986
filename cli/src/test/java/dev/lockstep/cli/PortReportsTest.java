package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The reports of a port, read by what reads such files. */
class PortReportsTest {
  /**
   * One optimizer that is rewritten, one that stays; an ampersand for XML and a bar for Markdown.
   */
  private static final String SCRIPT =
      """
      import torch
      from other import Mystery

      optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
      scaler = torch.cuda.amp.GradScaler()
      lbfgs = torch.optim.LBFGS(a & b | c)
      """;

  @TempDir Path folder;

  private String report(String ending) throws IOException {
    Path script = Files.writeString(folder.resolve("a script.py"), SCRIPT);
    Path target = folder.resolve("report." + ending);
    Run run = Run.of("port", script.toString(), "--to=mindspore", "--report=" + target);
    assertEquals(1, run.code(), run.err());
    return Files.readString(target);
  }

  @Test
  void sarifNamesTheRuleTheLineAndTheFileOfEachFinding() throws IOException {
    JsonNode root = new ObjectMapper().readTree(report("sarif"));
    assertEquals("2.1.0", root.path("version").asText());
    JsonNode run = root.path("runs").path(0);
    assertEquals("lockstep", run.at("/tool/driver/name").asText());
    boolean changed = false;
    boolean refused = false;
    for (JsonNode result : run.path("results")) {
      JsonNode place = result.at("/locations/0/physicalLocation");
      assertTrue(place.at("/artifactLocation/uri").asText().endsWith("a%20script.py"));
      int line = place.at("/region/startLine").asInt();
      String rule = result.path("ruleId").asText();
      changed |= line == 4 && rule.equals("optimizer-construction") && level(result, "note");
      refused |= line == 6 && rule.equals("optimizer-construction") && level(result, "warning");
      assertTrue(rules(run).contains("\"" + rule + "\""), rule);
    }
    assertTrue(changed && refused);
  }

  /** A result without a level is a warning: SARIF 2.1.0, section 3.27.10. */
  private static boolean level(JsonNode result, String level) {
    return result.path("level").asText("warning").equals(level);
  }

  private static String rules(JsonNode run) {
    return run.at("/tool/driver/rules").toString();
  }

  @Test
  void junitCountsACaseForEachDecisionAndAFailureForEachThatStays() throws Exception {
    Path file = folder.resolve("report.xml");
    report("xml");
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    int cases = suite.getElementsByTagName("testcase").getLength();
    int failures = suite.getElementsByTagName("failure").getLength();
    assertEquals(suite.getAttribute("tests"), String.valueOf(cases));
    assertEquals(suite.getAttribute("failures"), String.valueOf(failures));
    assertTrue(failures >= 2 && cases > failures, cases + " cases, " + failures + " failures");
  }

  @Test
  void markdownHasARowForEachDecisionThatChangesOrStays() throws IOException {
    String text = report("md");
    long rows = text.lines().filter(line -> line.matches("\\| \\d+ \\|.*\\|")).count();
    assertTrue(rows >= 3, text);
    assertTrue(text.contains("| 4 | optimizer | changed | EQUIVALENT |"), text);
    assertTrue(
        text.lines()
            .filter(line -> line.startsWith("| "))
            .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 7),
        text);
  }
}
