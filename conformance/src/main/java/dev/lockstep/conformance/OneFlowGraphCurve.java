package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.oneflow.optim.lrscheduler.LRScheduler;
import dev.lockstep.oneflow.optim.lrscheduler.Scheduler;
import dev.lockstep.oneflow.optimizer.LrScheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rate of OneFlow's graph mode: an eager scheduler in a graph, or the configuration message that
 * a legacy scheduler writes ({@code graph.cosine_conf}).
 */
final class OneFlowGraphCurve implements Curve {
  private static final String GRAPH = "graph.";

  // The legacy scheduler of each message, and what it calls the message's fields.
  private static final Map<String, String> SCHEDULERS =
      Map.of(
          "exponential_conf", "ExponentialScheduler",
          "inverse_time_conf", "InverseTimeScheduler",
          "natural_exp_conf", "NaturalExpScheduler",
          "piecewise_constant_conf", "PiecewiseConstantScheduler",
          "piecewise_scaling_conf", "PiecewiseScalingScheduler",
          "polynomial_conf", "PolynomialScheduler",
          "cosine_conf", "CosineScheduler",
          "linear_cosine_conf", "LinearCosineScheduler");

  private final IntToDoubleFunction rate;

  OneFlowGraphCurve(ScheduleCase golden) {
    String name = golden.api().substring(GRAPH.length());
    String legacy = SCHEDULERS.get(name);
    rate = legacy == null ? eager(name, golden) : legacy(legacy, golden);
  }

  private static IntToDoubleFunction eager(String name, ScheduleCase golden) {
    double base = golden.baseRates()[0];
    Scheduler built =
        OneFlowCurve.newScheduler(name, golden.args(), OneFlowCurve.newOptimizer(golden));
    if (built instanceof LRScheduler scheduler) {
      return step -> scheduler.getGraphLr(base, step);
    }
    throw new GoldenException(name + " has no graph mode");
  }

  private static IntToDoubleFunction legacy(String name, ScheduleCase golden) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    if (!golden.args().containsKey("values")) {
      args.put("base_lr", golden.baseRates()[0]);
    }
    golden.args().forEach((key, value) -> args.put(key, value));
    rename(args, "decay_batches", "steps");
    if (args.remove("scales") instanceof List<?> scales) {
      // The scheduler puts the 1 of the first piece there by itself.
      args.put("scale", scales.subList(1, scales.size()));
    }
    Map<String, Object> data = Map.of("schedule", "optimizer." + name, "args", args);
    if (Builder.schedule("oneflow", data) instanceof LrScheduler scheduler) {
      return step -> scheduler.rate(step);
    }
    throw new GoldenException(name + " is not a scheduler");
  }

  private static void rename(Map<String, @Nullable Object> args, String from, String to) {
    if (args.containsKey(from)) {
      args.put(to, args.remove(from));
    }
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    if (!call.name().equals("optimizer")) {
      throw Curve.unknown(call);
    }
    return new double[] {-(0 - rate.applyAsDouble((int) call.argument()))};
  }
}
