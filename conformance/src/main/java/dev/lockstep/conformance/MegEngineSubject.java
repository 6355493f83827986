package dev.lockstep.conformance;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;

import dev.lockstep.core.Parameter;
import dev.lockstep.megengine.optimizer.Optimizer;
import java.util.List;

/** A MegEngine optimizer under replay; its traces hold no state. */
final class MegEngineSubject implements Subject {
  private final GoldenCase golden;
  private final Optimizer optimizer;
  private final List<Parameter> parameters;

  MegEngineSubject(GoldenCase golden, Optimizer optimizer, List<Parameter> parameters) {
    this.golden = golden;
    this.optimizer = optimizer;
    this.parameters = parameters;
  }

  @Override
  public void compareOrder(Comparison comparison) {}

  @Override
  public double[] rates() {
    return optimizer.paramGroups().stream().mapToDouble(group -> group.get(LR)).toArray();
  }

  @Override
  public void assignRates(double[] rates) {
    for (int i = 0; i < rates.length; i++) {
      optimizer.paramGroups().get(i).set(LR, rates[i]);
    }
  }

  @Override
  public boolean ratesAreAssigned() {
    return true;
  }

  @Override
  public void compareBefore(Recorded step, Comparison comparison) {}

  @Override
  public void step(Recorded step) {
    DenseGradients.set(step.get("grads"), golden.dtype(), parameters);
    optimizer.step();
  }

  @Override
  public void compareState(Recorded state, Comparison comparison, boolean counts) {
    throw new GoldenException(state.path() + ": traces of MegEngine hold no state");
  }

  @Override
  public void restoreState(Recorded state) {
    throw new GoldenException(state.path() + ": traces of MegEngine hold no state");
  }
}
