package dev.lockstep.benchmarks;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** DJL's own optimizers over its PyTorch engine: {@code OPTIMIZER THREADS}. */
public final class DjlContestant {
  private DjlContestant() {}

  /** Serves one process. */
  public static void main(String[] args) throws IOException {
    // Read by the engine when it is loaded.
    System.setProperty("ai.djl.pytorch.num_threads", args[1]);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Contestant.serve(args, (optimizer, threads, groups) -> new Djl(optimizer, groups));
  }

  private static Optimizer make(String name) {
    Tracker rate = Tracker.fixed((float) Work.LR);
    return switch (name) {
      case "sgd" -> Optimizer.sgd().setLearningRateTracker(rate).build();
      case "momentum" ->
          Optimizer.sgd().setLearningRateTracker(rate).optMomentum((float) Work.MOMENTUM).build();
      case "adam" -> Optimizer.adam().optLearningRateTracker(rate).build();
      case "adamw" ->
          Optimizer.adamW()
              .optLearningRateTracker(rate)
              .optWeightDecays((float) Work.DECAY)
              .build();
      default -> throw new UnsupportedOperationException("no " + name);
    };
  }

  private static final class Djl implements Subject {
    private final Optimizer optimizer;
    private final List<NDArray> values = new ArrayList<>();
    private final List<NDArray> gradients = new ArrayList<>();

    Djl(String name, List<List<Integer>> groups) {
      optimizer = make(name);
      NDManager manager = NDManager.newBaseManager(Device.cpu());
      for (List<Integer> group : groups) {
        for (int size : group) {
          values.add(manager.create(Work.parameters(size)));
          gradients.add(manager.create(Work.gradients(size)));
        }
      }
    }

    @Override
    public void step() {
      for (int i = 0; i < values.size(); i++) {
        optimizer.update("p" + i, values.get(i), gradients.get(i));
      }
    }

    @Override
    public double probe() {
      return values.get(0).getFloat(1);
    }

    @Override
    public String version() {
      Engine engine = Engine.getInstance();
      return "DJL " + Engine.getDjlVersion() + ", " + engine.getEngineName();
    }
  }
}
