package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.report.HtmlReport;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.PortReport;
import dev.lockstep.porter.Porter;
import dev.lockstep.porter.Status;
import dev.lockstep.porter.python.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the README: ported whole, once, and with a report that shows their curves. */
class PortExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("lockstep.root", ".."), "examples", "torch");

  @ParameterizedTest
  @ValueSource(strings = {"linear_regression.py", "mlp.py"})
  void anExampleIsPortedWhole(String name) throws IOException {
    FileReport file = port(name, Files.readString(EXAMPLES.resolve(name))).files().get(0);
    assertEquals(Status.PORTED, file.status());
    assertFalse(file.ported().contains("torch"), file.ported());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear_regression.py", "mlp.py"})
  void aSecondPortChangesNothing(String name) throws IOException {
    FileReport first = port(name, Files.readString(EXAMPLES.resolve(name))).files().get(0);
    assertFalse(port(name, first.ported()).files().get(0).isChanged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void theReportShowsCurvesAndFetchesNothing(String language) throws IOException {
    PortReport report = port("mlp.py", Files.readString(EXAMPLES.resolve("mlp.py")));
    String html = html(report, Locale.forLanguageTag(language));
    assertTrue(html.contains("<svg"), html);
    assertFalse(html.contains("http://") || html.contains("https://"), html);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear_regression.py", "mlp.py", "mlp_sgd.py"})
  void bothSidesOfTheReportUseTheSameRates(String name) throws IOException {
    PortReport report = port(name, Files.readString(EXAMPLES.resolve(name)));
    String html = html(report, Locale.ENGLISH);
    assertTrue(html.contains("Every step uses the same float32 rate"), html);
  }

  private static String html(PortReport report, Locale language) throws IOException {
    StringWriter html = new StringWriter();
    new HtmlReport(Messages.in(language)).write(report, html);
    return html.toString();
  }

  private static PortReport port(String name, String text) {
    return new Porter(PortOptions.torchToMindSpore()).port(List.of(Source.of(name, text)));
  }
}
