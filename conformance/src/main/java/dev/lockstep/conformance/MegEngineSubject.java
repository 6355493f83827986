package dev.lockstep.conformance;

import dev.lockstep.core.Parameter;
import dev.lockstep.megengine.optimizer.Optimizer;
import java.util.List;

/** A MegEngine optimizer under replay; its traces hold no state. */
final class MegEngineSubject extends GroupSubject {
  private final GoldenCase golden;
  private final Optimizer optimizer;
  private final List<Parameter> parameters;

  MegEngineSubject(GoldenCase golden, Optimizer optimizer, List<Parameter> parameters) {
    super(optimizer.paramGroups());
    this.golden = golden;
    this.optimizer = optimizer;
    this.parameters = parameters;
  }

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
