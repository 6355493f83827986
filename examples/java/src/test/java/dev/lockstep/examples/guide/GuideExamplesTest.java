package dev.lockstep.examples.guide;

import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.examples.guide.mindspore.WeightDecay.ExponentialWeightDecay;
import dev.lockstep.mindspore.nn.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the guide says of its examples. */
class GuideExamplesTest {
  /** Both round to float32 in each step: some last places after a few dozen steps. */
  private static final double LAST_PLACES = 1e-5;

  @Test
  void bothStepLoopsTrainTheSame() {
    assertTrainTheSame(
        dev.lockstep.examples.guide.torch.StepLoop::train,
        dev.lockstep.examples.guide.mindspore.StepLoop::train);
  }

  @Test
  void aGroupOverridesWhatTheOptimizerSays() {
    var torch = dev.lockstep.examples.guide.torch.ParameterGroups.optimizer(new Model());
    assertEquals(
        List.of(1e-2, 1e-3),
        torch.paramGroups().stream()
            .map(group -> group.get(dev.lockstep.torch.optim.TorchOptions.LR))
            .toList());
    var mindspore = dev.lockstep.examples.guide.mindspore.ParameterGroups.optimizer(new Model());
    assertArrayEquals(new float[] {0.02f, 0.1f}, mindspore.getLr());
    assertArrayEquals(new float[] {0.01f, 0f}, mindspore.getWeightDecay());
  }

  @Test
  void aWeightDecayThatMovesTrainsTheSame() {
    assertTrainTheSame(
        model -> dev.lockstep.examples.guide.torch.WeightDecay.train(model, 8),
        model -> dev.lockstep.examples.guide.mindspore.WeightDecay.train(model, 8));
    assertEquals(
        List.of(0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1),
        dev.lockstep.examples.guide.torch.WeightDecay.train(new Model(), 3));
  }

  @Test
  void mindSporesSgdRefusesAWeightDecayThatMoves() {
    Parameter w = new Parameter("w", Tensor.of(new float[1]));
    ExponentialWeightDecay decay = new ExponentialWeightDecay(0.1f, 0.1f, 10_000);
    OptionException refused =
        assertThrows(OptionException.class, () -> new SGD(List.of(w), weightDecay(decay)));
    assertTrue(refused.toString().contains("weight decay"), refused.toString());
  }

  @Test
  void loadedStateGoesOnAsIfNothingHadHappened() {
    assertSameBits(
        model -> dev.lockstep.examples.guide.torch.OptimizerState.train(model, true),
        model -> dev.lockstep.examples.guide.torch.OptimizerState.train(model, false));
    assertSameBits(
        model -> dev.lockstep.examples.guide.mindspore.OptimizerState.train(model, true),
        model -> dev.lockstep.examples.guide.mindspore.OptimizerState.train(model, false));
  }

  @Test
  void aListIsTheScheduleOfTorchInFloat32() {
    List<Double> torch = dev.lockstep.examples.guide.torch.DynamicRates.exponential(new Model(), 5);
    List<Float> list = dev.lockstep.examples.guide.mindspore.DynamicRates.list(new Model(), 5);
    for (int step = 0; step < torch.size(); step++) {
      assertEquals(torch.get(step).floatValue(), list.get(step), Math.ulp(list.get(step)));
    }
  }

  @Test
  void aPolynomialEndsAtItsEndAndStays() {
    List<Float> rates = dev.lockstep.examples.guide.mindspore.DynamicRates.cell(new Model(), 6);
    assertEquals(0.1f, rates.get(0));
    // (0.1 - 0.01) * sqrt(1 - 2/4) + 0.01
    assertEquals(0.07363961f, rates.get(2), 1e-8f);
    assertEquals(List.of(0.01f, 0.01f), rates.subList(4, 6));
  }

  /** 0 in the first five epochs, then 0.01, 0.02 and 0.03. */
  @Test
  void aListIsTheLambdaOfTorchInFloat32() {
    List<Double> torch = dev.lockstep.examples.guide.torch.CustomSchedules.stairs(new Model(), 20);
    assertEquals(
        torch.stream().map(Double::floatValue).toList(),
        dev.lockstep.examples.guide.mindspore.CustomSchedules.asList(new Model(), 20));
    assertEquals(List.of(0.0, 0.01, 0.02, 0.03), torch.stream().distinct().toList());
  }

  /** It multiplies in float32: one rounding more. */
  @Test
  void aScheduleClassIsTheLambdaOfTorchButForARounding() {
    List<Double> torch = dev.lockstep.examples.guide.torch.CustomSchedules.stairs(new Model(), 20);
    List<Float> own =
        dev.lockstep.examples.guide.mindspore.CustomSchedules.asClass(new Model(), 20);
    for (int step = 0; step < torch.size(); step++) {
      float rate = torch.get(step).floatValue();
      assertEquals(rate, own.get(step), Math.ulp(rate));
    }
  }

  @Test
  void theRateCanBeReadOnBothSides() {
    assertEquals(
        List.of(5e-4, 5e-4, 5e-4),
        dev.lockstep.examples.guide.torch.ReadingRates.secondGroup(new Model()));
    assertArrayEquals(
        new float[] {1e-2f, 1e-3f},
        dev.lockstep.examples.guide.mindspore.ReadingRates.ofAllParameters(new Model()));
  }

  @Test
  void theRateMovesWithTheSchedulerOrWithTheOptimizer() {
    List<Double> torch = dev.lockstep.examples.guide.torch.UpdatingRates.train(new Model(), 3);
    assertEquals(List.of(0.1, 0.05, 0.025), torch);
    assertEquals(
        List.of(0.1f, 0.05f, 0.025f),
        dev.lockstep.examples.guide.mindspore.UpdatingRates.train(new Model()));
    assertEquals(
        List.of(0.1f, 0.05f, 0.025f),
        dev.lockstep.examples.guide.mindspore.UpdatingRates.callback(new Model(), 3));
  }

  @Test
  void theRateCanBeAssigned() {
    assertEquals(
        List.of(0.1, 0.01, 0.8),
        dev.lockstep.examples.guide.torch.RunTimeChanges.change(new Model()));
    assertEquals(
        List.of(0.1f, 0.01f),
        dev.lockstep.examples.guide.mindspore.RunTimeChanges.change(new Model()));
  }

  /** Beside a list the constant rates pass through {@code rate + 1 - 1} in float32. */
  @Test
  void aConstantRateBesideAListIsNotQuiteThatRate() {
    var optimizer = dev.lockstep.examples.guide.mindspore.GroupsByLayer.optimizer(layers());
    assertArrayEquals(
        new float[] {0.001f, 1e-4f + 1f - 1f, 1e-3f + 1f - 1f, 1e-3f + 1f - 1f}, optimizer.getLr());
    assertEquals(layers().toString(), optimizer.parameterOrder().toString());
  }

  @Test
  void groupsByLayerInTorchFollowTheirOwnFunctions() {
    List<Parameter> all = layers();
    var scheduler =
        dev.lockstep.examples.guide.torch.GroupsByLayer.scheduler(
            all.subList(0, 1), all.subList(1, 2), all.subList(2, 3), all.subList(3, 4));
    for (int epoch = 0; epoch < 10; epoch++) {
      scheduler.optimizer().step();
      scheduler.step();
    }
    assertArrayEquals(new double[] {0, 1e-4, 1e-3, 1e-3}, scheduler.getLastLr(), 1e-15);
  }

  @Test
  void frozenParametersStayAsTheyAre() {
    assertTrainTheSame(
        dev.lockstep.examples.guide.torch.Freezing::train,
        dev.lockstep.examples.guide.mindspore.Freezing::train);
    Model model = new Model();
    dev.lockstep.examples.guide.torch.Freezing.train(model);
    assertEquals(values(new Model()).subList(0, 2), values(model).subList(0, 2));
  }

  private static List<Parameter> layers() {
    return List.of(layer("conv.weight"), layer("bn.gamma"), layer("fc.weight"), layer("fc.bias"));
  }

  private static Parameter layer(String name) {
    return new Parameter(name, Tensor.of(new float[] {1, -1}));
  }

  private static void assertTrainTheSame(Consumer<Model> torch, Consumer<Model> mindspore) {
    List<Double> left = trained(torch);
    List<Double> right = trained(mindspore);
    for (int i = 0; i < left.size(); i++) {
      assertEquals(left.get(i), right.get(i), LAST_PLACES);
    }
    assertTrue(!left.equals(values(new Model())), "nothing was trained");
  }

  private static void assertSameBits(Consumer<Model> one, Consumer<Model> other) {
    assertEquals(trained(one), trained(other));
  }

  private static List<Double> trained(Consumer<Model> training) {
    Model model = new Model();
    training.accept(model);
    return values(model);
  }

  private static List<Double> values(Model model) {
    List<Double> values = new ArrayList<>();
    for (Parameter parameter : model.parameters()) {
      for (int i = 0; i < parameter.value().size(); i++) {
        values.add(parameter.value().get(i));
      }
    }
    return values;
  }
}
