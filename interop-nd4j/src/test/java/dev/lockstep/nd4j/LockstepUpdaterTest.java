package dev.lockstep.nd4j;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.CosineDecayLR;
import dev.lockstep.torch.optim.Adafactor;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

class LockstepUpdaterTest {
  private static final int STEPS = 5;

  private static Optimizer adamW(List<Parameter> parameters, double decay) {
    return new AdamW(parameters, lr(0.05), weightDecay(decay), Arithmetic.COMMON);
  }

  private static Optimizer adam(List<Parameter> parameters, double decay) {
    return new Adam(parameters, lr(0.05), weightDecay(decay), Arithmetic.COMMON);
  }

  private static Optimizer sgd(List<Parameter> parameters, double decay) {
    return new SGD(parameters, lr(0.05), momentum(0.9), weightDecay(decay), Arithmetic.COMMON);
  }

  /** ND4J's own loop, and a loop of one's own. */
  private static void assertSameBits(
      IUpdater updater, Regularization decay, Function<List<Parameter>, Optimizer> optimizer) {
    Graph theirs = new Graph(7);
    theirs.sd.setTrainingConfig(config(updater, decay));
    for (int step = 0; step < STEPS; step++) {
      theirs.sd.fit(new DataSet(theirs.x(step), theirs.y(step)));
    }
    Graph ours = new Graph(7);
    SameDiffSession session = SameDiffSession.of(ours.sd, List.of("w1", "b1", "w2"));
    Optimizer stepped = optimizer.apply(session.parameters());
    for (int i = 0; i < STEPS; i++) {
      session.step(stepped, ours.batch(i));
    }
    var trained = SameDiffSession.of(theirs.sd, List.of("w1", "b1", "w2"));
    assertEquals(Graph.bits(session.parameters()), Graph.bits(trained.parameters()));
  }

  private static TrainingConfig config(IUpdater updater, Regularization decay) {
    return TrainingConfig.builder()
        .updater(updater)
        .regularization(decay)
        .dataSetFeatureMapping("x")
        .dataSetLabelMapping("y")
        .build();
  }

  @Test
  void samediffFitTrainsAsTheOptimizerDoes() {
    assertSameBits(
        new LockstepUpdater(p -> adamW(p, 0)), new DecoupledDecay(0.1), p -> adamW(p, 0.1));
    assertSameBits(new LockstepUpdater(p -> adam(p, 0)), new CoupledDecay(0.1), p -> adam(p, 0.1));
    assertSameBits(new LockstepUpdater(p -> sgd(p, 0)), new CoupledDecay(0.1), p -> sgd(p, 0.1));
  }

  @Test
  void anUpdaterGoesOnFromItsState() {
    LockstepUpdater config = new LockstepUpdater(p -> adam(p, 0));
    assertEquals(6, config.stateSize(3));
    INDArray whole = Nd4j.createUninitialized(1, 6);
    GradientUpdater<LockstepUpdater> straight = config.instantiate(whole, true);
    INDArray half = Nd4j.createUninitialized(1, 6);
    GradientUpdater<LockstepUpdater> first = config.instantiate(half, true);
    for (int step = 0; step < STEPS; step++) {
      INDArray expected = gradient(step);
      straight.applyUpdater(expected, step, 0);
      if (step == 2) { // as if loaded from a file
        first = config.clone().instantiate(first.getState(), false);
      }
      INDArray found = gradient(step);
      first.applyUpdater(found, step, 0);
      assertEquals(expected, found, "step " + step);
    }
    assertEquals(whole, half);
  }

  private static INDArray gradient(int step) {
    return Nd4j.createFromArray(new float[] {step + 1, -0.5f * step, 0.25f});
  }

  @Test
  void aScheduleOfEitherFrameworkSetsTheRate() {
    LockstepSchedule torch =
        LockstepSchedule.torch(0.1, sgd -> new StepLR(sgd, stepSize(2), gamma(0.5)));
    LockstepUpdater updater = new LockstepUpdater(p -> sgd(p, 0)).with(torch);
    assertEquals(0.1, updater.getLearningRate(1, 0));
    assertEquals(0.05, updater.getLearningRate(2, 0));
    CosineDecayLR cosine =
        new CosineDecayLR(
            MindSporeOptions.minLr(0.01),
            MindSporeOptions.maxLr(0.1),
            MindSporeOptions.decaySteps(4));
    assertEquals(cosine.construct(3), LockstepSchedule.mindSpore(cosine).valueAt(3, 0));
  }

  @Test
  void whatAnUpdaterCannotDoIsRefused() {
    refused("weight_decay must be 0", p -> adamW(p, 0.1));
    refused("Arithmetic.COMMON", p -> new SGD(p, lr(0.1)));
    refused("SameDiffSession", p -> new Adafactor(p, Arithmetic.COMMON));
  }

  private static void refused(String reason, Function<List<Parameter>, Optimizer> factory) {
    var refused = assertThrows(OptionException.class, () -> new LockstepUpdater(factory));
    assertTrue(refused.toString().contains(reason), refused.toString());
  }

  /** Why delegating to ND4J would be wrong: its epsilon stands inside the bias correction. */
  @Test
  void adamOfNd4jIsNotTorchs() {
    assertEquals(
        -0.106387, trained(new org.nd4j.linalg.learning.config.Adam(0.1, 0.9, 0.999, 1e-2)), 5e-7);
    LockstepUpdater ours =
        new LockstepUpdater(
            p ->
                new Adam(
                    p,
                    lr(0.1),
                    dev.lockstep.torch.optim.TorchOptions.eps(1e-2),
                    Arithmetic.COMMON));
    assertEquals(-0.209410, trained(ours), 5e-7);
  }

  private static double trained(IUpdater config) {
    INDArray weight = Nd4j.createFromArray(new float[] {0});
    GradientUpdater<?> updater = config.instantiate(Nd4j.zeros(1, (int) config.stateSize(1)), true);
    int iteration = 0;
    for (float gradient : new float[] {0.3f, -0.01f, 0.02f}) {
      INDArray update = Nd4j.createFromArray(new float[] {gradient});
      updater.applyUpdater(update, iteration++, 0);
      weight.subi(update);
    }
    return weight.getDouble(0);
  }
}
