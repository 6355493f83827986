package dev.lockstep.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
