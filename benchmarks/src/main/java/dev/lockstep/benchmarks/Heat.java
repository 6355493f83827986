package dev.lockstep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One layout, one optimizer, one number of threads: all contestants, interleaved.
 *
 * @param layout the layout's name
 * @param tensors number of tensors
 * @param parameters number of elements
 * @param optimizer the optimizer
 * @param threads threads a step may use
 * @param results one for each contestant
 */
public record Heat(
    String layout,
    int tensors,
    long parameters,
    String optimizer,
    int threads,
    List<Result> results) {

  /** How often again its waves run, if what they measured stays in doubt. */
  private static final int AGAIN = 2;

  /**
   * Runs it. Where in the memory of the machine a process lies is luck and lasts as long as the
   * process: there are several waves of them, and more if what they measured is in doubt. All of
   * them count.
   */
  static Heat run(
      Layout layout,
      String optimizer,
      int threads,
      List<Rival> rivals,
      Timing timing,
      Predicate<Heat> inDoubt)
      throws IOException {
    Map<String, List<Result>> waves = new LinkedHashMap<>();
    Heat heat = more(waves, layout, optimizer, threads, rivals, timing);
    for (int again = 0; again < AGAIN && inDoubt.test(heat); again++) {
      heat = more(waves, layout, optimizer, threads, rivals, timing);
    }
    return heat;
  }

  /** Adds waves; returns what all of them measured. */
  private static Heat more(
      Map<String, List<Result>> waves,
      Layout layout,
      String optimizer,
      int threads,
      List<Rival> rivals,
      Timing timing)
      throws IOException {
    for (int wave = 0; wave < timing.waves(); wave++) {
      for (Result result : wave(layout, optimizer, threads, rivals, timing)) {
        waves.computeIfAbsent(result.contestant(), name -> new ArrayList<>()).add(result);
      }
    }
    List<Result> results = waves.values().stream().map(Result::of).toList();
    return new Heat(layout.name(), layout.tensors(), layout.total(), optimizer, threads, results);
  }

  /**
   * One process of each contestant: all live at once and step in turn, there and back, so that what
   * else the machine does hits all of them.
   */
  private static List<Result> wave(
      Layout layout, String optimizer, int threads, List<Rival> rivals, Timing timing)
      throws IOException {
    List<Runner> runners = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    try {
      for (Rival rival : rivals) {
        if (rival.missing().isEmpty()) {
          Runner runner = Runner.start(rival, optimizer, threads, layout);
          runners.add(runner);
          runner.warm(timing.warm());
        } else {
          results.add(Result.missing(rival));
        }
      }
      List<Runner> order = new ArrayList<>(runners);
      for (int round = 0; round < timing.rounds(); round++) {
        for (Runner runner : order) {
          runner.burst(timing.burst());
        }
        Collections.reverse(order);
      }
    } finally {
      for (Runner runner : runners) {
        results.add(runner.result());
        runner.close();
      }
    }
    return results;
  }

  /** The result of that contestant, if it was measured. */
  Optional<Result> of(String contestant) {
    return results.stream()
        .filter(result -> result.contestant().equals(contestant) && result.missing().isEmpty())
        .findFirst();
  }

  /**
   * How long the first takes, the second's time being 1: the median of what the turns say that they
   * had one soon after the other.
   */
  Optional<Double> ratio(String contestant, String reference) {
    return of(contestant).flatMap(ours -> of(reference).map(other -> ratio(ours, other)));
  }

  private double ratio(Result ours, Result other) {
    return Turn.middle(
        IntStream.range(0, ours.turns().size())
            .mapToDouble(
                i -> ours.turns().get(i).time(threads) / other.turns().get(i).time(threads)));
  }
}
