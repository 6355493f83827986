package dev.lockstep.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** A port as SARIF 2.1.0: what needs a person is a warning, what was rewritten a note. */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final String language;
  private final ObjectMapper mapper = new ObjectMapper();

  /** A report in that language. */
  public SarifReport(String language) {
    this.language = language;
  }

  /** The report. */
  public String sarif(PortReport report) {
    ObjectNode root = mapper.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "lockstep");
    ArrayNode rules = driver.putArray("rules");
    rules(report).forEach(id -> rules.addObject().put("id", id));
    ArrayNode results = run.putArray("results");
    for (FileReport file : report.files()) {
      file.problem().ifPresent(problem -> problem(results.addObject(), file, problem));
      file.decisions().stream()
          .filter(d -> d.action() != Action.KEPT)
          .forEach(d -> result(results.addObject(), file, d));
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rules(PortReport report) {
    return report.files().stream()
        .flatMap(file -> file.decisions().stream())
        .filter(d -> d.action() != Action.KEPT)
        .map(Decision::rule)
        .distinct()
        .sorted()
        .toList();
  }

  private static void problem(ObjectNode result, FileReport file, String problem) {
    result.put("level", "error").putObject("message").put("text", problem);
    location(result, file, 1, 1);
  }

  private void result(ObjectNode result, FileReport file, Decision decision) {
    boolean refused = decision.action() == Action.REFUSED;
    result.put("ruleId", decision.rule()).put("level", refused ? "warning" : "note");
    String text = decision.verdict() + ": " + decision.reason().in(language);
    result.putObject("message").put("text", text);
    location(result, file, decision.line(), decision.endLine());
    result.putObject("properties").put("construct", decision.construct().id());
  }

  private static void location(ObjectNode result, FileReport file, int line, int endLine) {
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(file.path()));
    place.putObject("region").put("startLine", line).put("endLine", endLine);
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, path.startsWith("/") ? path : "./" + path, null)
          .normalize()
          .toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
