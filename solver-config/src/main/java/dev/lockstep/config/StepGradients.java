package dev.lockstep.config;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of gradients from backward to the optimizer: added up over {@code accumulation} passes,
 * each divided by it; divided by the loss scale; limited.
 *
 * <p>Threads: one caller at a time.
 */
final class StepGradients {
  private final List<Clipping> limits = new ArrayList<>();
  private final Optional<LossScaler> scaler;
  private final int passes;
  private final Map<String, Tensor> sums = new LinkedHashMap<>();
  private int pass;

  StepGradients(Definition definition) {
    String framework = PetDefinition.is(definition) ? "torch" : definition.framework();
    StepDefinition step = definition.step();
    step.clipping().forEach(limit -> limits.add(StepApis.clipping(framework, limit)));
    scaler = step.lossScale().map(scale -> StepApis.lossScaler(framework, scale));
    passes = step.accumulation();
  }

  /** What the coming loss is to be multiplied by. */
  double lossScale() {
    return scaler.map(LossScaler::scale).orElse(1.0);
  }

  /**
   * Takes the gradients of a pass, which are not changed.
   *
   * @return what the optimizer is to be given; empty if more passes are to come, or if the step is
   *     to be skipped because a gradient is not finite
   */
  Optional<Map<String, Tensor>> take(Map<String, Tensor> gradients) {
    if (passes == 1 && limits.isEmpty() && scaler.isEmpty()) {
      return Optional.of(gradients);
    }
    gradients.forEach(this::add);
    if (++pass < passes) {
      return Optional.empty();
    }
    Map<String, Tensor> whole = new LinkedHashMap<>(sums);
    sums.clear();
    pass = 0;
    return finished(whole);
  }

  private void add(String name, Tensor gradient) {
    Tensor part = gradient.copy();
    if (passes > 1) {
      LossScaler.times(List.of(part), 1.0 / passes);
    }
    Tensor sum = sums.putIfAbsent(name, part);
    for (int i = 0; sum != null && i < part.size(); i++) {
      sum.set(i, sum.get(i) + part.get(i));
    }
  }

  private Optional<Map<String, Tensor>> finished(Map<String, Tensor> whole) {
    List<Tensor> all = List.copyOf(whole.values());
    boolean finite = scaler.map(s -> s.unscale(all)).orElse(true);
    scaler.ifPresent(s -> s.update(finite));
    if (!finite) {
      return Optional.empty();
    }
    limits.forEach(limit -> limit.apply(all));
    return Optional.of(whole);
  }
}
