package dev.lockstep.conformance;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.Clipping;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.megengine.optimizer.ClipGrad;
import dev.lockstep.torch.nn.utils.ClipGradNorm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Replays a recorded call that limits gradients, such as {@code clip_grad_norm_}. */
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
    return comparison.of("no refusal", this::replay);
  }

  private void replay() {
    for (String name : golden.get("params").keys()) {
      int[] shape = golden.get("params").get(name).get("shape").shape();
      parameters.add(new Parameter(name, Tensor.zeros(DType.F32, shape)));
    }
    DenseGradients.set(golden.get("grads"), DType.F32, parameters);
    boolean megengine = golden.get("framework").text().equals("megengine");
    OptionalDouble norm = megengine ? clipMegEngine() : clip();
    if (norm.isPresent()) {
      Recorded returned = golden.get("returns").single();
      comparison.word("returns", "norm", returned, DType.F32, norm.getAsDouble());
    }
    parameters.forEach(this::compare);
  }

  /** Limits the gradients; returns their norm if the framework does. */
  private OptionalDouble clip() {
    String api = golden.get("api").text();
    Map<String, @Nullable Object> options = options(golden);
    Clipping clipping =
        StepApis.clipping(
            golden.get("framework").text(), new ClippingDefinition(api, options, false));
    List<Tensor> gradients = Parameter.grads(parameters);
    if (clipping instanceof ClipGradNorm norm) {
      return OptionalDouble.of(norm.limit(gradients));
    }
    clipping.apply(gradients);
    return OptionalDouble.empty();
  }

  /** The options of a call, in which an infinite order of the norm is written as a word. */
  static Map<String, @Nullable Object> options(Recorded golden) {
    Map<String, @Nullable Object> options =
        new LinkedHashMap<>(GoldenCase.plainMap(golden.get("options")));
    options.replaceAll((name, value) -> "inf".equals(value) ? Double.POSITIVE_INFINITY : value);
    return options;
  }

  private OptionalDouble clipMegEngine() {
    if (golden.get("api").text().equals("clip_grad_norm")) {
      return OptionalDouble.of(
          ClipGrad.clipGradNorm(parameters, number("max_norm"), number("ord")));
    }
    ClipGrad.clipGradValue(parameters, number("lower"), number("upper"));
    return OptionalDouble.empty();
  }

  private double number(String name) {
    return golden.get("options").get(name).number();
  }

  private void compare(Parameter parameter) {
    Recorded clipped = golden.get("clipped").get(parameter.name());
    comparison.same("grad of " + parameter.name(), !clipped.isNull(), parameter.hasGrad());
    if (!clipped.isNull() && parameter.hasGrad()) {
      comparison.parameter(parameter.name(), clipped, parameter.grad(), parameter.value());
    }
  }
}
