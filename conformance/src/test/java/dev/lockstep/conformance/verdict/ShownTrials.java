package dev.lockstep.conformance.verdict;

import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the scripts of both frameworks have in common. */
final class ShownTrials {
  private ShownTrials() {}

  /** What a script prints: a number, a flag, a word, or a list of them. */
  interface Trial {
    /** Does on Lockstep's classes what the script does on the framework's. */
    Object run();
  }

  /** A parameter of one element. */
  static Parameter parameter(String name, double value) {
    return new Parameter(name, tensor((float) value));
  }

  static Tensor tensor(float... values) {
    return Tensor.of(values);
  }

  static List<Double> numbers(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToObj(tensor::get).toList();
  }

  static List<Double> numbers(double... values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** A gradient after it was limited. */
  static List<Double> clip(
      String framework, String api, Map<String, Object> args, float... gradient) {
    Tensor limited = tensor(gradient);
    StepApis.clipping(framework, new ClippingDefinition(api, Map.copyOf(args), false))
        .apply(List.of(limited));
    return numbers(limited);
  }

  /** The loss scale after each step, which had finite gradients or not. */
  static List<Double> scales(
      String framework, String api, Map<String, Object> args, boolean... finite) {
    LossScaler scaler =
        StepApis.lossScaler(framework, new LossScaleDefinition(api, Map.copyOf(args)));
    List<Double> scales = new ArrayList<>();
    for (boolean step : finite) {
      scaler.update(step);
      scales.add(scaler.scale());
    }
    return scales;
  }

  /** Whether a class has a public method of that name, as the framework's class would. */
  static boolean hasMethod(Class<?> type, String name) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
  }
}
