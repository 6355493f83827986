package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  @Test
  void printsALineForEachGroup() {
    List<Group> groups = List.of(Group.of(one(example()), lr(0.5)), Group.of(one(example())));
    assertEquals(
        """
        torch.optim.SGD
          lr=0.5, momentum=0.9, dampening=0.0, weight_decay=0.0, nesterov=false, maximize=false, \
        differentiable=false; parameters: 1
          lr=0.25, momentum=0.9, dampening=0.0, weight_decay=0.0, nesterov=false, maximize=false, \
        differentiable=false; parameters: 1""",
        new SGD(groups, lr(0.25), momentum(0.9)).toString());
  }

  @Test
  void groupsTakeTheOptimizersOptionsWhereTheyHaveNone() {
    SGD sgd =
        new SGD(
            List.of(Group.of(one(example()), lr(0.5)), Group.of(one(example()))),
            lr(0.25),
            momentum(0.9));
    assertEquals(0.5, sgd.paramGroups().get(0).get(LR));
    assertEquals(0.25, sgd.paramGroups().get(1).get(LR));
    assertEquals(0.9, sgd.paramGroups().get(0).get(TorchOptions.MOMENTUM));
  }

  @Test
  void groupValuesAreNotCheckedAsInTorch() {
    Parameter p = parameter(1);
    SGD sgd = new SGD(List.of(Group.of(one(p), lr(-1))));
    step(sgd, 1);
    assertValues(p.value(), 0, 2);
  }

  @Test
  void parametersAndGroupsAreRefusedAsInTorch() {
    assertEquals("optimizer got an empty parameter list", refusal(() -> new SGD(List.of())));
    new SGD(List.of(Group.of(List.of())));
    Parameter p = example();
    assertEquals(
        "some parameters appear in more than one parameter group: p",
        refusal(() -> new SGD(List.of(Group.of(one(p)), Group.of(one(p))))));
    assertEquals(
        "param_group must be a dict: give parameters or groups, not both in one list",
        refusal(() -> new SGD(List.of(p, Group.of(one(p))))));
    SGD sgd = new SGD(one(p));
    assertEquals(
        "some parameters appear in more than one parameter group: p",
        refusal(() -> sgd.addParamGroup(Group.of(one(p)))));
  }

  @Test
  void aParameterThatStandsTwiceInItsGroupIsUpdatedTwice() {
    Parameter p = parameter(1);
    Adam adam = new Adam(List.of(p, p), lr(0.25));
    step(adam, 1);
    assertEquals(2, Hand.state(adam, p, "step").get(0));
    assertValues(p.value(), 1e-7, 0.5);
    assertEquals(List.of(0, 0), adam.stateDict().paramGroups().get(0).get("params"));
  }

  @Test
  void anAddedGroupIsUpdatedToo() {
    Parameter first = parameter(1);
    Parameter second = parameter(1);
    SGD sgd = new SGD(one(first), lr(0.5));
    sgd.addParamGroup(Group.of(one(second), lr(0.25)));
    second.setGrad(Tensor.of(new double[] {1}));
    step(sgd, 1);
    assertValues(first.value(), 0, 0.5);
    assertValues(second.value(), 0, 0.75);
    assertEquals(List.of(1), sgd.stateDict().paramGroups().get(1).get("params"));
  }

  @Test
  void theClosureIsEvaluatedBeforeTheUpdate() {
    Parameter p = parameter(3);
    SGD sgd = new SGD(one(p), lr(0.5));
    double loss =
        sgd.step(
            () -> {
              p.setGrad(Tensor.of(new double[] {p.value().get(0)}));
              return p.value().get(0);
            });
    assertEquals(3, loss);
    assertValues(p.value(), 0, 1.5);
  }

  @Test
  void zeroGradForgetsOrFillsGradients() {
    Parameter p = parameter(1);
    SGD sgd = new SGD(one(p), lr(1), weightDecay(0.5));
    step(sgd, 0);
    assertValues(p.value(), 0, 0.5);
    sgd.zeroGrad(false);
    sgd.step();
    assertValues(p.value(), 0, 0.25);
    sgd.zeroGrad();
    assertFalse(p.hasGrad());
    sgd.step();
    assertValues(p.value(), 0, 0.25);
  }

  @Test
  void aMistypedOptionIsRefusedWithTheNearest() {
    assertEquals(
        "torch.optim.Adam has no option \"momentum\"; its options are lr, betas, eps,"
            + " weight_decay, amsgrad, foreach, maximize, capturable, differentiable, fused,"
            + " decoupled_weight_decay.",
        refusal(() -> new Adam(one(example()), momentum(0.9))));
  }

  @Test
  void aLoadedStateBringsItsOptionsAlong() {
    Adam trained = new Adam(one(example()), lr(0.5), amsgrad(true));
    step(trained, 1, 2, 3);
    Parameter p = example();
    Adam fresh = new Adam(one(p), fused(true));
    fresh.loadStateDict(trained.stateDict());
    assertEquals(0.5, fresh.paramGroups().get(0).get(LR));
    assertFalse(fresh.paramGroups().get(0).options().has(FUSED));
    assertEquals(
        List.of("step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
        List.copyOf(fresh.state(p).keySet()));
  }

  @Test
  void aSavedStateIsACopyBothWays() {
    Parameter p = example();
    Adam adam = new Adam(one(p));
    step(adam, 1, 2, 3);
    StateDict saved = adam.stateDict();
    Tensor kept = Hand.tensor(state(saved), "exp_avg");
    double before = kept.get(0);
    step(adam, 1, 2, 3);
    assertEquals(before, kept.get(0));
    adam.loadStateDict(saved);
    step(adam, 1, 2, 3);
    assertEquals(before, kept.get(0));
    assertNotEquals(before, Hand.state(adam, p, "exp_avg").get(0));
  }

  @Test
  void plainValuesOfACheckpointAreRead() {
    Parameter p = new Parameter("p", Tensor.of(new float[] {1, 2}));
    Adam adam = new Adam(one(p));
    StateDict saved =
        new StateDict(
            Map.of(
                7,
                Map.of(
                    "step", 3,
                    "exp_avg", Tensor.of(new double[] {0.1, 0.2}),
                    "exp_avg_sq", Tensor.of(new double[] {0.1, 0.2}))),
            List.of(
                Map.of(
                    "lr",
                    1,
                    "betas",
                    List.of(0.5, 0.75),
                    "nickname",
                    "first",
                    "params",
                    List.of(7))));
    adam.loadStateDict(saved);
    assertEquals(1.0, adam.paramGroups().get(0).get(LR));
    assertEquals(new Betas(0.5, 0.75), adam.paramGroups().get(0).get(BETAS));
    assertEquals("first", adam.stateDict().paramGroups().get(0).get("nickname"));
    assertEquals(3, Hand.state(adam, p, "step").get(0));
    assertEquals(DType.F32, Hand.state(adam, p, "exp_avg").dtype());
    assertValues(Hand.state(adam, p, "exp_avg"), 0, 0.1f, 0.2f);
  }

  @Test
  void statesThatDoNotFitAreRefused() {
    Adam adam = new Adam(one(example()));
    step(adam, 1, 2, 3);
    StateDict saved = adam.stateDict();
    assertEquals(
        "loaded state dict has a different number of parameter groups: it has 0, the optimizer 1",
        refusal(() -> adam.loadStateDict(new StateDict(Map.of(), List.of()))));
    assertEquals(
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's"
            + " group: group 0 has 2 parameters, the optimizer's 1",
        refusal(() -> adam.loadStateDict(changed(saved, "params", List.of(0, 1)))));
    assertEquals(
        "option lr must be a number, got \"high\"",
        refusal(() -> adam.loadStateDict(changed(saved, "lr", "high"))));
    assertEquals(
        "loaded state dict has state of parameter 3, which is in no group",
        refusal(() -> adam.loadStateDict(new StateDict(Map.of(3, Map.of()), saved.paramGroups()))));
    assertEquals(
        "exp_avg of p must be f64[3], got f64[2]",
        refusal(() -> adam.loadStateDict(replaced(saved, "exp_avg", Tensor.of(new double[2])))));
    Map<String, Object> missing = new LinkedHashMap<>(state(saved));
    missing.remove("exp_avg_sq");
    assertEquals(
        "state of p has no exp_avg_sq; it has [step, exp_avg]",
        refusal(() -> adam.loadStateDict(new StateDict(Map.of(0, missing), saved.paramGroups()))));
    assertEquals(
        "state of p has sum, which torch.optim.Adam does not keep",
        refusal(() -> adam.loadStateDict(replaced(saved, "sum", 1.0))));
  }

  private static Map<String, Object> state(StateDict saved) {
    return saved.state().getOrDefault(0, Map.of());
  }

  private static StateDict changed(StateDict saved, String key, Object value) {
    List<Map<String, Object>> groups = new ArrayList<>();
    groups.add(new LinkedHashMap<>(saved.paramGroups().get(0)));
    groups.get(0).put(key, value);
    return new StateDict(saved.state(), groups);
  }

  private static StateDict replaced(StateDict saved, String key, Object value) {
    Map<String, Object> state = new LinkedHashMap<>(state(saved));
    state.put(key, value);
    return new StateDict(Map.of(0, state), saved.paramGroups());
  }

  @Test
  void whatTorchCannotConvertIsRefusedBeforeAnythingChanges() {
    Parameter p = new Parameter("p", Tensor.zeros(DType.F32, 1));
    SGD sgd = new SGD(Hand.one(p), lr(1e39));
    p.setGrad(Tensor.zeros(DType.F32, 1));
    assertEquals(
        "value cannot be converted to type float without overflow: 1.0E39",
        Hand.refusal(sgd::step));
    assertEquals(0, p.value().get(0));
    sgd.paramGroups().get(0).set(LR, 0.1);
    sgd.step();
  }
}
