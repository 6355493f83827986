package dev.lockstep.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.experimental.optim.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulOptimizerTest {
  @Test
  void printsItsOptions() {
    Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}));
    assertEquals(
        """
        mindspore.experimental.optim.SGD
          momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=false, maximize=false, lr=0.1; \
        parameters: 1""",
        new SGD(List.of(weight), lr(0.1)).toString());
  }

  @Test
  void refusesATransposedGradientAndChangesNothing() {
    Parameter first = new Parameter("first", Tensor.of(new float[] {1}));
    Parameter second = new Parameter("second", Tensor.of(new float[6], 3, 2));
    SGD optimizer = new SGD(List.of(first, second), lr(0.1));
    List<Tensor> gradients = List.of(Tensor.of(new float[] {1}), Tensor.of(new float[6], 2, 3));

    assertThrows(OptionException.class, () -> optimizer.apply(gradients));

    assertEquals(1, first.value().get(0));
  }
}
