package dev.lockstep.benchmarks;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The targets that need no other library: every elementwise rule beside the bandwidth of the memory
 * in the same run, what a step allocates, trajectories a second. Prints {@link Verdict#line}s.
 */
public final class EveryRule {
  private static final int PARAMETERS = 10_000_000;
  private static final double MOST_OF_BYTES = 1.15;
  private static final double TRAJECTORIES_A_SECOND = 80_000;

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

  private EveryRule() {}

  /** What was measured of one optimizer. */
  private record Measured(Api api, int bytes, double nanoseconds, double allocated) {
    Stream<Verdict> verdicts(double bandwidth) {
      String what =
          String.format(
              Locale.ROOT,
              "%s, %.2f ns for %d bytes a parameter at %.1f GB/s",
              api.name(),
              nanoseconds / PARAMETERS,
              bytes,
              bandwidth / 1e9);
      double bound = (double) bytes * PARAMETERS / bandwidth * 1e9;
      return Stream.of(
          Verdict.atMost(what, nanoseconds / bound, MOST_OF_BYTES),
          Verdict.atMost(api.name() + ", bytes allocated in a step", allocated, 0));
    }
  }

  /** Measures all of it, or only the optimizers that are named. */
  public static void main(String[] args) {
    List<String> named = List.of(args);
    System.out.println(sweep().line());
    Bandwidth stream = new Bandwidth(PARAMETERS);
    float[] value = new float[PARAMETERS];
    float[] gradient = Work.gradients(PARAMETERS);
    List<Measured> all = new ArrayList<>();
    for (Api api : Optimizers.all()) {
      if (named.isEmpty() ? !NOT_ELEMENTWISE.contains(api.name()) : named.contains(api.name())) {
        System.arraycopy(Work.parameters(PARAMETERS), 0, value, 0, PARAMETERS);
        Parameter parameter = new Parameter("p", Tensor.of(value));
        parameter.setGrad(Tensor.of(gradient));
        all.add(measure(api, parameter));
        stream.measure();
      }
    }
    // The bandwidth is the best of the whole run.
    all.stream()
        .flatMap(measured -> measured.verdicts(stream.best()))
        .forEach(verdict -> System.out.println(verdict.line()));
  }

  private static Measured measure(Api api, Parameter parameter) {
    Object optimizer = Optimizers.make(api, List.of(parameter), Arithmetic.NATIVE);
    Runnable step = Optimizers.step(optimizer);
    double best = Stopwatch.best(step, 1_000, 20);
    long allocated = Allocations.of(step);
    for (int i = 0; i < 3; i++) {
      allocated = Math.min(allocated, Allocations.of(step));
    }
    return new Measured(api, 12 + 8 * slots(optimizer, parameter), best, (double) allocated);
  }

  /** State tensors as large as the parameter. */
  private static int slots(Object optimizer, Parameter parameter) {
    Map<String, Object> state =
        optimizer instanceof MindSporeOptimizer mindSpore
            ? mindSpore.state(parameter)
            : ((Optimizer) optimizer).state(parameter);
    int size = parameter.value().size();
    return (int)
        state.values().stream().filter(t -> t instanceof Tensor s && s.size() == size).count();
  }

  /** Twenty steps of 64 parameters: optimizers made, stepped and thrown away as a sweep does. */
  private static Verdict sweep() {
    float[] start = Work.parameters(64);
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      gradients.add(Tensor.of(Work.gradients(64)));
    }
    Runnable thousand = () -> trajectories(1_000, start, gradients);
    double best = Stopwatch.best(thousand, 3_000, 100);
    return Verdict.atLeast(
        "trajectories a second, 20 steps of 64 parameters",
        1_000 / (best / 1e9),
        TRAJECTORIES_A_SECOND);
  }

  private static void trajectories(int count, float[] start, List<Tensor> gradients) {
    for (int i = 0; i < count; i++) {
      Parameter parameter = new Parameter("p", Tensor.of(start.clone()));
      if (i % 2 == 0) {
        torch(parameter, gradients);
      } else {
        mindSpore(parameter, gradients);
      }
    }
  }

  private static void torch(Parameter parameter, List<Tensor> gradients) {
    Optimizer adam = new Adam(List.of(parameter), TorchOptions.lr(Work.LR), Arithmetic.COMMON);
    for (Tensor gradient : gradients) {
      parameter.setGrad(gradient);
      adam.step();
    }
  }

  private static void mindSpore(Parameter parameter, List<Tensor> gradients) {
    Option[] options = {
      MindSporeOptions.learningRate(Work.LR),
      MindSporeOptions.momentum(Work.MOMENTUM),
      Arithmetic.COMMON
    };
    MindSporeOptimizer momentum = new Momentum(List.of(parameter), options);
    for (Tensor gradient : gradients) {
      momentum.apply(List.of(gradient));
    }
  }
}
