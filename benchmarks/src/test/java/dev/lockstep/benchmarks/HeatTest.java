package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeatTest {
  /**
   * The machine is twice as slow in two turns; only the other had a turn in the luckiest second.
   */
  private static final Heat HEAT =
      heat(
          2,
          result("ours", 2.0, 4.0, 2.2, 4.2, 2.1),
          result("other", 1.0, 2.0, 1.1, 2.1, 0.5),
          new Result("late", "", Double.NaN, Double.NaN, List.of(), Double.NaN, "no such library"));

  @Test
  void aRatioIsTheMedianOfTheTurnsRatios() {
    assertEquals(Optional.of(2.0), HEAT.ratio("ours", "other"));
    assertEquals(Optional.of(0.5), HEAT.ratio("other", "ours"));
  }

  @Test
  void bestStepsCountOnOneThreadAndMediansOnSeveral() {
    Result ours = new Result("ours", "", 1, 9, List.of(new Turn(1, 9)), 0, "");
    Result other = new Result("other", "", 2, 3, List.of(new Turn(2, 3)), 0, "");
    assertEquals(Optional.of(0.5), heat(1, ours, other).ratio("ours", "other"));
    assertEquals(Optional.of(3.0), heat(2, ours, other).ratio("ours", "other"));
  }

  @Test
  void whoDidNotTakePartHasNoRatio() {
    assertEquals(Optional.empty(), HEAT.ratio("ours", "late"));
    assertEquals(Optional.empty(), HEAT.ratio("nobody", "other"));
  }

  @Test
  void processesOfSeveralWavesAreOneResultUnlessOneOfThemEnded() {
    Result first = result("c", 3.0, 1.0);
    Result second = result("c", 2.0);
    Result both = Result.of(List.of(first, second));
    assertEquals(result("c", 3.0, 1.0, 2.0), both);
    assertEquals(1.0, both.best());
    assertEquals(2.0, both.median());
    Result ended = new Result("c", "", Double.NaN, Double.NaN, List.of(), Double.NaN, "it ended");
    assertEquals("it ended", Result.of(List.of(first, ended)).missing());
  }

  private static Heat heat(int threads, Result... results) {
    return new Heat("1e7", 1, 10_000_000, "sgd", threads, List.of(results));
  }

  private static Result result(String name, Double... times) {
    List<Turn> turns = Stream.of(times).map(time -> new Turn(time, time)).toList();
    return Result.measured(name, "1.0", turns, 0.25);
  }
}
