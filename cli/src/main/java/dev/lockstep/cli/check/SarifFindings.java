package dev.lockstep.cli.check;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.Run;
import com.contrastsecurity.sarif.SarifSchema210;
import com.contrastsecurity.sarif.Tool;
import com.contrastsecurity.sarif.ToolComponent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.check.Finding;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** SARIF 2.1.0, for code scanning. */
public final class SarifFindings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI SCHEMA = URI.create("https://json.schemastore.org/sarif-2.1.0.json");

  private SarifFindings() {}

  /** The log with one run. */
  public static String render(List<Finding> findings) {
    Set<ReportingDescriptor> rules = new LinkedHashSet<>();
    findings.stream()
        .map(Finding::rule)
        .distinct()
        .forEach(rule -> rules.add(new ReportingDescriptor().withId(rule)));
    ToolComponent driver = new ToolComponent().withName("lockstep check").withRules(rules);
    Run run =
        new Run()
            .withTool(new Tool().withDriver(driver))
            .withResults(findings.stream().map(SarifFindings::result).toList());
    SarifSchema210 log =
        new SarifSchema210()
            .with$schema(SCHEMA)
            .withVersion(SarifSchema210.Version._2_1_0)
            .withRuns(List.of(run));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Result result(Finding finding) {
    Region region = new Region().withStartLine(finding.line()).withStartColumn(finding.column());
    PhysicalLocation place =
        new PhysicalLocation()
            .withArtifactLocation(new ArtifactLocation().withUri(uri(finding.file())))
            .withRegion(region);
    String sentence = (finding.message() + " " + finding.suggestion()).strip();
    return new Result()
        .withRuleId(finding.rule())
        .withLevel(finding.isError() ? Result.Level.ERROR : Result.Level.WARNING)
        .withMessage(new Message().withText(sentence))
        .withLocations(List.of(new Location().withPhysicalLocation(place)));
  }

  /** A file name as a URI reference: spaces and the like are escaped. */
  private static String uri(String file) {
    try {
      return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      return file;
    }
  }
}
