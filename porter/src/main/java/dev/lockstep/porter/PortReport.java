package dev.lockstep.porter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of all files of a run.
 *
 * @param options what was asked for
 * @param files in the order in which they were given
 */
public record PortReport(PortOptions options, List<FileReport> files) {
  /** Whether a user must look at some file. */
  public boolean hasFindings() {
    return files.stream().anyMatch(FileReport::hasFindings);
  }

  /** Whether no file could be read. */
  public boolean nothingRead() {
    return files.stream().allMatch(f -> f.status() == Status.ERROR);
  }

  /** The report as JSON: files, and for each its path, status and decisions. */
  public String toJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode list = root.putArray("files");
    for (FileReport file : files) {
      ObjectNode node = list.addObject();
      node.put("path", file.path());
      node.set("status", mapper.valueToTree(file.status()));
      file.problem().ifPresent(problem -> node.put("problem", problem));
      ArrayNode decisions = node.putArray("decisions");
      file.decisions().forEach(decision -> write(mapper, decision, decisions.addObject()));
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(ObjectMapper mapper, Decision decision, ObjectNode node) {
    node.put("line", decision.line());
    node.put("endLine", decision.endLine());
    node.put("construct", decision.construct().id());
    node.put("rule", decision.rule());
    node.put("verdict", decision.verdict().name());
    node.set("safety", mapper.valueToTree(decision.safety()));
    node.set("action", mapper.valueToTree(decision.action()));
    node.put("reason", decision.reason().en());
    node.put("reason_zh", decision.reason().zh());
    decision.card().ifPresent(card -> node.put("card", card));
  }
}
