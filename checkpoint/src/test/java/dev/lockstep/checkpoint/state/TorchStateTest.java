package dev.lockstep.checkpoint.state;

import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.etaMin;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.milestones;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.tMax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Recorded;
import dev.lockstep.checkpoint.TorchFile;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.SquareRootProfile;
import dev.lockstep.torch.optim.lrscheduler.CosineAnnealingLR;
import dev.lockstep.torch.optim.lrscheduler.MultiStepLR;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The recorded training: AdamW with amsgrad and two groups, MultiStepLR, three steps. */
class TorchStateTest {
  private final Dict saved = (Dict) TorchFile.read(Recorded.file("adamw.pt"));
  private final List<Parameter> linear = List.of(zeros("0.weight", 2, 3), zeros("0.bias", 2));
  private final List<Parameter> norm = List.of(zeros("1.weight", 2), zeros("1.bias", 2));
  private final AdamW optimizer =
      new AdamW(List.of(Group.of(linear, lr(0.01)), Group.of(norm)), lr(0.1), amsgrad(true));
  private final MultiStepLR scheduler = new MultiStepLR(optimizer, milestones(2, 2, 5), gamma(0.5));

  private static Parameter zeros(String name, int... shape) {
    return new Parameter(name, Tensor.of(new float[size(shape)], shape));
  }

  private static int size(int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return size;
  }

  @Test
  void anOptimizerOfTorchComesBackBitForBit() {
    Dict before = (Dict) saved.get("optimizer");
    TorchState.loadOptimizer(optimizer, before);
    Dict after = TorchState.optimizer(optimizer);
    assertEquals(before.get("state"), after.get("state"));
    assertEquals(groups(before), groups(after));
    assertEquals(after, TorchFile.read(TorchFile.write(after, "archive")));
  }

  /** Groups as dictionaries without an order, as Python compares them. */
  private static List<Map<Value, Value>> groups(Dict optimizer) {
    return ((Value.Sequence) optimizer.get("param_groups"))
        .items().stream().map(group -> ((Dict) group).entries()).toList();
  }

  @Test
  void aSchedulerOfTorchComesBack() {
    Dict before = (Dict) saved.get("scheduler");
    TorchState.loadOptimizer(optimizer, (Dict) saved.get("optimizer"));
    TorchState.loadScheduler(scheduler, before);
    assertEquals(before.entries(), TorchState.scheduler(scheduler).entries());
  }

  @Test
  void aModelOfTorchComesBackBitForBit() {
    Map<Value, Value> entries = new LinkedHashMap<>(((Dict) saved.get("model")).entries());
    entries.keySet().removeIf(key -> key.toString().contains("running"));
    entries.keySet().removeIf(key -> key.toString().contains("num_batches"));
    Dict model = new Dict(Value.Mapping.ORDERED, entries, Map.of());
    List<Parameter> all =
        optimizer.paramGroups().stream().flatMap(g -> g.params().stream()).toList();
    TorchState.loadModel(all, model);
    assertEquals(model, TorchState.model(all));
  }

  @Test
  void whatDoesNotFitIsNamedAndNothingChanges() {
    Dict model = (Dict) saved.get("model");
    var tooMuch =
        assertThrows(CheckpointException.class, () -> TorchState.loadModel(linear, model));
    assertTrue(tooMuch.toString().contains("num_batches_tracked"), tooMuch.toString());
    var missing =
        assertThrows(
            CheckpointException.class,
            () -> TorchState.loadModel(List.of(zeros("2.weight", 2)), model));
    assertTrue(missing.toString().contains("the model has 2.weight"), missing.toString());
    var shape =
        assertThrows(
            CheckpointException.class,
            () ->
                TorchState.loadModel(List.of(zeros("0.bias", 2), zeros("0.weight", 3, 2)), model));
    assertTrue(shape.toString().contains("0.weight is f32[3, 2]"), shape.toString());
    assertEquals(0, linear.get(1).value().get(0));
  }

  @Test
  void anotherOptimizersStateIsRefused() {
    SGD other = new SGD(List.of(Group.of(linear), Group.of(norm)));
    assertThrows(
        RuntimeException.class,
        () -> TorchState.loadOptimizer(other, (Dict) saved.get("optimizer")));
  }

  /** The recorded training with tensors as rates and betas; what its next step gave was printed. */
  @Test
  void ratesInTensorsComeBackAndGoOnBitForBit() {
    Dict tensors = (Dict) TorchFile.read(Recorded.file("tensor-rate.pt"));
    Parameter w = zeros("w", 2, 3);
    Parameter b = zeros("b", 2);
    List<Group> groups = List.of(Group.of(List.of(w)), Group.of(List.of(b)));
    AdamW numbers = new AdamW(groups, lr(0.5), SquareRootProfile.STOCK);
    CosineAnnealingLR cosine = new CosineAnnealingLR(numbers, tMax(7), etaMin(1e-3));
    TorchState.loadModel(List.of(w, b), (Dict) tensors.get("model"));
    TorchState.loadOptimizer(numbers, (Dict) tensors.get("optimizer"));
    TorchState.loadScheduler(cosine, (Dict) tensors.get("scheduler"));
    assertEquals(groups((Dict) tensors.get("optimizer")), groups(TorchState.optimizer(numbers)));
    assertEquals(
        ((Dict) tensors.get("scheduler")).entries(), TorchState.scheduler(cosine).entries());
    w.setGrad(Tensor.of(new float[] {3, 3, 3, 3, 3, 3}, 2, 3));
    b.setGrad(Tensor.of(new float[] {5, 5}));
    numbers.step();
    cosine.step();
    assertEquals("bea85e36 3f2af3ae 3fd50b3b 402a4e50 406a1702 4094efda", words(w));
    assertEquals("3ec5c7be 3ec5c7be", words(b));
    assertArrayEquals(new double[] {0x1.43767ep-5, 0x1.40f58abe9c9b9p-4}, cosine.getLastLr());
  }

  private static String words(Parameter parameter) {
    Tensor value = parameter.value();
    return IntStream.range(0, value.size())
        .mapToObj(i -> "%08x".formatted(value.bits(i)))
        .collect(Collectors.joining(" "));
  }
}
