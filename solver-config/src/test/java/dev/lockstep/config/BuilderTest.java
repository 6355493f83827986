package dev.lockstep.config;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuilderTest {
  private final List<Parameter> model =
      List.of(
          new Parameter("fc.weight", Tensor.of(new float[6], 2, 3)),
          new Parameter("fc.bias", Tensor.of(new float[2])),
          new Parameter("out.bias", Tensor.of(new float[1])));

  private Optimizer build(String json) {
    return Builder.build(Optimizer.class, Definitions.fromJson(json.replace('\'', '"')), model);
  }

  @Test
  void aFlatDefinitionTakesAllParameters() {
    Optimizer optimizer =
        build("{'framework':'torch','api':'SGD','options':{'lr':1,'momentum':0.9}}");

    assertEquals(SGD.class, optimizer.getClass());
    assertEquals(model, optimizer.paramGroups().get(0).params());
    assertEquals(1.0, optimizer.paramGroups().get(0).get(LR));
    assertEquals(0.9, optimizer.paramGroups().get(0).get(MOMENTUM));
  }

  @Test
  void aPatternTakesWhatNoOtherGroupTook() {
    Optimizer optimizer =
        build(
            "{'framework':'torch','api':'torch.optim.SGD','groups':["
                + "{'params':['*.bias'],'weight_decay':0.0},{'params':['*'],'weight_decay':0.1}]}");

    assertEquals(model.subList(1, 3), optimizer.paramGroups().get(0).params());
    assertEquals(model.subList(0, 1), optimizer.paramGroups().get(1).params());
    assertEquals(0.1, optimizer.paramGroups().get(1).get(WEIGHT_DECAY));
  }

  @Test
  void ranksSelect() {
    Optimizer optimizer =
        build(
            "{'framework':'torch','api':'SGD','groups':[{'params':['rank=1']},"
                + "{'params':['fc.weight']}]}");

    assertEquals(model.subList(1, 3), optimizer.paramGroups().get(0).params());
  }

  @Test
  void extraOptionsReachTheConstructor() {
    Definition definition = Definition.of("torch", "SGD", java.util.Map.of(), List.of());

    assertEquals(
        Arithmetic.COMMON,
        Builder.build(Optimizer.class, definition, model, Arithmetic.COMMON).arithmetic());
  }

  @Test
  void noneMeansNotGiven() {
    assertEquals(
        0.001,
        build("{'framework':'torch','api':'SGD','options':{'foreach':null}}")
            .paramGroups()
            .get(0)
            .get(LR));
  }

  @Test
  void aWrongTypeIsNamed() {
    assertMessage(
        "option lr must be a number, got \"fast\"",
        "{'framework':'torch','api':'SGD','options':{'lr':'fast'}}");
    assertMessage(
        "groups[0]: option lr must be a number, got true",
        "{'framework':'torch','api':'SGD','groups':[{'params':['*'],'lr':true}]}");
  }

  @Test
  void unknownNamesAreRefusedWithTheNearest() {
    assertMessage(
        "groups[0]: there is no parameter \"fc.biass\". Did you mean \"fc.bias\"?",
        "{'framework':'torch','api':'SGD','groups':[{'params':['fc.biass']}]}");
    assertMessage("Lockstep has no class for torch.optim.Sgd", "{'framework':'torch','api':'Sgd'}");
    assertMessage(
        "Lockstep has no class for torch.optim.Optimizer",
        "{'framework':'torch','api':'Optimizer'}");
  }

  private void assertMessage(String message, String json) {
    assertEquals(message, assertThrows(OptionException.class, () -> build(json)).getMessage());
  }

  /** Python's None is a value: where the framework has a default it does not stand for it. */
  @Test
  void noneIsNotTheDefault() {
    Definition sgd = Definition.of("torch", "SGD", Map.of("lr", 0.1), List.of());
    Object optimizer = Builder.build(sgd, List.of(new Parameter("w", Tensor.of(new float[1]))));
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("step_size", 3);
    args.put("gamma", null);
    DefinitionException refused =
        assertThrows(
            DefinitionException.class,
            () -> Builder.scheduler("torch", new SchedulerDefinition("StepLR", args), optimizer));
    assertTrue(refused.toString().contains("gamma must not be None"), refused.toString());
  }

  @Test
  void aFloatingNumberOfEpochsIsRefusedWhereTorchRefusesIt() {
    Definition sgd = Definition.of("torch", "SGD", Map.of("lr", 0.1), List.of());
    Object optimizer = Builder.build(sgd, List.of(new Parameter("w", Tensor.of(new float[1]))));
    SchedulerDefinition swa =
        new SchedulerDefinition("SWALR", Map.of("swa_lr", 0.05, "anneal_epochs", 2.0));
    assertThrows(DefinitionException.class, () -> Builder.scheduler("torch", swa, optimizer));
  }
}
