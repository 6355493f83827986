package dev.lockstep.benchmarks;

import java.util.List;

/**
 * What one contestant measured in one heat.
 *
 * @param contestant its name
 * @param version library and version
 * @param best nanoseconds a parameter in the best step of all turns; NaN if it did not take part
 * @param median nanoseconds a parameter, the median of the turns' medians
 * @param turns one after the other; as many as the others'
 * @param probe a parameter after three steps, the same for all
 * @param missing why it did not take part; empty if it did
 */
public record Result(
    String contestant,
    String version,
    double best,
    double median,
    List<Turn> turns,
    double probe,
    String missing) {
  static Result missing(Rival rival) {
    return missing(rival, rival.missing());
  }

  static Result missing(Rival rival, String reason) {
    return new Result(rival.name(), "", Double.NaN, Double.NaN, List.of(), Double.NaN, reason);
  }

  static Result measured(String contestant, String version, List<Turn> turns, double probe) {
    double best = turns.stream().mapToDouble(Turn::best).min().orElse(Double.NaN);
    double median = Turn.middle(turns.stream().mapToDouble(Turn::median));
    return new Result(contestant, version, best, median, turns, probe, "");
  }

  /** What several processes measured together; a missing one if one is missing. */
  static Result of(List<Result> processes) {
    Result first = processes.get(0);
    return processes.stream()
        .filter(process -> !process.missing.isEmpty())
        .findFirst()
        .orElseGet(
            () ->
                measured(
                    first.contestant,
                    first.version,
                    processes.stream().flatMap(process -> process.turns.stream()).toList(),
                    first.probe));
  }
}
