package dev.lockstep.cli.report;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.PropertyBag;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.Run;
import com.contrastsecurity.sarif.SarifSchema210;
import com.contrastsecurity.sarif.Tool;
import com.contrastsecurity.sarif.ToolComponent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remarks as SARIF 2.1.0, for code scanning. */
public final class SarifReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI SCHEMA =
      URI.create(
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");

  private SarifReport() {}

  /** The log with one run of that tool. */
  public static String render(String tool, List<Remark> remarks) {
    Set<ReportingDescriptor> rules = new LinkedHashSet<>();
    remarks.stream()
        .flatMap(remark -> remark.rule().stream())
        .distinct()
        .sorted()
        .forEach(rule -> rules.add(new ReportingDescriptor().withId(rule)));
    ToolComponent driver = new ToolComponent().withName(tool).withRules(rules);
    Run run =
        new Run()
            .withTool(new Tool().withDriver(driver))
            .withResults(remarks.stream().map(SarifReport::result).toList());
    SarifSchema210 log =
        new SarifSchema210()
            .with$schema(SCHEMA)
            .withVersion(SarifSchema210.Version._2_1_0)
            .withRuns(List.of(run));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Result result(Remark remark) {
    PhysicalLocation place =
        new PhysicalLocation()
            .withArtifactLocation(new ArtifactLocation().withUri(uri(remark.file())))
            .withRegion(region(remark));
    Result result =
        new Result()
            .withLevel(Result.Level.valueOf(remark.level().name()))
            .withMessage(new Message().withText(remark.text()))
            .withLocations(List.of(new Location().withPhysicalLocation(place)));
    remark.rule().ifPresent(result::setRuleId);
    if (!remark.properties().isEmpty()) {
      PropertyBag properties = new PropertyBag();
      remark.properties().forEach(properties::setAdditionalProperty);
      result.setProperties(properties);
    }
    return result;
  }

  private static Region region(Remark remark) {
    Region region = new Region().withStartLine(remark.line()).withEndLine(remark.endLine());
    return remark.column() > 0 ? region.withStartColumn(remark.column()) : region;
  }

  /** A file name as a URI reference: spaces and the like are escaped. */
  private static String uri(String file) {
    String path = file.replace('\\', '/');
    try {
      return new URI(null, null, path.startsWith("/") ? path : "./" + path, null)
          .normalize()
          .toASCIIString();
    } catch (URISyntaxException e) {
      return file;
    }
  }
}
