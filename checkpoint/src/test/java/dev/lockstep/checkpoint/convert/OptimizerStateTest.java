package dev.lockstep.checkpoint.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Flag;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.Order;
import dev.lockstep.checkpoint.Value.Real;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Text;
import dev.lockstep.checkpoint.Value.Whole;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {
  private static final Value BETAS =
      new Sequence(Order.TUPLE, List.of(new Real(0.9), new Real(0.999)));
  private static final Map<String, Value> OPTIONS =
      Map.of(
          "lr", new Real(0.1),
          "betas", BETAS,
          "amsgrad", new Flag(false),
          "momentum", new Real(0.9),
          "centered", new Flag(false));

  private final KeyReport report = new KeyReport();

  static Stream<StatePair> pairs() {
    return StatePair.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void whatIsCarriedOverComesBackBitForBit(StatePair pair) {
    Dict state = state(pair);
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    Map<String, Value> tensors = conversion.toMindSpore(state, OptionalLong.of(5));
    Map<String, Value> options = new LinkedHashMap<>(OPTIONS);
    if (pair.refused().containsKey("momentum_buffer")) {
      options.put("momentum", new Real(0));
    }
    MindSporeFile file = new MindSporeFile(tensors, false);
    Dict back = conversion.toTorch(file, options, options.keySet());
    assertEquals(state.get("state"), back.get("state"));
  }

  /** Two parameters, every slot that the options ask for, five steps. */
  private static Dict state(StatePair pair) {
    Map<Value, Value> states = new LinkedHashMap<>();
    for (int parameter = 0; parameter < 2; parameter++) {
      Map<Value, Value> own = new LinkedHashMap<>();
      if (!pair.counter().isEmpty() && !pair.torch().endsWith("SGD")) {
        own.put(new Text("step"), Array.of(StoredTensor.scalar(5, ElementType.F32)));
      }
      float first = parameter + 0.1f;
      List<Long> shape = parameter == 0 ? List.of(3L, 1L) : List.of(3L);
      pair.slots().keySet().stream()
          .filter(key -> List.of("", "momentum").contains(pair.under().getOrDefault(key, "")))
          .forEach(key -> own.put(new Text(key), slot(key.hashCode() * first, shape)));
      states.put(Whole.of(parameter), new Dict(Mapping.DICT, own, Map.of()));
    }
    return stateDict(states);
  }

  private static Array slot(float value, List<Long> shape) {
    float[] values = {value, -value, 1e-40f};
    return Array.of(StoredTensor.of(Tensor.of(values)).reshaped(shape));
  }

  private static Dict stateDict(Map<Value, Value> states) {
    Map<Value, Value> group = new LinkedHashMap<>();
    group.put(new Text("betas"), BETAS);
    group.put(new Text("params"), new Sequence(Order.LIST, List.of(Whole.of(0), Whole.of(1))));
    return stateDict(states, List.of(group));
  }

  private static Dict stateDict(Map<Value, Value> states, List<Map<Value, Value>> groups) {
    Map<Value, Value> state = new LinkedHashMap<>();
    state.put(new Text("state"), new Dict(Mapping.DICT, states, Map.of()));
    List<Value> all =
        groups.stream().map(group -> (Value) new Dict(Mapping.DICT, group, Map.of())).toList();
    state.put(new Text("param_groups"), new Sequence(Order.LIST, all));
    return new Dict(Mapping.DICT, state, Map.of());
  }

  private static ParameterNames names() {
    return ParameterNames.ofTorch(model(), Map.of("emb.weight", "emb.embedding_table"));
  }

  private static Map<String, StoredTensor> model() {
    Map<String, StoredTensor> model = new LinkedHashMap<>();
    model.put("emb.weight", StoredTensor.of(ElementType.U8, List.of(3L, 1L), new byte[3]));
    model.put("norm.weight", StoredTensor.of(ElementType.U8, List.of(3L), new byte[3]));
    model.put("norm.running_mean", StoredTensor.of(ElementType.U8, List.of(3L), new byte[3]));
    model.put("norm.num_batches_tracked", StoredTensor.scalar(1, ElementType.I64));
    return model;
  }

  @Test
  void normLayersGetMindSporesNames() {
    assertEquals(
        List.of("emb.embedding_table", "norm.gamma", "norm.moving_mean"),
        List.copyOf(names().toMindSpore(model(), report).keySet()));
    assertEquals(List.of("emb.weight", "norm.weight"), names().parameters());
    assertTrue(
        report
            .lines()
            .contains(
                new KeyReport.Line(
                    KeyReport.Fate.LEFT_OUT,
                    "norm.num_batches_tracked",
                    "",
                    "the other side keeps no such tensor")));
  }

  @Test
  void mindSporesNamesGiveTorchsBack() {
    List<String> saved = List.of("emb.embedding_table", "norm.gamma", "norm.beta", "fc.weight");
    assertEquals(
        List.of("emb.weight", "norm.weight", "norm.bias", "fc.weight"),
        ParameterNames.ofMindSpore(saved, Map.of()).parameters());
  }

  @Test
  void theBetaPowersAreMindSporesOwnProducts() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    Map<String, Value> tensors =
        new OptimizerState(pair, names(), report).toMindSpore(state(pair), OptionalLong.empty());
    float power = 0.9f * 0.9f * 0.9f * 0.9f * 0.9f;
    assertEquals(Array.of(StoredTensor.scalar(power, ElementType.F32)), tensors.get("beta1_power"));
  }

  @Test
  void otherBetasThanTheRunHadAreRefused() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    MindSporeFile file =
        new MindSporeFile(conversion.toMindSpore(state(pair), OptionalLong.empty()), false);
    Map<String, Value> options = new LinkedHashMap<>(OPTIONS);
    options.put("betas", new Sequence(Order.TUPLE, List.of(new Real(0.8), new Real(0.999))));
    refused("0.8 to the power of 5", () -> conversion.toTorch(file, options, Set.of()));
  }

  @Test
  void stateWithoutACounterpartIsRefusedWithTheReason() {
    StatePair pair = StatePair.of("torch.optim.RMSprop", "mindspore.nn.RMSProp").orElseThrow();
    Map<Value, Value> states = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      Map<Value, Value> own = new LinkedHashMap<>();
      own.put(new Text("step"), Array.of(StoredTensor.scalar(5, ElementType.F32)));
      own.put(new Text("square_avg"), slot(1, i == 0 ? List.of(3L, 1L) : List.of(3L)));
      own.put(new Text("momentum_buffer"), own.get(new Text("square_avg")));
      states.put(Whole.of(i), new Dict(Mapping.DICT, own, Map.of()));
    }
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    refused(
        "lr times the momentum",
        () -> conversion.toMindSpore(stateDict(states), OptionalLong.empty()));
  }

  @Test
  void parametersThatWereSteppedDifferentlyAreRefused() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    Dict state = state(pair);
    Dict second =
        (Dict) Objects.requireNonNull(((Dict) state.get("state")).entries().get(Whole.of(1)));
    second.entries().put(new Text("step"), Array.of(StoredTensor.scalar(4, ElementType.F32)));
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    refused("one counter", () -> conversion.toMindSpore(state, OptionalLong.empty()));
  }

  @Test
  void sgdCountsNoStepsSoTheyMustBeGiven() {
    StatePair pair = StatePair.of("torch.optim.SGD", "mindspore.nn.Momentum").orElseThrow();
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    refused("how many", () -> conversion.toMindSpore(state(pair), OptionalLong.empty()));
  }

  /** Adam's state of both parameters, in groups that name them in the other order. */
  private static Dict swapped(boolean named) {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    Map<Value, Value> own = ((Dict) state(pair).get("state")).entries();
    Map<Value, Value> states = new LinkedHashMap<>();
    states.put(Whole.of(0), Objects.requireNonNull(own.get(Whole.of(1))));
    states.put(Whole.of(1), Objects.requireNonNull(own.get(Whole.of(0))));
    return stateDict(
        states, List.of(group(0, "norm.weight", named), group(1, "emb.weight", named)));
  }

  private static Map<Value, Value> group(int index, String name, boolean named) {
    Map<Value, Value> group = new LinkedHashMap<>();
    group.put(new Text("betas"), BETAS);
    group.put(new Text("params"), new Sequence(Order.LIST, List.of(Whole.of(index))));
    if (named) {
      group.put(new Text("param_names"), new Sequence(Order.LIST, List.of(new Text(name))));
    }
    return group;
  }

  @Test
  void groupsInAnotherOrderThanTheModelGoByTheirNames() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    Map<String, Value> straight =
        new OptimizerState(pair, names(), report).toMindSpore(state(pair), OptionalLong.empty());
    assertEquals(
        straight,
        new OptimizerState(pair, names(), report).toMindSpore(swapped(true), OptionalLong.empty()));
    ParameterNames ordered = names().inOrder(List.of("norm.*", "*"));
    assertEquals(
        straight,
        new OptimizerState(pair, ordered, report)
            .toMindSpore(swapped(false), OptionalLong.empty()));
  }

  @Test
  void anOrderThatIsNotKnownIsRefused() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    refused(
        Rule.TORCH_LAYOUT,
        "2 groups and no names",
        () -> conversion.toMindSpore(swapped(false), OptionalLong.empty()));
    OptimizerState wrong =
        new OptimizerState(pair, names().inOrder(List.of("emb.*", "norm.*")), report);
    refused(
        Rule.TORCH_LAYOUT,
        "exp_avg has the shape [3], 'emb.weight' of the model [3, 1]",
        () -> wrong.toMindSpore(swapped(false), OptionalLong.empty()));
    refused(Rule.TORCH_LAYOUT, "'fc.*' takes no tensor", () -> names().inOrder(List.of("fc.*")));
  }

  @Test
  void stepsThatTheFileContradictsAreRefused() {
    StatePair pair = StatePair.of("torch.optim.Adam", "mindspore.nn.Adam").orElseThrow();
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    refused(
        "4 steps are said to be made, the file counts 5",
        () -> conversion.toMindSpore(state(pair), OptionalLong.of(4)));
    refused(
        "no step was made yet",
        () -> conversion.toMindSpore(stateDict(Map.of()), OptionalLong.empty()));
  }

  @Test
  void momentumThatTorchWouldForgetIsRefusedUnlessItIsKnownToBeOff() {
    StatePair pair =
        StatePair.of("torch.optim.SGD", "mindspore.experimental.optim.SGD").orElseThrow();
    OptimizerState conversion = new OptimizerState(pair, names(), report);
    MindSporeFile file =
        new MindSporeFile(conversion.toMindSpore(state(pair), OptionalLong.empty()), false);
    Map<String, Value> options = new LinkedHashMap<>(OPTIONS);
    options.put("momentum", new Real(0));
    refused("--set momentum", () -> conversion.toTorch(file, options, Set.of()));
    Dict said = conversion.toTorch(file, options, Set.of("momentum"));
    Map<Value, Value> states = ((Dict) said.get("state")).entries();
    assertTrue(((Dict) Objects.requireNonNull(states.get(Whole.of(0)))).entries().isEmpty());
  }

  @Test
  void aTensorThatTheClassAlwaysSavesMustBeThere() {
    StatePair adagrad = StatePair.of("torch.optim.Adagrad", "mindspore.nn.Adagrad").orElseThrow();
    StatePair sgd = StatePair.of("torch.optim.SGD", "mindspore.nn.SGD").orElseThrow();
    MindSporeFile file =
        new MindSporeFile(
            new OptimizerState(adagrad, names(), report)
                .toMindSpore(state(adagrad), OptionalLong.empty()),
            false);
    refused(
        "no tensor 'stat.",
        () -> new OptimizerState(sgd, names(), report).toTorch(file, OPTIONS, Set.of("momentum")));
  }

  private static void refused(String reason, Runnable conversion) {
    refused(Rule.NOT_EXPRESSIBLE, reason, conversion);
  }

  private static void refused(Rule rule, String reason, Runnable conversion) {
    CheckpointException refusal = assertThrows(CheckpointException.class, conversion::run);
    assertEquals(rule, refusal.rule());
    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
  }
}
