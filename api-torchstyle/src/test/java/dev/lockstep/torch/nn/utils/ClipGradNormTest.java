package dev.lockstep.torch.nn.utils;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ClipGradNormTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "/dev/lockstep/torch/nn/utils/clip-grad-norm.txt",
      delimiterString = "; ")
  void gradientsAndNormHaveTorchsBits(
      String call, String sizes, String gradients, double expected, String clippedTo) {
    String[] head = call.split(" ", -1);
    boolean wide = head[0].equals("float64");
    double order = head[2].equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(head[2]);
    List<Parameter> parameters = new ArrayList<>();
    double[] values = numbers(gradients);
    int from = 0;
    for (String size : sizes.split(" ", -1)) {
      int to = from + Integer.parseInt(size);
      parameters.add(parameter(Arrays.copyOfRange(values, from, to), wide));
      from = to;
    }
    double norm = ClipGrad.clipGradNorm(parameters, Double.parseDouble(head[1]), order);
    assertEquals(expected, norm);
    double[] clipped =
        parameters.stream()
            .map(Parameter::grad)
            .flatMapToDouble(g -> java.util.stream.IntStream.range(0, g.size()).mapToDouble(g::get))
            .toArray();
    assertArrayEquals(numbers(clippedTo), clipped);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static Parameter parameter(double[] gradient, boolean wide) {
    float[] narrow = new float[gradient.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) gradient[i];
    }
    Tensor grad = wide ? Tensor.of(gradient) : Tensor.of(narrow);
    Parameter parameter = new Parameter("p", grad.zerosLike());
    parameter.setGrad(grad);
    return parameter;
  }

  @Test
  void wrongLimitsAreRefused() {
    assertThrows(OptionException.class, () -> ClipGrad.clipGradNorm(List.of(), 1, 0));
    assertThrows(OptionException.class, () -> ClipGrad.clipGradValue(List.of(), -1));
    assertThrows(OptionException.class, () -> new ClipGradNorm());
  }
}
