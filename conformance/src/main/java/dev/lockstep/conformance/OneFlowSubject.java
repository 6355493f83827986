package dev.lockstep.conformance;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optim.Optimizer;
import dev.lockstep.oneflow.optim.StateDict;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An eager OneFlow optimizer under replay. */
final class OneFlowSubject extends GroupSubject {
  private final GoldenCase golden;
  private final Optimizer optimizer;
  private final List<Parameter> parameters;

  OneFlowSubject(GoldenCase golden, Optimizer optimizer, List<Parameter> parameters) {
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
    comparison.plain("state.step", state.get("global").get("step"), optimizer.stepCount());
    for (Parameter parameter : parameters) {
      String slot = "state." + parameter.name();
      Recorded recorded = state.get("per_param").get(parameter.name());
      Map<String, Tensor> actual = optimizer.state(parameter);
      Set<String> keys = new LinkedHashSet<>(recorded.keys());
      comparison.same(slot, keys, actual.keySet());
      for (String key : keys) {
        comparison.state(slot + "." + key, key, recorded.get(key), actual.get(key), counts);
      }
    }
  }

  @Override
  public void restoreState(Recorded state) {
    Map<Integer, Map<String, Tensor>> restored = new LinkedHashMap<>();
    StateDict now = optimizer.stateDict();
    Map<Parameter, Integer> indices = new LinkedHashMap<>();
    for (ParamGroup group : optimizer.paramGroups()) {
      group.params().forEach(parameter -> indices.putIfAbsent(parameter, indices.size()));
    }
    indices.forEach(
        (parameter, index) -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          Recorded recorded = state.get("per_param").get(parameter.name());
          for (String key : recorded.keys()) {
            Recorded hex = recorded.get(key).get("hex");
            tensors.put(key, hex.tensor(golden.dtype(), parameter.value().shape()));
          }
          restored.put(index, tensors);
        });
    int step = state.get("global").get("step").whole();
    optimizer.loadStateDict(new StateDict(step, restored, now.paramGroups()));
  }
}
