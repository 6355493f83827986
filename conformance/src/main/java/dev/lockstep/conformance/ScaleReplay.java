package dev.lockstep.conformance;

import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.DType;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Replays the recorded steps of a loss scale, such as {@code GradScaler}. */
final class ScaleReplay {
  private final Recorded golden;
  private final Comparison comparison;

  ScaleReplay(Recorded golden, Budget budget) {
    this.golden = golden;
    this.comparison = new Comparison(golden.get("id").text(), budget);
  }

  /** Whether a trace is of a loss scale. */
  static boolean isOne(Recorded golden) {
    return golden.find("scaling").isPresent();
  }

  CaseReport run() {
    return comparison.of("no refusal", this::replay);
  }

  private void replay() {
    LossScaler scaler =
        StepApis.lossScaler(
            golden.get("framework").text(),
            new LossScaleDefinition(
                golden.get("api").text(), GoldenCase.plainMap(golden.get("options"))));
    int step = 0;
    for (Recorded recorded : golden.get("scaling").list()) {
      comparison.atStep(step++);
      step(scaler, recorded);
    }
  }

  private void step(LossScaler scaler, Recorded recorded) {
    comparison.word("scale", "scale", recorded.get("scale"), DType.F32, scaler.scale());
    List<String> names = List.copyOf(recorded.get("grads").keys());
    List<Tensor> gradients = new ArrayList<>();
    for (String name : names) {
      Recorded words = recorded.get("grads").get(name);
      gradients.add(words.tensor(DType.F32, words.list().size()));
    }
    boolean finite = scaler.unscale(gradients);
    comparison.same("finite", recorded.get("finite").flag(), finite);
    for (int i = 0; i < names.size(); i++) {
      Tensor gradient = gradients.get(i);
      comparison.parameter(
          names.get(i), recorded.get("unscaled").get(names.get(i)), gradient, gradient.zerosLike());
    }
    scaler.update(finite);
  }
}
