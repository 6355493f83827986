package dev.lockstep.torch.nn.utils;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipGradTest {
  private final List<Parameter> parameters =
      List.of(parameter(0, 7, 5), parameter(35, 13), parameter(48, 3, 11));

  /** A gradient of numbers that Python can make as well. */
  private static Parameter parameter(int start, int... shape) {
    Tensor value = Tensor.zeros(dev.lockstep.core.DType.F32, shape);
    Tensor grad = value.zerosLike();
    for (int i = 0; i < grad.size(); i++) {
      grad.set(i, (((start + i) * 7919 + 13) % 2001 - 1000) / 1000.0);
    }
    Parameter parameter = new Parameter("p" + start, value);
    parameter.setGrad(grad);
    return parameter;
  }

  private double[] thirds() {
    return parameters.stream().mapToDouble(parameter -> parameter.grad().get(2)).toArray();
  }

  /** Recorded from torch 2.15 on one thread. */
  @Test
  void theGlobalNormIsLimitedWithTorchsBits() {
    assertEquals(0x1.533e9cp+2, ClipGrad.clipGradNorm(parameters, 1));
    assertArrayEquals(new double[] {0x1.461768p-3, -0x1.91d19ep-6, 0x1.27f47cp-3}, thirds());
  }

  @Test
  void aNormBelowTheLimitChangesNothing() {
    double[] before = thirds();
    ClipGrad.clipGradNorm(parameters, 100);
    assertArrayEquals(before, thirds());
  }

  @Test
  void parametersWithoutAGradientAreSkipped() {
    parameters.forEach(Parameter::clearGrad);
    assertEquals(0, ClipGrad.clipGradNorm(parameters, 1));
    ClipGrad.clipGradValue(parameters, 1);
    assertFalse(parameters.get(0).hasGrad());
  }

  @Test
  void bothSidesAreLimited() {
    Parameter parameter = new Parameter("p", Tensor.of(new double[3]));
    parameter.setGrad(Tensor.of(new double[] {5, -5, 0.25}));
    ClipGrad.clipGradValue(List.of(parameter), 0.5);
    assertArrayEquals(new double[] {0.5, -0.5, 0.25}, parameter.grad().doubles());
    assertThrows(
        OptionException.class,
        () -> ClipGrad.clipGradNorm(List.of(parameter, parameters.get(0)), 1));
  }
}
