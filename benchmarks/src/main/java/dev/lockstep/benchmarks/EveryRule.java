package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every elementwise rule in turn with a plain loop that tells the bandwidth, since what the memory
 * moves changes from second to second, and what a step allocates. Prints {@link Verdict#line}s.
 */
public final class EveryRule {
  private static final int PARAMETERS = 10_000_000;
  private static final double MOST_OF_BYTES = 1.15;

  /** How often each is measured, all the others in between, and as often again if it misses. */
  private static final int ROUNDS = 2;

  /** How often it and the loop that tells the bandwidth take turns then. */
  private static final int TURNS = 5;

  /** Milliseconds of a turn, and before the first. */
  private static final long BURST = 120;

  private static final long WARM = 1_000;

  /** Sums over a tensor, matrices, searches, rows: more than one pass, or no dense gradient. */
  private static final Set<String> NOT_ELEMENTWISE =
      Set.of(
          "torch.optim.Adafactor",
          "torch.optim.LBFGS",
          "torch.optim.Muon",
          "torch.optim.SparseAdam",
          "mindspore.nn.AdaFactor",
          "mindspore.nn.AdaSumByDeltaWeightWrapCell",
          "mindspore.nn.AdaSumByGradWrapCell",
          "mindspore.nn.Lamb",
          "mindspore.nn.LARS");

  /**
   * Rules whose arithmetic takes longer than the memory, for the reasons in dev/bench/README.md,
   * with what they may take instead: about a quarter more than was measured.
   */
  private static final Map<String, Double> EXPLAINED =
      Map.of(
          "torch.optim.Rprop", 4.5,
          "mindspore.experimental.optim.Rprop", 4.5,
          "mindspore.nn.Rprop", 4.5,
          "mindspore.experimental.optim.Adadelta", 10.0,
          "mindspore.nn.Adadelta", 10.0,
          "mindspore.nn.AdamWeightDecay", 9.0,
          "mindspore.nn.FTRL", 20.0);

  /** Elements of a slot that are looked at. */
  private static final int SAMPLE = 1_000;

  private EveryRule() {}

  /**
   * What was measured of one optimizer.
   *
   * @param times nanoseconds of its best step, a turn each
   * @param bandwidths bytes a second in the turn of the loop right after it
   */
  private record Measured(
      Api api, int bytes, List<Double> times, List<Double> bandwidths, double allocated) {
    static Measured both(Measured one, Measured other) {
      return new Measured(
          one.api,
          one.bytes,
          Stream.concat(one.times.stream(), other.times.stream()).toList(),
          Stream.concat(one.bandwidths.stream(), other.bandwidths.stream()).toList(),
          Math.min(one.allocated, other.allocated));
    }

    boolean misses() {
      return verdicts().anyMatch(Verdict::isMiss);
    }

    Stream<Verdict> verdicts() {
      String what =
          String.format(
              Locale.ROOT,
              "%s, %.2f ns for %s bytes a parameter at %.1f GB/s",
              api.name(),
              middle(times) / PARAMETERS,
              bytes,
              middle(bandwidths) / 1e9);
      double moved = (double) bytes * PARAMETERS;
      double ratio =
          Turn.middle(
              IntStream.range(0, times.size())
                  .mapToDouble(i -> times.get(i) / 1e9 * bandwidths.get(i) / moved));
      double most = EXPLAINED.getOrDefault(api.name(), MOST_OF_BYTES);
      return Stream.of(
          Verdict.atMost(what, ratio, most),
          Verdict.atMost(api.name() + ", bytes allocated in a step", allocated, 0));
    }

    private static double middle(List<Double> numbers) {
      return Turn.middle(numbers.stream().mapToDouble(Double::doubleValue));
    }
  }

  /** Measures all of it, or only the optimizers that are named. */
  public static void main(String[] args) {
    List<String> named = List.of(args);
    Bandwidth stream = new Bandwidth(PARAMETERS);
    float[] value = new float[PARAMETERS];
    float[] gradient = Work.gradients(PARAMETERS);
    Map<String, Measured> all = new LinkedHashMap<>();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      for (Api api : Optimizers.all()) {
        boolean wanted =
            named.isEmpty() ? !NOT_ELEMENTWISE.contains(api.name()) : named.contains(api.name());
        Measured before = all.get(api.name());
        if (wanted && (before == null || round < ROUNDS || before.misses())) {
          System.arraycopy(Work.parameters(PARAMETERS), 0, value, 0, PARAMETERS);
          Parameter parameter = new Parameter("p", Tensor.of(value));
          parameter.setGrad(Tensor.of(gradient));
          all.merge(api.name(), measure(api, parameter, stream), Measured::both);
        }
      }
    }
    all.values().stream()
        .flatMap(Measured::verdicts)
        .forEach(verdict -> System.out.println(verdict.line()));
  }

  private static Measured measure(Api api, Parameter parameter, Bandwidth stream) {
    Object optimizer = Optimizers.make(api, List.of(parameter), Arithmetic.NATIVE);
    Runnable step = Optimizers.step(optimizer);
    Stopwatch.best(step, WARM);
    List<Double> times = new ArrayList<>();
    List<Double> bandwidths = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      times.add((double) Stopwatch.best(step, BURST));
      bandwidths.add(stream.measure(BURST));
    }
    long allocated = Allocations.of(step);
    for (int i = 0; i < 3; i++) {
      allocated = Math.min(allocated, Allocations.of(step));
    }
    return new Measured(
        api, 12 + 8 * slots(optimizer, parameter), times, bandwidths, (double) allocated);
  }

  /** State tensors as large as the parameter that the steps have written. */
  private static int slots(Object optimizer, Parameter parameter) {
    Map<String, Object> state =
        optimizer instanceof MindSporeOptimizer mindSpore
            ? mindSpore.state(parameter)
            : ((Optimizer) optimizer).state(parameter);
    int size = parameter.value().size();
    return (int)
        state.values().stream()
            .filter(slot -> slot instanceof Tensor t && t.size() == size && isWritten(t))
            .count();
  }

  /** Whether the elements differ, as gradients do: what an optimizer only keeps is one number. */
  private static boolean isWritten(Tensor slot) {
    double first = slot.get(0);
    return IntStream.range(1, SAMPLE).anyMatch(i -> slot.get(i) != first);
  }
}
