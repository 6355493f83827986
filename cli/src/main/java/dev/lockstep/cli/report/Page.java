package dev.lockstep.cli.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report as data, in the words that it shows; {@link #write} lays it out.
 *
 * @param lang language of the text: {@code en} or {@code zh}
 * @param title heading
 * @param subtitle what was ported to what, by which version
 * @param tiles figures at the top
 * @param files what writes the part of each file, a {@link FileView}
 * @param words the labels of the tables by key
 * @param footer how to check the report
 */
public record Page(
    String lang,
    String title,
    String subtitle,
    List<Tile> tiles,
    Mustache.Lambda files,
    Map<String, String> words,
    String footer) {

  /** A figure with its label; {@code kind} is a verdict, a status or empty. */
  public record Tile(String number, String label, String kind) {}

  /** One file: what was decided, what changed. */
  public record FileView(
      String path,
      String status,
      String statusLabel,
      @Nullable String problem,
      List<Panel> panels,
      List<DecisionView> decisions,
      List<Row> rows) {}

  /** One optimizer with its schedule, on both sides. */
  public record Panel(
      String name,
      String verdict,
      String sentence,
      String leftTitle,
      String left,
      String rightTitle,
      String right,
      List<Chart> charts) {}

  /** A chart; the SVG is inserted as it is. */
  public record Chart(String svg, String caption) {}

  /** One decision. */
  public record DecisionView(
      String lines,
      String construct,
      String verdict,
      String safety,
      String action,
      String reason,
      String rule) {}

  /** One line of the side-by-side comparison; kind is EQUAL, INSERT, DELETE or CHANGE. */
  public record Row(String kind, String leftNo, String left, String rightNo, String right) {}

  private static final Template TEMPLATE = Templates.load("report");

  /** Writes the page, one HTML file that fetches nothing. */
  public void write(Writer out) throws IOException {
    try {
      TEMPLATE.execute(this, out);
    } catch (MustacheException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }
}
