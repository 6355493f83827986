package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.backboneLrFactor;
import static dev.lockstep.pet.PetOptions.baseLr;
import static dev.lockstep.pet.PetOptions.biasLrFactor;
import static dev.lockstep.pet.PetOptions.clipGradients;
import static dev.lockstep.pet.PetOptions.clipType;
import static dev.lockstep.pet.PetOptions.clipValue;
import static dev.lockstep.pet.PetOptions.enabled;
import static dev.lockstep.pet.PetOptions.relPosBiasLrFactor;
import static dev.lockstep.pet.PetOptions.type;
import static dev.lockstep.pet.PetOptions.weightDecay;
import static dev.lockstep.pet.PetOptions.weightDecayBias;
import static dev.lockstep.pet.PetOptions.weightDecayEmbed;
import static dev.lockstep.pet.PetOptions.weightDecayNorm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Adamax;
import dev.lockstep.torch.optim.RMSprop;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private final List<ModelParameter> model =
      List.of(
          parameter("backbone.conv.weight", "conv"),
          parameter("backbone.bn.weight", "norm"),
          parameter("backbone.bn.bias", "norm"),
          parameter("backbone.attn.relative_position_bias_table", "other"),
          parameter("embed.weight", "embedding"),
          parameter("fc.weight", "linear"),
          parameter("fc.bias", "linear"));

  private static ModelParameter parameter(String name, String kind) {
    return new ModelParameter(new Parameter(name, Tensor.of(new float[] {3, 4})), kind);
  }

  private dev.lockstep.torch.optim.Optimizer build(OptimizerConfig config) {
    return new Optimizer(model, config, OptimizerTypes.STANDARD).build();
  }

  @Test
  void eachParameterIsAGroupWithItsRateAndDecay() {
    var optimizer =
        build(
            OptimizerConfig.of(
                baseLr(1),
                biasLrFactor(2),
                backboneLrFactor(0.5),
                relPosBiasLrFactor(8),
                weightDecay(0.1),
                weightDecayBias(0.2),
                weightDecayNorm(0.3),
                weightDecayEmbed(0.4)));
    assertInstanceOf(SGD.class, optimizer);
    assertEquals(
        List.of(0.5, 0.5, 0.5, 4.0, 1.0, 1.0, 2.0),
        optimizer.paramGroups().stream().map(g -> g.get(TorchOptions.LR)).toList());
    assertEquals(
        List.of(0.1, 0.3, 0.3, 0.1, 0.4, 0.1, 0.2),
        optimizer.paramGroups().stream().map(g -> g.get(TorchOptions.WEIGHT_DECAY)).toList());
  }

  @Test
  void whatIsNotTrainedHasNoGroup() {
    model.get(5).parameter().setRequiresGrad(false);
    assertEquals(6, build(OptimizerConfig.of()).paramGroups().size());
  }

  @Test
  void adamTakesNoGroupsAndRmspropNoBaseRate() {
    var adam = build(OptimizerConfig.of(type("ADAM"), baseLr(0.5), weightDecay(0.25)));
    assertInstanceOf(Adam.class, adam);
    ParamGroup only = adam.paramGroups().get(0);
    assertEquals(7, only.params().size());
    assertEquals(
        List.of(0.5, 0.25),
        List.of(only.get(TorchOptions.LR), only.get(TorchOptions.WEIGHT_DECAY)));
    var rmsprop = build(OptimizerConfig.of(type("RMSPROP"), baseLr(0.5)));
    assertInstanceOf(RMSprop.class, rmsprop);
    assertEquals(0.01, rmsprop.defaults().get(TorchOptions.LR)); // torch's default
    assertEquals(0.5, rmsprop.paramGroups().get(0).get(TorchOptions.LR));
    assertInstanceOf(AdamW.class, build(OptimizerConfig.of(type("ADAMW"))));
  }

  @Test
  void theWholeModelIsClippedAtTheBeginningOfAStep() {
    step(OptimizerConfig.of(baseLr(1), clip("full_model", 1.0)));
    // seven gradients (3, 4): the norm of all is sqrt(7)*5
    float g = (float) (3 / (Math.sqrt(7) * 5));
    assertEquals(g, model.get(5).parameter().grad().get(0), 1e-6);
  }

  @Test
  void oneGradientIsClippedByItsNormOrItsValues() {
    step(OptimizerConfig.of(baseLr(1), clip("norm", 2.5)));
    assertEquals(1.5, model.get(5).parameter().grad().get(0), 1e-6);
    step(OptimizerConfig.of(baseLr(1), clip("value", 3.5)));
    assertArrayEquals(new float[] {3, 3.5f}, model.get(5).parameter().grad().floats());
  }

  private static dev.lockstep.core.Option clip(String clipType, double limit) {
    return clipGradients(ClipGradients.of(enabled(true), clipType(clipType), clipValue(limit)));
  }

  private void step(OptimizerConfig config) {
    var optimizer = build(config);
    model.forEach(p -> p.parameter().setGrad(Tensor.of(new float[] {3, 4})));
    optimizer.step();
  }

  @Test
  void onlySgdAndAdamwClip() {
    OptionException e =
        assertThrows(
            OptionException.class, () -> OptimizerConfig.of(type("ADAM"), clip("value", 1)));
    assertEquals(
        "only SGD and ADAMW support clip gradients: CLIP_GRADIENTS.ENABLED must be false with TYPE"
            + " ADAM",
        e.getMessage());
  }

  @Test
  void ownTypesAreTaken() {
    OptimizerTypes more =
        OptimizerTypes.STANDARD.with(
            "ADAMAX", (groups, all, config, extra) -> new Adamax(groups, extra));
    OptimizerConfig config = OptimizerConfig.of(type("ADAMAX"));
    assertInstanceOf(Adamax.class, new Optimizer(model, config, more).build());
    OptionException e = assertThrows(OptionException.class, () -> build(config));
    assertEquals(
        "pet.SOLVER.OPTIMIZER: TYPE must be one of SGD, ADAMW, ADAM, RMSPROP, got ADAMAX",
        e.getMessage());
  }
}
