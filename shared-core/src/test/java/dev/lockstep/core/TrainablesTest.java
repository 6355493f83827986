package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What optimizers are given to train. */
class TrainablesTest {
  @Test
  void aNullAmongTheParametersIsNotPassedOver() {
    Parameter parameter = new Parameter("a", Tensor.zeros(DType.F32, 3, 2));
    List<Parameter> all = Arrays.asList(parameter, null);

    OptionException e = assertThrows(OptionException.class, () -> Trainables.of(all));

    assertEquals("entry 1 of the parameters is null; give a parameter or a group", e.getMessage());
  }
}
