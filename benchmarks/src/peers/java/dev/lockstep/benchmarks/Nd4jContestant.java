package dev.lockstep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.common.config.ND4JEnvironmentVars;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * ND4J's updaters as its trainers call them: the updater turns the gradient into the update in
 * place, which is then subtracted: {@code OPTIMIZER THREADS}.
 */
public final class Nd4jContestant {
  private Nd4jContestant() {}

  /** Serves one process; {@link ND4JEnvironmentVars#OMP_NUM_THREADS} is set by the race. */
  public static void main(String[] args) throws IOException {
    Contestant.serve(args, (optimizer, threads, groups) -> new Updaters(optimizer, groups));
  }

  private static IUpdater make(String name) {
    return switch (name) {
      case "sgd" -> new Sgd(Work.LR);
      case "adam" -> new Adam(Work.LR);
      case "amsgrad" -> new AMSGrad(Work.LR);
      default -> throw new UnsupportedOperationException("no " + name);
    };
  }

  /** A tensor with its updater. */
  private record Item(
      INDArray value, INDArray gradient, INDArray update, GradientUpdater<?> updater) {
    static Item of(IUpdater updater, int size) {
      INDArray gradient = Nd4j.createFromArray(Work.gradients(size)).reshape(1, size);
      INDArray value = Nd4j.createFromArray(Work.parameters(size)).reshape(1, size);
      long state = updater.stateSize(size);
      INDArray view = Nd4j.zeros(1, Math.max(1, state));
      return new Item(value, gradient, gradient.dup(), updater.instantiate(view, true));
    }

    void step(int iteration) {
      updater.applyUpdater(update, iteration, 0);
      value.subi(update);
    }
  }

  private static final class Updaters implements Subject {
    private final List<Item> items = new ArrayList<>();
    private int iteration;

    Updaters(String name, List<List<Integer>> groups) {
      IUpdater updater = make(name);
      groups.forEach(group -> group.forEach(size -> items.add(Item.of(updater, size))));
    }

    @Override
    public void prepare() {
      items.forEach(item -> item.update().assign(item.gradient()));
    }

    @Override
    public void step() {
      items.forEach(item -> item.step(iteration));
      iteration++;
    }

    @Override
    public double probe() {
      return items.get(0).value().getDouble(0, 1);
    }

    @Override
    public String version() {
      return "ND4J " + Nd4j.class.getPackage().getImplementationVersion();
    }
  }
}
