package dev.lockstep.guide;

import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortedOptimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of chapters. Each quotes files that run:
 *
 * <ul>
 *   <li>{@code port NAME}: {@code examples/guide/NAME.torch.py} and its port, made while the guide
 *       is;
 *   <li>{@code pair NAME} or {@code pair NAME OTHER}: that script and {@code NAME.mindspore.py} or
 *       {@code OTHER.mindspore.py}, written by hand;
 *   <li>{@code prints NAME}: {@code NAME.out}, what both print;
 *   <li>{@code curves NAME}: the rates and the distance of a ported script;
 *   <li>{@code java torch.TYPE.MEMBER mindspore.TYPE.MEMBER}: members of example classes.
 * </ul>
 */
final class Quotations implements Markdown.Blocks {
  private final Words words;
  private final Charts charts;

  Quotations(Words words) {
    this.words = words;
    this.charts = new Charts(words);
  }

  @Override
  public String html(String info, String text) {
    if (!text.isBlank()) {
      throw new IllegalArgumentException("code in a chapter is quoted from a file, got " + text);
    }
    String[] order = info.split(" ");
    return switch (order[0]) {
      case "port" -> port(order[1]);
      case "pair" -> pair(torch(order[1]), mindspore(order[order.length - 1]));
      case "prints" -> prints(Quoted.text("python/" + order[1] + ".out"));
      case "curves" -> curves(order[1]);
      case "java" -> java(order);
      default -> throw new IllegalArgumentException("no order \"" + info + "\" for a block");
    };
  }

  private String port(String name) {
    FileReport report = Port.of(name + ".torch.py", torch(name));
    if (report.hasFindings()) {
      throw new IllegalArgumentException(name + " is not ported whole: " + report.decisions());
    }
    return pair(report.original(), report.ported());
  }

  private static String torch(String name) {
    return Quoted.text("python/" + name + ".torch.py");
  }

  private static String mindspore(String name) {
    return Quoted.text("python/" + name + ".mindspore.py");
  }

  private static String pair(String torch, String mindspore) {
    return columns(
        List.of("PyTorch", "MindSpore"),
        List.of(Highlight.PYTHON.block(torch), Highlight.PYTHON.block(mindspore)));
  }

  private String prints(String output) {
    return "<p class=\"label\">%s</p><pre class=\"out\" tabindex=\"0\"><code>%s</code></pre>"
        .formatted(words.of("prints"), Html.escape(output.stripTrailing()));
  }

  private String curves(String name) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">");
    for (PortedOptimizer ported : Port.of(name + ".torch.py", torch(name)).optimizers()) {
      for (Charts.Chart chart : charts.of(ported)) {
        html.append(
            "<figure>%s<figcaption>%s</figcaption></figure>"
                .formatted(chart.svg(), Html.escape(chart.caption())));
      }
    }
    return html.append("</div>").toString();
  }

  /** Members of example classes, each {@code STYLE.TYPE.MEMBER}. */
  private String java(String[] order) {
    List<String> titles = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    for (int i = 1; i < order.length; i++) {
      String[] member = order[i].split("\\.", 3);
      titles.add(words.of("java-" + member[0]));
      codes.add(Highlight.JAVA.block(JavaMember.of(member[0] + "/" + member[1], member[2])));
    }
    return columns(titles, codes);
  }

  private static String columns(List<String> titles, List<String> codes) {
    StringBuilder html = new StringBuilder("<div class=\"pair\">");
    for (int i = 0; i < codes.size(); i++) {
      html.append(
          "<div class=\"code\"><p class=\"label\">%s</p>%s</div>"
              .formatted(titles.get(i), codes.get(i)));
    }
    return html.append("</div>").toString();
  }
}
