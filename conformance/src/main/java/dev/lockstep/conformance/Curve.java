package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptimizerOptions;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A schedule under replay: it is called as the recorder called the real one. */
interface Curve {
  /**
   * Makes a call.
   *
   * @return the rates after it (for {@code optimizer} and {@code list}: of that step), one a group
   */
  double[] rates(ScheduleCase.Call call);

  /** The momentum of each group now; empty if the schedule has none. */
  default double[] momenta() {
    return new double[0];
  }

  /** The sorted keys of its state. */
  default List<String> stateKeys() {
    return List.of();
  }

  /** An optimizer with one group a base rate, each of one parameter. */
  static <T> T optimizer(Class<T> type, Definition definition, ScheduleCase golden) {
    List<Parameter> parameters = new ArrayList<>();
    List<GroupDefinition> groups = new ArrayList<>();
    for (Object rate : golden.heldRates()) {
      String name = "p" + parameters.size();
      parameters.add(new Parameter(name, Tensor.zeros(DType.F32, 1)));
      groups.add(GroupDefinition.of(List.of(name), Map.of("lr", rate)));
    }
    return Builder.build(type, definition.withGroups(groups), parameters);
  }

  /** The rate that each group holds. */
  static double[] rates(List<ParamGroup> groups) {
    return groups.stream().mapToDouble(group -> group.get(OptimizerOptions.LR)).toArray();
  }

  /** The error of a call that this kind of schedule does not have. */
  static GoldenException unknown(ScheduleCase.Call call) {
    return new GoldenException("calls: there is no call \"" + call.name() + "\" for this schedule");
  }

  /**
   * Builds the schedule of a case.
   *
   * @throws dev.lockstep.core.OptionException if it is refused
   */
  static Curve of(ScheduleCase golden) {
    String api = golden.fullApi();
    if (api.startsWith("torch.")) {
      return new TorchCurve(golden);
    }
    if (api.equals("mindspore.nn.Optimizer")) {
      return new NnOptimizerCurve(golden);
    }
    if (api.startsWith("mindspore.experimental.")) {
      return new ExperimentalCurve(golden);
    }
    if (api.startsWith("oneflow.graph.")) {
      return new OneFlowGraphCurve(golden);
    }
    if (api.startsWith("oneflow.optim.")) {
      return new OneFlowCurve(golden);
    }
    if (api.startsWith("megengine.")) {
      return new MegEngineCurve(golden);
    }
    Map<String, Object> data = Map.of("schedule", golden.api(), "args", golden.args());
    Object built = Builder.schedule(golden.framework(), data);
    if (built instanceof double[] list) {
      return new ListCurve(list);
    }
    if (built instanceof LearningRateSchedule cell) {
      return new CellCurve(cell);
    }
    throw new GoldenException("there is no replay of " + api);
  }
}
