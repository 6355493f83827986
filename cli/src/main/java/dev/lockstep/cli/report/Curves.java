package dev.lockstep.cli.report;

import dev.lockstep.cli.Messages;
import dev.lockstep.config.Definition;
import dev.lockstep.conformance.simulation.Simulation;
import dev.lockstep.conformance.simulation.SvgChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A simulation as charts: the rates of each set of parameters, then the distance. */
final class Curves {
  private static final long SEED = 1;

  private final Messages messages;

  Curves(Messages messages) {
    this.messages = messages;
  }

  /** The charts of a run of so many steps. */
  List<Page.Chart> of(Definition source, Definition target, int steps) {
    Simulation run = Simulation.of(source, target, steps, SEED);
    List<Page.Chart> charts = new ArrayList<>();
    for (Simulation.Curve curve : run.groups()) {
      SvgChart chart =
          new SvgChart(messages.text("report.rate"), false)
              .line(source.framework(), curve.left())
              .line(target.framework(), curve.right());
      charts.add(
          new Page.Chart(
              chart.toSvg(),
              messages.text("report.rate.of", String.join(", ", curve.parameters()))));
    }
    SvgChart distance =
        new SvgChart(messages.text("report.distance"), true)
            .line("||a-b|| / ||a||", run.distance());
    charts.add(new Page.Chart(distance.toSvg(), distanceCaption(run)));
    return charts;
  }

  private String distanceCaption(Simulation run) {
    double last = run.distance().isEmpty() ? 0 : run.distance().get(run.distance().size() - 1);
    String rates =
        run.firstRateDifference() < 0
            ? messages.text("report.rates.equal")
            : messages.text("report.rates.differ", run.firstRateDifference());
    return messages.text(
            "report.distance.of", run.steps(), String.format(Locale.ROOT, "%.2g", last))
        + " "
        + rates;
  }
}
