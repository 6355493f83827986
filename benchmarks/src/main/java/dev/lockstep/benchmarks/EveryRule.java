package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.torch.optim.Optimizer;
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

  /** What was measured of one optimizer. */
  private record Measured(
      Api api, int bytes, double nanoseconds, double bandwidth, double allocated) {
    static Measured best(Measured one, Measured other) {
      return new Measured(
          one.api,
          one.bytes,
          Math.min(one.nanoseconds, other.nanoseconds),
          Math.max(one.bandwidth, other.bandwidth),
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
              nanoseconds / PARAMETERS,
              bytes,
              bandwidth / 1e9);
      double bound = (double) bytes * PARAMETERS / bandwidth * 1e9;
      double most = EXPLAINED.getOrDefault(api.name(), MOST_OF_BYTES);
      return Stream.of(
          Verdict.atMost(what, nanoseconds / bound, most),
          Verdict.atMost(api.name() + ", bytes allocated in a step", allocated, 0));
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
          all.merge(api.name(), measure(api, parameter, stream), Measured::best);
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
    long best = Long.MAX_VALUE;
    double bandwidth = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      best = Math.min(best, Stopwatch.best(step, BURST));
      bandwidth = Math.max(bandwidth, stream.measure(BURST));
    }
    long allocated = Allocations.of(step);
    for (int i = 0; i < 3; i++) {
      allocated = Math.min(allocated, Allocations.of(step));
    }
    return new Measured(
        api, 12 + 8 * slots(optimizer, parameter), (double) best, bandwidth, (double) allocated);
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
