package dev.lockstep.djl;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.torch.optim.AdamW;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A thousand steps leave as many arrays alive as one. */
class LeakTest {
  private static final int STEPS = 1000;

  /** All arrays of the process. */
  private static int alive(Net net) {
    NDManager root = net.manager();
    while (root.getParentManager() != root && root.getParentManager() != null) {
      root = root.getParentManager();
    }
    return root.getManagedArrays().size();
  }

  @Test
  void inTorchsStyle() {
    try (Net net = new Net(1)) {
      StepSession session = StepSession.of(net.block());
      AdamW optimizer = new AdamW(session.parameters(), lr(1e-3));
      int before = alive(net);
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        optimizer.zeroGrad();
        session.backward(() -> net.loss(step));
        optimizer.step();
      }
      assertEquals(before, alive(net));
    }
  }

  @Test
  void inMindSporesStyleWithCopies() {
    try (Net net = new Net(2)) {
      StepSession session =
          StepSession.of(Map.of("w", net.block().getParameters().valueAt(0).getArray()), false);
      var optimizer =
          new dev.lockstep.mindspore.nn.AdamWeightDecay(
              session.parameters(), MindSporeOptions.learningRate(1e-3));
      Function<Integer, ValueAndGrad> gradOf =
          session.valueAndGrad(net::loss, optimizer.parameterOrder());
      int before = alive(net);
      for (int step = 0; step < STEPS; step++) {
        optimizer.apply(gradOf.apply(step).gradients());
      }
      assertEquals(before, alive(net));
    }
  }

  /** The trainer of DJL itself leaves a handle for each gradient when it begins. */
  @Test
  void inATrainer() {
    try (Net net = new Net(3)) {
      var optimizer = LockstepOptimizer.torch(net.block(), p -> new AdamW(p, lr(1e-3)));
      optimizer.optimizer();
      int before = alive(net);
      Trainings.run(net, optimizer, 1);
      int leftByOne = alive(net) - before;
      Trainings.run(net, optimizer, STEPS);
      assertEquals(2 * leftByOne, alive(net) - before);
    }
  }
}
