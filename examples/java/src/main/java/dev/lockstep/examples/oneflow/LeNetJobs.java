package dev.lockstep.examples.oneflow;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.momentum;
import static dev.lockstep.oneflow.optimizer.RateOptions.boundaries;
import static dev.lockstep.oneflow.optimizer.RateOptions.values;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.djl.StepSession;
import dev.lockstep.examples.lenet.Digits;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.oneflow.job.FunctionConfig;
import dev.lockstep.oneflow.job.GlobalFunction;
import dev.lockstep.oneflow.job.Job;
import dev.lockstep.oneflow.job.JobType;
import dev.lockstep.oneflow.job.Loss;
import dev.lockstep.oneflow.job.Placeholder;
import dev.lockstep.oneflow.job.Placement;
import dev.lockstep.oneflow.job.Regularizer;
import dev.lockstep.oneflow.job.Session;
import dev.lockstep.oneflow.optimizer.Optimizer;
import dev.lockstep.oneflow.optimizer.PiecewiseConstantScheduler;
import dev.lockstep.oneflow.optimizer.SGD;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OneFlow's guide to job functions: a train job and a predict job on one LeNet, computed by a real
 * engine through DJL. The predict job sees what the train job has learnt, because both work on the
 * session's variables.
 */
public final class LeNetJobs implements AutoCloseable {
  private static final int BATCH = 20;
  private static final int SIDE = 28;

  private final Session session = new Session();
  private final Model model = Model.newInstance("lenet", Device.cpu());
  private final ParameterStore store = new ParameterStore(model.getNDManager(), false);
  private final StepSession engine;
  private final Optimizer optimizer;
  private String ranOn = "";

  /** A LeNet whose weights come from that seed, and the guide's optimizer. */
  public LeNetJobs(int seed) {
    model.getNDManager().getEngine().setRandomSeed(seed);
    model.setBlock(lenet());
    Shape images = new Shape(BATCH, 1, SIDE, SIDE);
    model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, images);
    engine = StepSession.of(model.getBlock());
    engine.parameters().forEach(p -> session.adopt(p, Regularizer.NONE));
    optimizer = new SGD(new PiecewiseConstantScheduler(boundaries(), values(0.1)), momentum(0));
  }

  private static SequentialBlock lenet() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(6).build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(16).build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(84).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  /** The configuration of the predict job, apart from what the job does. */
  public FunctionConfig evalConfig() {
    return new FunctionConfig().defaultDataType(dev.lockstep.oneflow.job.DataType.FLOAT);
  }

  /** Trains on a batch; returns its loss before the update. */
  @GlobalFunction(type = JobType.TRAIN)
  public double trainJob(
      @Placeholder(shape = {BATCH, 1, SIDE, SIDE}) Tensor images,
      @Placeholder(shape = BATCH, dtype = dev.lockstep.oneflow.job.DataType.INT32) int[] labels) {
    try (Placement scope = Placement.scope("cpu", "0:0")) {
      ranOn = scope.toString();
      Loss loss = new CrossEntropy(images, labels);
      optimizer.minimize(loss);
      return loss.value();
    }
  }

  /** The class that each image of a batch looks like. */
  @GlobalFunction(type = JobType.PREDICT, functionConfig = "evalConfig")
  public long[] evalJob(@Placeholder(shape = {BATCH, 1, SIDE, SIDE}) Tensor images) {
    engine.publish();
    return logits(images, false).argMax(1).toLongArray();
  }

  /** The placement that the train job asked for. */
  public String ranOn() {
    return ranOn;
  }

  private NDArray logits(Tensor images, boolean train) {
    NDArray batch = model.getNDManager().create(images.floats(), new Shape(BATCH, 1, SIDE, SIDE));
    return model.getBlock().forward(store, new NDList(batch), train).singletonOrThrow();
  }

  /** {@code sparse_softmax_cross_entropy_with_logits}, its mean, with its gradients. */
  private final class CrossEntropy implements Loss {
    private final ValueAndGrad found;

    CrossEntropy(Tensor images, int[] labels) {
      NDArray classes = model.getNDManager().create(labels).toType(DataType.INT64, false);
      found =
          engine
              .<Tensor>valueAndGrad(
                  batch -> {
                    NDArray shares = logits(batch, true).logSoftmax(1);
                    return shares.gather(classes.expandDims(1), 1).neg().mean();
                  },
                  engine.parameters())
              .apply(images);
    }

    @Override
    public double value() {
      return found.value();
    }

    @Override
    public Map<Parameter, Tensor> gradients(double scale) {
      Map<Parameter, Tensor> scaled = new LinkedHashMap<>();
      List<Parameter> variables = engine.parameters();
      for (int i = 0; i < variables.size(); i++) {
        Tensor gradient = found.gradients().get(i).copy();
        for (int j = 0; j < gradient.size(); j++) {
          gradient.set(j, gradient.get(j) * scale);
        }
        scaled.put(variables.get(i), gradient);
      }
      return scaled;
    }
  }

  /** Images of bars, one class a row of them, and how many of a fresh batch are told rightly. */
  public double accuracyAfter(int steps) {
    Job train = session.job(this, "trainJob");
    Job eval = session.job(this, "evalJob");
    int[] labels = Digits.labels(BATCH);
    for (int step = 0; step < steps; step++) {
      train.run(images(labels, step), labels);
    }
    long[] told = (long[]) eval.run(images(labels, -1));
    long right = 0;
    for (int i = 0; i < BATCH; i++) {
      right += told[i] == labels[i] ? 1 : 0;
    }
    return (double) right / BATCH;
  }

  private static Tensor images(int[] labels, long seed) {
    float[][] whole = Digits.images(labels, seed);
    float[] all = new float[BATCH * SIDE * SIDE];
    int wide = (int) Math.sqrt(whole[0].length);
    for (int i = 0; i < BATCH; i++) {
      for (int row = 0; row < SIDE; row++) {
        System.arraycopy(whole[i], (row + 2) * wide, all, (i * SIDE + row) * SIDE, SIDE);
      }
    }
    return Tensor.of(all, BATCH, 1, SIDE, SIDE);
  }

  @Override
  public void close() {
    model.close();
  }

  /** Prints how well the jobs do. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    for (int steps : Arrays.asList(0, 10, 40)) {
      try (LeNetJobs jobs = new LeNetJobs(1)) {
        System.out.printf("%s steps: accuracy %.2f%n", steps, jobs.accuracyAfter(steps));
      }
    }
  }
}
