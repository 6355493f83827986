package dev.lockstep.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * A bound on the ratio of our time to a contestant's.
 *
 * @param layouts where it holds
 * @param optimizers for which it holds
 * @param threads on how many threads
 * @param reference the other contestant
 * @param bound the largest ratio that meets it
 */
public record Target(
    List<String> layouts, List<String> optimizers, int threads, String reference, double bound) {
  private static final List<String> LARGE = List.of("1e7", "resnet50", "gpt2");

  /** The project's targets. */
  static final List<Target> ALL =
      List.of(
          new Target(LARGE, Work.OPTIMIZERS, 1, "torch-fused", 1.00),
          new Target(LARGE, Work.OPTIMIZERS, 1, "c", 1.05),
          new Target(LARGE, Work.OPTIMIZERS, 2, "torch-fused", 1.00),
          new Target(List.of("1e7"), Work.PATHS, 1, "torch-fused", 1.00),
          new Target(List.of("1e7"), Work.PATHS, 1, "c", 1.05),
          new Target(List.of("1e6/1000"), Work.OPTIMIZERS, 1, "torch-fused", 1 / 6.0),
          new Target(List.of("1e6/10000"), Work.OPTIMIZERS, 1, "torch-fused", 1 / 20.0),
          new Target(List.of("1e7"), List.of("adam"), 1, "djl", 1 / 15.0),
          new Target(List.of("1e7"), List.of("adam"), 1, "nd4j", 1 / 4.0));

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
    return layouts.contains(layout) && optimizers.contains(optimizer) && threads == count;
  }
}
