package dev.lockstep.guide;

import dev.lockstep.config.Definition;
import dev.lockstep.conformance.comparison.Pair;
import dev.lockstep.conformance.simulation.Simulation;
import dev.lockstep.conformance.simulation.SvgChart;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Witness;
import dev.lockstep.porter.PortedOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs as charts, in the frameworks' own bits. */
final class Charts {
  private static final long SEED = 1;
  private static final int STEPS = 60;

  /** Steps of which the values are shown: a small difference would not be seen beside more. */
  private static final int FIRST_STEPS = 9;

  /** A chart with a caption; the SVG is inserted as it is. */
  record Chart(String svg, String caption) {}

  private final Words words;

  Charts(Words words) {
    this.words = words;
  }

  /** The rates of a ported optimizer on both sides, and how far the parameters are apart. */
  List<Chart> of(PortedOptimizer ported) {
    try {
      return of(ported.source(), ported.target(), Math.min(ported.shownSteps(), STEPS));
    } catch (IllegalArgumentException e) {
      return List.of(); // a rate that only the running script knows
    }
  }

  private List<Chart> of(Definition source, Definition target, int steps) {
    Simulation run = Simulation.of(source, target, steps, SEED);
    List<Chart> charts = new ArrayList<>();
    for (Simulation.Curve curve : run.groups()) {
      if (curve.left().stream().distinct().count() > 1) {
        SvgChart chart =
            new SvgChart(words.of("chart-rate"), false)
                .line(source.framework(), curve.left())
                .line(target.framework(), curve.right());
        charts.add(new Chart(chart.toSvg(), words.of("chart-rate")));
      }
    }
    double last = run.distance().get(run.distance().size() - 1);
    SvgChart distance =
        new SvgChart(words.of("chart-distance"), true).line("|a \u2212 b| / |a|", run.distance());
    String caption =
        words.of("chart-distance-of", run.steps(), String.format(Locale.ROOT, "%.1e", last));
    charts.add(new Chart(last == 0 ? "" : distance.toSvg(), caption));
    return charts;
  }

  /**
   * One parameter on both sides, the gradients of the witness again and again; none if one side
   * refuses.
   */
  List<Chart> of(Witness witness, Card card) {
    Pair pair =
        new Pair(
            Definition.of(card.sourceFramework(), card.from(), witness.source(), List.of()),
            Definition.of(card.targetFramework(), card.to(), witness.target(), List.of()));
    try {
      return of(pair, witness.start(), witness.gradients());
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** The walk of a pair, and how far both are apart, the gradients again and again. */
  private List<Chart> of(Pair pair, double start, List<Double> gradients) {
    List<Double> cycle = new ArrayList<>();
    for (int k = 0; k < STEPS; k++) {
      cycle.add(gradients.get(k % gradients.size()));
    }
    Pair.Walk walk = pair.walk(start, cycle);
    List<Double> left = from(start, walk.left());
    List<Double> right = from(start, walk.right());
    List<Double> apart = new ArrayList<>();
    for (int k = 0; k < left.size(); k++) {
      apart.add(Math.abs(left.get(k) - right.get(k)));
    }
    SvgChart values =
        new SvgChart(words.of("chart-walk"), false)
            .line(pair.left().api(), left.subList(0, FIRST_STEPS))
            .line(pair.right().api(), right.subList(0, FIRST_STEPS));
    SvgChart gap = new SvgChart(words.of("chart-gap"), false).line("|a \u2212 b|", apart);
    return List.of(
        new Chart(values.toSvg(), words.of("chart-walk")),
        new Chart(gap.toSvg(), words.of("chart-gap-of", STEPS)));
  }

  private static List<Double> from(double start, List<Double> values) {
    List<Double> all = new ArrayList<>(List.of(start));
    all.addAll(values);
    return all;
  }
}
