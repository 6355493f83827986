package dev.lockstep.config.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.Quantity;
import dev.lockstep.config.schedule.Simulator;
import dev.lockstep.config.schedule.Timeline;
import dev.lockstep.config.schedule.When;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.SGD;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConverterTest {
  private static final String TORCH =
      "{framework: torch, api: optim.SGD, options: {lr: 0.5}, parameters: [{name: a, shape: [2]}, {name: b, shape: [2]}]%s}";
  private static final String MINDSPORE =
      "{framework: mindspore, api: nn.Momentum, options: {learning_rate: 0.5, momentum: 0.9},"
          + " parameters: [{name: a, shape: [2]}, {name: b, shape: [2]}, {name: c, shape: [2]}]%s}";

  private static Converted convert(String yaml, String rest, String to, int steps) {
    return Converter.convert(Definitions.fromYaml(yaml.formatted(rest)), to, steps);
  }

  private static List<String> ids(Converted converted) {
    return converted.notes().stream().map(Note::id).toList();
  }

  private static Timeline play(Definition definition, int steps) {
    int interval = definition.schedulerInterval();
    When when = interval > 1 ? When.AFTER_EPOCH : When.AFTER_STEP;
    return Simulator.of(definition, when, e -> 1.0).run(Loop.ofSteps(steps, interval));
  }

  /** A list of rates would keep the rate and lose the momentum. */
  @Test
  void momentumThatMovesWithTheRateIsRefused() {
    String torch = TORCH.replace("{lr: 0.5}", "{lr: 0.5, momentum: 0.9}");
    String cycle =
        ", schedulers: [{api: OneCycleLR, args: {max_lr: 0.5, total_steps: 20, cycle_momentum: %s}}]";
    for (String other : List.of("mindspore", "oneflow")) {
      Converted moved = convert(torch, cycle.formatted("true"), other, 20);
      assertTrue(moved.isRefused());
      assertEquals(List.of("moving-momentum"), ids(moved));
      assertEquals(1, convert(torch, cycle.formatted("false"), other, 20).definitions().size());
    }
    String still =
        ", schedulers: [{api: CyclicLR, args: {base_lr: 0.1, max_lr: 0.5, base_momentum: 0.8,"
            + " max_momentum: 0.8}}]";
    assertEquals(List.of("moving-momentum"), ids(convert(torch, still, "mindspore", 20)));
  }

  /** The loop's metric decides: rates that were played with some metric are no rates of it. */
  @Test
  void ratesByAMetricAreNoList() {
    String plateau = ", schedulers: [{api: ReduceLROnPlateau, args: {patience: 2}}]";
    Converted refused = convert(TORCH, plateau, "mindspore", 20);
    assertTrue(refused.isRefused());
    assertEquals(List.of("rates-by-metric"), ids(refused));
    Definition oneFlow = convert(TORCH, plateau, "oneflow", 20).definitions().get(0);
    assertEquals("optim.lr_scheduler.ReduceLROnPlateau", oneFlow.schedulers().get(0).api());
  }

  @Test
  void aTableForAllGroupsIsOneFunction() {
    String warm =
        "{framework: mindspore, api: nn.Momentum, options: {learning_rate: {schedule: nn.WarmUpLR,"
            + " args: {learning_rate: 0.1, warmup_steps: 5}}, momentum: 0.9, weight_decay: 0.1},"
            + " parameters: [{name: a, shape: [2]}, {name: a.beta, shape: [2]}]%s}";
    Definition torch = convert(warm, "", "torch", 8).definitions().get(0);
    assertEquals(2, torch.groups().size());
    assertEquals(2, play(torch, 8).groups());
  }

  @Test
  void onlyATensorIsToldToBecomeANumber() {
    String patterns = ", groups: [{params: ['a*'], lr: 0.1}, {params: ['*']}]";
    assertEquals(List.of(), ids(convert(TORCH, patterns, "mindspore", 0)));
  }

  @Test
  void parametersAreAskedFor() {
    Definition bare = Definition.of("torch", "optim.SGD", Map.of("lr", 0.1), List.of());
    Converted refused = Converter.convert(bare, "mindspore", 0);
    assertTrue(refused.isRefused());
    assertEquals(List.of("no-parameters"), ids(refused));
  }

  @Test
  void aDecayThatMovesIsNoFunctionInOneFlow() {
    String decay =
        TORCH.replace("{lr: 0.5}", "{lr: 0.5, weight_decay: {fn: table, values: [0.1, 0.2]}}");
    assertEquals(List.of("moving-decay"), ids(convert(decay, "", "oneflow", 4)));
  }

  @Test
  void clippingLossScaleAndAccumulationAreKeptBothWays() {
    String step =
        ", clipping: [{api: nn.utils.clip_grad_norm_, args: {max_norm: 1.0}}, {api:"
            + " nn.utils.clip_grad_value_, args: {clip_value: 0.5}}], loss_scale: {api:"
            + " amp.GradScaler, args: {init_scale: 1024.0, growth_factor: 2.0, backoff_factor: 0.5,"
            + " growth_interval: 100}}, accumulation: 4";
    Converted there = convert(TORCH, step, "mindspore", 0);
    assertEquals(List.of("clip-norm-order", "loss-scale-floor"), ids(there));
    Definition mindSpore = there.definitions().get(0);
    assertEquals("ops.clip_by_norm", mindSpore.step().clipping().get(0).api());
    assertEquals(
        Map.of("clip_value_min", -0.5, "clip_value_max", 0.5),
        mindSpore.step().clipping().get(1).args());
    assertEquals(
        Map.of("scale_value", 1024.0, "scale_factor", 2, "scale_window", 100),
        mindSpore.step().lossScale().orElseThrow().args());
    Definition back = Converter.convert(mindSpore, "torch", 0).definitions().get(0);
    assertEquals(Definitions.fromYaml(TORCH.formatted(step)).step(), back.step());
  }

  @Test
  void whatIsNotExactIsRefusedWithItsReason() {
    String global = ", clipping: [{api: ops.clip_by_global_norm, args: {clip_norm: 1.0}}]";
    assertEquals(List.of("clip-without-epsilon"), ids(convert(MINDSPORE, global, "torch", 0)));
    String fixed = ", loss_scale: {api: amp.StaticLossScaler, args: {scale_value: 2.0}}";
    assertEquals(List.of("static-loss-scale"), ids(convert(MINDSPORE, fixed, "torch", 0)));
    String backoff = ", loss_scale: {api: amp.GradScaler, args: {backoff_factor: 0.25}}";
    assertTrue(convert(TORCH, backoff, "mindspore", 0).isRefused());
  }

  @Test
  void severalOptimizersCannotShareANormOfAllGradients() {
    String split =
        ", groups: [{params: [a], momentum: 0.5}, {params: [b]}], clipping: [{api:"
            + " nn.utils.clip_grad_norm_, args: {max_norm: 1.0}%s}]";
    Converted shared = convert(TORCH, split.formatted(""), "mindspore", 0);
    assertTrue(shared.isRefused() && ids(shared).contains("split-step"));
    Converted each = convert(TORCH, split.formatted(", each: true"), "mindspore", 0);
    assertEquals(2, each.definitions().size());
  }

  @Test
  void aMovingWeightDecayBecomesAFunctionOfTheStep() {
    String moving =
        ", groups: [{params: [a, c], weight_decay: {schedule: nn.CosineDecayLR, args: {min_lr: 0.0,"
            + " max_lr: 0.5, decay_steps: 4}}}, {params: [b]}]";
    Converted there = convert(MINDSPORE, moving, "torch", 6);
    Definition torch = there.definitions().get(0);
    Timeline source = play(Definitions.fromYaml(MINDSPORE.formatted(moving)), 6);
    Timeline target = play(torch, 6);
    for (int step = 0; step < 6; step++) {
      assertEquals(
          source.values(Quantity.WEIGHT_DECAY, 0)[step],
          target.values(Quantity.WEIGHT_DECAY, 0)[step]);
    }
    assertEquals(
        List.of("moving-decay"),
        ids(Converter.convert(torch, "mindspore", 6)).stream()
            .filter(id -> id.startsWith("moving"))
            .toList());
  }

  @Test
  void ratesOfGroupsOfSeveralParametersMoveTogether() {
    String moving =
        ", groups: [{params: [a, c], lr: {schedule: nn.CosineDecayLR, args: {min_lr: 0.0, max_lr:"
            + " 0.5, decay_steps: 4}}}, {params: [b]}, {order_params: [b, a, c]}]";
    Definition torch = convert(MINDSPORE, moving, "torch", 6).definitions().get(0);
    Timeline source = play(Definitions.fromYaml(MINDSPORE.formatted(moving)), 6);
    Timeline target = play(torch, 6);
    for (int step = 0; step < 6; step++) {
      assertEquals(source.rates(1)[step], target.rates(0)[step]); // a is second in the order
      assertEquals(source.rates(0)[step], target.rates(1)[step]);
    }
  }

  @Test
  void anExactScheduleIsPreferredToAListAndANearOneNamed() {
    String stairs = ", schedulers: [{api: MultiStepLR, args: {milestones: [2, 4], gamma: 0.5}}]";
    Definition exact = convert(TORCH, stairs, "mindspore", 8).definitions().get(0);
    Map<?, ?> rate = assertInstanceOf(Map.class, exact.options().get("learning_rate"));
    assertEquals("nn.piecewise_constant_lr", rate.get("schedule"));
    Definition source = Definitions.fromYaml(TORCH.formatted(stairs));
    assertTrue(play(source, 8).rates(0)[7] == play(exact, 8).rates(0)[7]);
    String cosine = ", schedulers: [{api: CosineAnnealingLR, args: {T_max: 8}}]";
    Converted near = convert(TORCH, cosine, "mindspore", 8);
    assertTrue(ids(near).contains("rates-as-list"), ids(near).toString());
    assertInstanceOf(List.class, near.definitions().get(0).options().get("learning_rate"));
  }

  @Test
  void petTrainsAsTorchDoes() {
    Definition pet =
        Definitions.fromYaml(
            """
            SOLVER:
              OPTIMIZER:
                {TYPE: SGD, BASE_LR: 0.5, BIAS_LR_FACTOR: 2, WEIGHT_DECAY: 0.25,
                 CLIP_GRADIENTS: {ENABLED: true, CLIP_TYPE: norm, CLIP_VALUE: 0.5}}
              SCHEDULER:
                {POLICY: COSINE, TOTAL_EPOCHS: 4, WARM_UP_EPOCHS: 1}
            parameters:
              - {name: fc.weight, shape: [2]}
              - {name: fc.bias, shape: [2]}
              - {name: bn.bias, shape: [2], kind: norm}
            steps_per_epoch: 3
            """);
    Definition torch = Converter.convert(pet, "torch", 0).definitions().get(0);
    assertEquals(3, torch.groups().size());
    Timeline left = play(pet, 12);
    Timeline right = play(torch, 12);
    assertEquals(Optional.empty(), left.firstDifference(right, DType.F64));
    assertTrue(torch.step().clipping().get(0).each());
    Converted mindSpore = Converter.convert(pet, "mindspore", 12);
    assertEquals("mindspore", mindSpore.definitions().get(0).framework());
    assertEquals("pet-as-torch", ids(mindSpore).get(0));
  }

  @Test
  void aPetDefinitionIsBuilt() {
    Definition pet =
        Definitions.fromJson(
            "{\"framework\":\"pet\",\"api\":\"SOLVER\",\"options\":{\"SCHEDULER\":{\"TOTAL_ITERS\":9}},"
                + "\"parameters\":[{\"name\":\"a\"}]}");
    Parameter a = new Parameter("a", Tensor.of(new float[1]));
    SGD sgd = assertInstanceOf(SGD.class, Builder.build(pet, List.of(a)));
    assertEquals(1, Builder.schedulers(pet, sgd).size());
    assertEquals(pet, Definitions.fromYaml(Definitions.toYaml(pet)));
  }
}
