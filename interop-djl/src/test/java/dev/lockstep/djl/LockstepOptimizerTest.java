package dev.lockstep.djl;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.factor;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.patience;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockstepOptimizerTest {
  @Test
  void aSchedulerIsSteppedAfterEveryStepOrEveryEpoch() {
    try (Net net = new Net(1)) {
      List<Double> rates = new ArrayList<>();
      List<SchedulerListener> listeners = new ArrayList<>();
      LockstepOptimizer<SGD> optimizer =
          LockstepOptimizer.torch(
              net.block(),
              parameters -> {
                SGD sgd = new SGD(parameters, lr(0.1));
                StepLR scheduler = new StepLR(sgd, stepSize(2), gamma(0.5));
                listeners.add(SchedulerListener.of(scheduler));
                return sgd;
              });
      SGD sgd = optimizer.optimizer();
      optimizer.onStep(() -> rates.add(sgd.paramGroups().get(0).get(LR)));
      Trainings.run(net, optimizer, 4, listeners.get(0));
      assertEquals(List.of(0.1, 0.1, 0.05, 0.05), rates);
    }
  }

  @Test
  void aPlateauIsSeenInAMetric() {
    try (Net net = new Net(5)) {
      LockstepOptimizer<SGD> optimizer =
          LockstepOptimizer.torch(net.block(), p -> new SGD(p, lr(0.1)));
      ReduceLROnPlateau scheduler =
          new ReduceLROnPlateau(optimizer.optimizer(), patience(0), factor(0.5));
      Trainings.run(net, optimizer, 3, SchedulerListener.of(scheduler, trainer -> 1));
      assertEquals(0.1 * 0.5 * 0.5, optimizer.optimizer().paramGroups().get(0).get(LR));
    }
  }

  @Test
  void stateIsKeptByTheNamesOfTheBlock() {
    try (Net net = new Net(4)) {
      var torch = LockstepOptimizer.torch(net.block(), p -> new Adam(p, lr(0.1)));
      Trainings.run(net, torch, 2);
      assertEquals(net.block().getParameters().keys(), List.copyOf(torch.state().keySet()));
      assertTrue(torch.state().getOrDefault("01Linear_weight", Map.of()).containsKey("exp_avg"));
    }
    try (Net net = new Net(4)) {
      var mindSpore =
          LockstepOptimizer.mindSpore(
              net.block(), p -> new Momentum(p, learningRate(0.1), momentum(0.9)));
      Trainings.run(net, mindSpore, 2);
      assertTrue(mindSpore.state().getOrDefault("03Linear_bias", Map.of()).containsKey("moments"));
    }
  }

  @Test
  void aParameterThatComesTwiceIsRefused() {
    try (Net net = new Net(2)) {
      var optimizer = LockstepOptimizer.torch(net.block(), p -> new SGD(p, lr(0.1)));
      ai.djl.nn.Parameter first = net.block().getParameters().valueAt(0);
      optimizer.optimizer();
      NDArray weight = first.getArray();
      optimizer.update(first.getId(), weight, weight.getGradient());
      var refused =
          assertThrows(
              IllegalStateException.class,
              () -> optimizer.update(first.getId(), weight, weight.getGradient()));
      assertTrue(refused.toString().contains("updated twice"), refused.toString());
      var foreign =
          assertThrows(
              IllegalStateException.class,
              () -> optimizer.update("other", weight, weight.getGradient()));
      assertTrue(foreign.toString().contains("other is no parameter of"), foreign.toString());
    }
  }

  @Test
  void aFrozenParameterIsNotWaitedFor() {
    try (Net net = new Net(3)) {
      var optimizer = LockstepOptimizer.torch(net.block(), p -> new SGD(p, lr(0.1)));
      optimizer.optimizer();
      net.block().getParameters().valueAt(0).freeze(true);
      float before = net.block().getParameters().valueAt(0).getArray().getFloat(0, 0);
      float other = net.block().getParameters().valueAt(2).getArray().getFloat(0, 0);
      Trainings.run(net, optimizer, 1);
      assertEquals(before, net.block().getParameters().valueAt(0).getArray().getFloat(0, 0));
      assertTrue(other != net.block().getParameters().valueAt(2).getArray().getFloat(0, 0));
    }
  }

  /** Why delegating to DJL would be wrong: its epsilon stands inside the bias correction. */
  @Test
  void adamOfDjlIsNotTorchs() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDArray theirs = manager.create(new float[] {0});
      NDArray ours = manager.create(new float[] {0});
      Optimizer djl =
          Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.1f)).optEpsilon(1e-2f).build();
      StepSession session = StepSession.of(Map.of("w", ours));
      Adam torch = new Adam(session.parameters(), lr(0.1), eps(1e-2));
      theirs.setRequiresGradient(true);
      for (float gradient : new float[] {0.3f, -0.01f, 0.02f}) {
        djl.update("w", theirs, manager.create(new float[] {gradient}));
        torch.zeroGrad();
        session.backward(() -> ours.mul(gradient).sum());
        torch.step();
      }
      assertEquals(-0.106387, theirs.getFloat(0), 5e-7);
      assertEquals(-0.209410, ours.getFloat(0), 5e-7);
    }
  }

  /** DJL documents [-c, c] and limits above only. */
  @Test
  void djlClipsOneSideOnly() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDArray weight = manager.create(new float[] {0, 0});
      weight.setRequiresGradient(true);
      Optimizer djl =
          Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1f)).optClipGrad(1f).build();
      djl.update("w", weight, manager.create(new float[] {5, -5}));
      assertEquals(-1, weight.getFloat(0));
      assertEquals(5, weight.getFloat(1));
    }
  }
}
