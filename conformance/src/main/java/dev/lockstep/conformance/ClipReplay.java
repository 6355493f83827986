package dev.lockstep.conformance;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.megengine.optimizer.ClipGrad;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays a recorded call of MegEngine's {@code clip_grad_norm} or {@code clip_grad_value}. */
final class ClipReplay {
  private final Recorded golden;
  private final Comparison comparison;
  private final List<Parameter> parameters = new ArrayList<>();

  ClipReplay(Recorded golden, Budget budget) {
    this.golden = golden;
    this.comparison = new Comparison(golden.get("id").text(), budget);
  }

  /** Whether a trace is of such a call. */
  static boolean isOne(Recorded golden) {
    return golden.find("clipped").isPresent();
  }

  CaseReport run() {
    for (String name : golden.get("params").keys()) {
      int[] shape = golden.get("params").get(name).get("shape").shape();
      parameters.add(new Parameter(name, Tensor.zeros(DType.F32, shape)));
    }
    DenseGradients.set(golden.get("grads"), DType.F32, parameters);
    Map<String, @Nullable Object> options = GoldenCase.plainMap(golden.get("options"));
    if (golden.get("api").text().equals("clip_grad_norm")) {
      float norm =
          ClipGrad.clipGradNorm(parameters, number(options, "max_norm"), number(options, "ord"));
      Recorded returned = golden.get("returns").list().get(0);
      comparison.word("returns", "norm", returned, DType.F32, norm);
    } else {
      ClipGrad.clipGradValue(parameters, number(options, "lower"), number(options, "upper"));
    }
    parameters.forEach(this::compare);
    return comparison.report();
  }

  private static double number(Map<String, @Nullable Object> options, String name) {
    if (options.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new GoldenException("options." + name + " must be a number");
  }

  private void compare(Parameter parameter) {
    Recorded clipped = golden.get("clipped").get(parameter.name());
    comparison.same("grad of " + parameter.name(), !clipped.isNull(), parameter.hasGrad());
    if (!clipped.isNull() && parameter.hasGrad()) {
      comparison.parameter(parameter.name(), clipped, parameter.grad(), parameter.value());
    }
  }
}
