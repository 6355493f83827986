package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A refused schedule says where in the definition it stands. */
class LocatedErrorsTest {
  private static final List<Parameter> MODEL = List.of(new Parameter("w", Tensor.of(new float[1])));

  private static SchedulerDefinition of(String api, Map<String, Object> args) {
    return new SchedulerDefinition(api, Map.copyOf(args));
  }

  private static Map<String, Object> child(String api, Map<String, Object> args) {
    return Map.of("api", api, "args", args);
  }

  private static void refused(String message, String framework, SchedulerDefinition... schedulers) {
    boolean torch = framework.equals("torch");
    Definition definition =
        Definition.of(
                framework, torch ? "SGD" : "experimental.optim.SGD", Map.of("lr", 0.1), List.of())
            .withSchedulers(List.of(schedulers));
    Object optimizer = Builder.build(definition, MODEL);
    OptionException refusal =
        assertThrows(OptionException.class, () -> Builder.schedulers(definition, optimizer));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void theSchedulerIsNamedWithItsPlace() {
    refused(
        "schedulers[1]: ConstantLR: Constant multiplicative factor expected to be between 0 and 1,"
            + " got factor 1.5",
        "torch",
        of("StepLR", Map.of("step_size", 3)),
        of("ConstantLR", Map.of("factor", 1.5)));
  }

  @Test
  void aSchedulerInsideAnotherIsNamedWithItsPath() {
    refused(
        "schedulers[0]: SequentialLR: schedulers[1]: CosineAnnealingWarmRestarts: Expected positive"
            + " integer T_0, but got 0",
        "torch",
        of(
            "SequentialLR",
            Map.of(
                "schedulers",
                List.of(
                    child("StepLR", Map.of("step_size", 3)),
                    child("CosineAnnealingWarmRestarts", Map.of("T_0", 0))),
                "milestones",
                List.of(4))));
  }

  @Test
  void aWrongNameOfAnOptionSuggestsTheNearest() {
    refused(
        "schedulers[0]: StepLR: torch.optim.lr_scheduler.StepLR has no option \"stepsize\"; its"
            + " options are step_size, gamma, last_epoch. Did you mean \"step_size\"?",
        "torch",
        of("StepLR", Map.of("stepsize", 3)));
  }

  @Test
  void wholeAndFloatingNumbersAreToldApartWhereMindSporeDoes() {
    refused(
        "schedulers[0]: mindspore.experimental.optim.lr_scheduler.StepLR: gamma must be a float,"
            + " got 1; write 1.0",
        "mindspore",
        of("StepLR", Map.of("step_size", 3, "gamma", 1)));
  }

  @Test
  void wholeAndFloatingNumbersAreToldApartWhereTorchDoes() {
    refused(
        "schedulers[0]: torch.optim.lr_scheduler.OneCycleLR: pct_start must be a float, got 1;"
            + " write 1.0",
        "torch",
        of("OneCycleLR", Map.of("max_lr", 0.1, "total_steps", 9, "pct_start", 1)));
    refused(
        "schedulers[0]: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts: T_mult must be an"
            + " int, got 2.0; write 2",
        "torch",
        of("CosineAnnealingWarmRestarts", Map.of("T_0", 9, "T_mult", 2.0)));
  }

  @Test
  void whatAnOptionTakesIsSaidInWords() {
    refused(
        "schedulers[0]: OneCycleLR: option max_lr must be a list of numbers or a number, got true",
        "torch",
        of("OneCycleLR", Map.of("max_lr", true, "total_steps", 9)));
  }

  @Test
  void anElementOfAListIsNamedWithItsPlace() {
    OptionException refusal =
        assertThrows(
            OptionException.class,
            () ->
                Builder.schedule(
                    "mindspore",
                    Map.of(
                        "schedule",
                        "nn.piecewise_constant_lr",
                        "args",
                        Map.of("milestone", List.of(2, 5), "learning_rates", List.of(0.1, 1)))));
    assertEquals(
        "mindspore.nn.piecewise_constant_lr: learning_rates[1] must be a float, got 1; write 1.0",
        refusal.getMessage());
  }

  @Test
  void aNumberIsNoTruthValueWhereMindSporeRefusesIt() {
    OptionException refusal =
        assertThrows(
            OptionException.class,
            () ->
                Builder.schedule(
                    "mindspore",
                    Map.of(
                        "schedule",
                        "nn.ExponentialDecayLR",
                        "args",
                        Map.of(
                            "learning_rate",
                            0.1,
                            "decay_rate",
                            0.9,
                            "decay_steps",
                            4,
                            "is_stair",
                            1))));
    assertEquals(
        "mindspore.nn.ExponentialDecayLR: is_stair must be true or false, got 1",
        refusal.getMessage());
  }
}
