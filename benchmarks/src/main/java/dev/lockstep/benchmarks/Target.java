package dev.lockstep.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * A bound on the ratio of our time to a contestant's.
 *
 * @param layouts where it holds
 * @param optimizers for which it holds
 * @param threads on how many threads, one heat each
 * @param reference the other contestant
 * @param bound the largest ratio that meets it
 */
public record Target(
    List<String> layouts,
    List<String> optimizers,
    List<Integer> threads,
    String reference,
    double bound) {
  private static final List<String> LARGE = List.of("1e7", "resnet50", "gpt2");
  private static final List<Integer> ONE = List.of(1);
  private static final List<Integer> TWO = List.of(2);

  /** What is asked for without saying on how many: also on as many as torch takes by itself. */
  private static final List<Integer> EACH = List.of(1, 2);

  /** The project's targets. */
  static final List<Target> ALL =
      List.of(
          new Target(LARGE, Work.OPTIMIZERS, ONE, "torch-fused", 1.00),
          new Target(LARGE, Work.OPTIMIZERS, ONE, "c", 1.05),
          new Target(LARGE, Work.OPTIMIZERS, TWO, "torch-fused", 1.00),
          new Target(List.of("1e7"), Work.PATHS, ONE, "torch-fused", 1.00),
          new Target(List.of("1e7"), Work.PATHS, ONE, "c", 1.05),
          new Target(List.of("1e6/1000"), Work.OPTIMIZERS, EACH, "torch-fused", 1 / 6.0),
          new Target(List.of("1e6/10000"), Work.OPTIMIZERS, EACH, "torch-fused", 1 / 20.0),
          new Target(List.of("1e7"), List.of("adam"), EACH, "djl", 1 / 15.0),
          new Target(List.of("1e7"), List.of("adam"), EACH, "nd4j", 1 / 4.0));

  /** The targets of a heat. */
  static List<Target> of(Layout layout, String optimizer, int threads) {
    return ALL.stream().filter(t -> t.holdsIn(layout.name(), optimizer, threads)).toList();
  }

  /** The bound for that ratio, if there is one. */
  static Optional<Double> bound(Heat heat, String reference) {
    return ALL.stream()
        .filter(
            target ->
                target.holdsIn(heat.layout(), heat.optimizer(), heat.threads())
                    && target.reference.equals(reference))
        .map(Target::bound)
        .findFirst();
  }

  private boolean holdsIn(String layout, String optimizer, int count) {
    return layouts.contains(layout) && optimizers.contains(optimizer) && threads.contains(count);
  }
}
