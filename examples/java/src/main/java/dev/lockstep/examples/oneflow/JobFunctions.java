package dev.lockstep.examples.oneflow;

import static dev.lockstep.oneflow.optimizer.GradClipping.byGlobalNorm;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.gradClipping;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.momentum;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.weightDecay;
import static dev.lockstep.oneflow.optimizer.RateOptions.baseLr;
import static dev.lockstep.oneflow.optimizer.RateOptions.boundaries;
import static dev.lockstep.oneflow.optimizer.RateOptions.scale;
import static dev.lockstep.oneflow.optimizer.RateOptions.steps;
import static dev.lockstep.oneflow.optimizer.RateOptions.values;
import static dev.lockstep.oneflow.optimizer.RateOptions.warmup;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.job.DataType;
import dev.lockstep.oneflow.job.FunctionConfig;
import dev.lockstep.oneflow.job.GlobalFunction;
import dev.lockstep.oneflow.job.JobType;
import dev.lockstep.oneflow.job.LogicalView;
import dev.lockstep.oneflow.job.Loss;
import dev.lockstep.oneflow.job.Placeholder;
import dev.lockstep.oneflow.job.Regularizer;
import dev.lockstep.oneflow.job.Session;
import dev.lockstep.oneflow.optimizer.Adam;
import dev.lockstep.oneflow.optimizer.AdamW;
import dev.lockstep.oneflow.optimizer.CosineScheduler;
import dev.lockstep.oneflow.optimizer.LARS;
import dev.lockstep.oneflow.optimizer.LazyAdam;
import dev.lockstep.oneflow.optimizer.LrScheduler;
import dev.lockstep.oneflow.optimizer.Optimizer;
import dev.lockstep.oneflow.optimizer.PiecewiseConstantScheduler;
import dev.lockstep.oneflow.optimizer.PiecewiseScalingScheduler;
import dev.lockstep.oneflow.optimizer.RMSProp;
import dev.lockstep.oneflow.optimizer.SGD;
import dev.lockstep.oneflow.optimizer.Warmup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fragments of OneFlow's guide to job functions: a configuration apart from the task, the six
 * optimizers, rates, clipping, decay. The network is one weight with the loss {@code w^2/2}.
 */
public final class JobFunctions {
  private final Session session = new Session();
  private final Optimizer optimizer;
  private final Regularizer regularizer;

  /** Jobs whose train job minimises with that optimizer. */
  public JobFunctions(Optimizer optimizer, Regularizer regularizer) {
    this.optimizer = optimizer;
    this.regularizer = regularizer;
  }

  /** Float variables, mixed precision, the consistent view. */
  public FunctionConfig trainConfig() {
    return new FunctionConfig()
        .defaultDataType(DataType.FLOAT)
        .enableAutoMixedPrecision(true)
        .defaultLogicalView(LogicalView.CONSISTENT);
  }

  /** A job of type predict and without a configuration: the defaults. */
  @GlobalFunction
  public double testJob() {
    return weight().value().get(0);
  }

  /** A train job that runs with {@link #trainConfig}. */
  @GlobalFunction(type = JobType.TRAIN, functionConfig = "trainConfig")
  public double trainJob(@Placeholder(shape = 1) Tensor factor) {
    Loss loss = new HalfSquare(weight(), factor.get(0));
    optimizer.minimize(loss);
    return loss.value();
  }

  private Parameter weight() {
    return session.variable("weight", regularizer, () -> 1, 1);
  }

  /** {@code factor * w^2 / 2}. */
  private record HalfSquare(Parameter w, double factor) implements Loss {
    @Override
    public double value() {
      return factor * w.value().get(0) * w.value().get(0) / 2;
    }

    @Override
    public Map<Parameter, Tensor> gradients(double scale) {
      return Map.of(w, Tensor.of(new float[] {(float) (scale * factor * w.value().get(0))}, 1));
    }
  }

  /** The weight after so many steps. */
  public double train(int count) {
    Tensor one = Tensor.of(new float[] {1}, 1);
    for (int step = 0; step < count; step++) {
      session.job(this, "trainJob").run(one);
    }
    return (double) session.job(this, "testJob").run();
  }

  /** A rate that stays: no boundary, one value. */
  public static LrScheduler constant(double rate) {
    return new PiecewiseConstantScheduler(boundaries(), values(rate));
  }

  /** The six optimizers of the guide, each with a constant rate of 0.01. */
  public static Map<String, Optimizer> optimizers() {
    Map<String, Optimizer> all = new LinkedHashMap<>();
    all.put("SGD", new SGD(constant(0.01), momentum(0.9), gradClipping(byGlobalNorm(1))));
    all.put("Adam", new Adam(constant(0.01)));
    all.put("AdamW", new AdamW(constant(0.01), weightDecay(0.1)));
    all.put("LazyAdam", new LazyAdam(constant(0.01)));
    all.put("LARS", new LARS(constant(0.01)));
    all.put("RMSProp", new RMSProp(constant(0.01)));
    return all;
  }

  /** The rates of some steps under {@code PiecewiseScalingScheduler(0.001, [30, 60, 90], 0.1)}. */
  public static List<Float> scaled(int... at) {
    return rates(
        new PiecewiseScalingScheduler(baseLr(0.001), boundaries(30, 60, 90), scale(0.1)), at);
  }

  /** The same, compounded, as the guide means it: a scale for each piece. */
  public static List<Float> compounded(int... at) {
    return rates(
        new PiecewiseScalingScheduler(
            baseLr(0.001), boundaries(30, 60, 90), scale(0.1, 0.01, 0.001)),
        at);
  }

  /** A cosine of 10,000 steps from 0.01, after a warm-up of 100 steps from 0. */
  public static List<Float> cosine(int... at) {
    return rates(
        new CosineScheduler(baseLr(0.01), steps(10_000), warmup(Warmup.linear(100, 0))), at);
  }

  private static List<Float> rates(LrScheduler scheduler, int... at) {
    return java.util.Arrays.stream(at).mapToObj(step -> scheduler.rate(step)).toList();
  }

  /** Prints what each optimizer makes of the weight, and the rates. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    optimizers()
        .forEach(
            (name, made) ->
                System.out.printf(
                    "%s: %.6f%n", name, new JobFunctions(made, Regularizer.NONE).train(10)));
    System.out.println("scaled     " + scaled(0, 30, 31, 61, 91));
    System.out.println("compounded " + compounded(0, 30, 31, 61, 91));
    System.out.println("cosine     " + cosine(0, 50, 99, 100, 10_000));
  }
}
