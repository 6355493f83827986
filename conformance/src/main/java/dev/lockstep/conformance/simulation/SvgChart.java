package dev.lockstep.conformance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line chart as an SVG element: y over steps, one line a series, with a legend. Values that are
 * not finite, and on a logarithmic axis those that are not positive, are left out.
 *
 * <p>Own code because a chart library draws through AWT, which needs fonts that a server may lack.
 */
public final class SvgChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 72;
  private static final int RIGHT = 16;
  private static final int TOP = 16;
  private static final int BOTTOM = 34;

  /** Points in a line: more cannot be told apart at this width. */
  private static final int MOST_POINTS = 600;

  // Of a chart that stands alone.
  private static final String STYLE =
      "<style>path{fill:none;stroke-width:1.5}.grid{stroke:#ddd}text{font:11px sans-serif}"
          + ".s0{stroke:#06c}.s1{stroke:#c50}.s2{stroke:#084}.s3{stroke:#90a}.s4{stroke:#a80}"
          + "text.s0{stroke:none;fill:#06c}text.s1{stroke:none;fill:#c50}"
          + "text.s2{stroke:none;fill:#084}text.s3{stroke:none;fill:#90a}"
          + "text.s4{stroke:none;fill:#a80}</style>";

  private final String title;
  private final boolean logarithmic;
  private final List<Series> series = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Series(String name, List<Double> values) {}

  /** A chart without lines yet. */
  public SvgChart(String title, boolean logarithmic) {
    this.title = title;
    this.logarithmic = logarithmic;
  }

  /** Adds a line: value k belongs to step k, from 0. Returns this. */
  public SvgChart line(String name, List<Double> values) {
    series.add(new Series(name, List.copyOf(values)));
    return this;
  }

  /** The {@code <svg>} element, to stand in an HTML page that styles the classes. */
  public String toSvg() {
    Scale y = verticalScale();
    int steps = series.stream().mapToInt(line -> line.values().size()).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, escape(title)));
    svg.append("<title>").append(escape(title)).append("</title>");
    for (double tick : y.ticks()) {
      double at = y.at(tick);
      svg.append(line("grid", LEFT, at, WIDTH - RIGHT, at));
      svg.append(text("tick", LEFT - 6, at + 4, "end", number(tick)));
    }
    for (int step : stepTicks(steps)) {
      double at = x(step, steps);
      svg.append(line("grid", at, TOP, at, HEIGHT - BOTTOM));
      svg.append(text("tick", at, HEIGHT - BOTTOM + 16, "middle", Integer.toString(step)));
    }
    for (int i = 0; i < series.size(); i++) {
      svg.append(path(i, series.get(i), y, steps));
      svg.append(text("legend s" + i, LEFT + 10, TOP + 14 + 15 * i, "start", series.get(i).name()));
    }
    return svg.append("</svg>").toString();
  }

  /** The chart as a file of its own. */
  public String toFile() {
    return toSvg()
            .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
            .replaceFirst(">", ">" + STYLE)
        + "\n";
  }

  private String path(int index, Series line, Scale y, int steps) {
    StringBuilder d = new StringBuilder();
    boolean pen = false;
    int stride = Math.max(1, line.values().size() / MOST_POINTS);
    for (int step = 0; step < line.values().size(); step += stride) {
      double value = line.values().get(step);
      if (!y.shows(value)) {
        pen = false;
        continue;
      }
      d.append(pen ? 'L' : 'M');
      d.append(tenths(x(step, steps))).append(' ').append(tenths(y.at(value)));
      pen = true;
    }
    return "<path class=\"line s%s\" d=\"%s\"/>".formatted(index, d);
  }

  /** A place, to a tenth of a unit: there are thousands of them, and formats take long. */
  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double x(int step, int steps) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (steps < 2 ? 0.5 : step / (steps - 1.0));
  }

  private static List<Integer> stepTicks(int steps) {
    List<Integer> ticks = new ArrayList<>();
    int stride = Math.max(1, (int) niceStep((steps - 1) / 6.0));
    for (int step = 0; step < steps; step += stride) {
      ticks.add(step);
    }
    return ticks;
  }

  private Scale verticalScale() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series line : series) {
      for (double value : line.values()) {
        if (Double.isFinite(value) && (!logarithmic || value > 0)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      return new Scale(0, 1, false);
    }
    if (logarithmic) {
      return new Scale(
          Math.floor(Math.log10(low)), Math.max(Math.ceil(Math.log10(high)), 1e-9), true);
    }
    double step = niceStep((Math.max(high, 0) - Math.min(low, 0)) / 4);
    return new Scale(
        Math.floor(Math.min(low, 0) / step) * step,
        Math.max(Math.ceil(Math.max(high, 0) / step) * step, step),
        false);
  }

  /** The vertical axis; on a logarithmic one low and high are powers of ten. */
  private record Scale(double low, double high, boolean logarithmic) {
    boolean shows(double value) {
      return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    double at(double value) {
      double position = logarithmic ? Math.log10(value) : value;
      double span = high > low ? high - low : 1;
      return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (position - low) / span;
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      double step =
          logarithmic ? Math.max(1, Math.ceil((high - low) / 5)) : niceStep(high - low) / 5;
      for (int i = 0; low + i * step <= high + step * 1e-9; i++) {
        double position = low + i * step;
        ticks.add(logarithmic ? Math.pow(10, position) : position);
      }
      return ticks;
    }
  }

  /** The smallest of 1, 2, 5 times a power of ten that is at least {@code rough}. */
  private static double niceStep(double rough) {
    if (!(rough > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(String kind, double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        kind,
        x,
        y,
        anchor,
        escape(text));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
