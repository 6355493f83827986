package dev.lockstep.mindspore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of every optimizer of MindSpore, for random options, parameters and gradients. */
class OptimizerProperties {
  private static final int STEPS = 3;

  // The widest loop of MindSpore's kernels takes 16 floats at a time.
  private static final int BODY = 16;

  @Provide
  Arbitrary<String> searching() {
    return Arbitraries.of("nn.AdamOffload", "nn.ProximalAdagrad", "nn.RMSProp");
  }

  @Provide
  Arbitrary<String> all() {
    return Arbitraries.of(OptimizersUnderTest.ALL);
  }

  @Provide
  Arbitrary<String> elementwise() {
    return Arbitraries.of(OptimizersUnderTest.ELEMENTWISE);
  }

  @Property
  void cuttingATensorAtTheVectorBodyChangesNoBit(
      @ForAll("elementwise") String name,
      @ForAll @IntRange(min = 1, max = 4) int cut,
      @ForAll @IntRange(min = 1, max = 70) int rest,
      @ForAll long seed) {
    assertCutChangesNoBit(name, cut * BODY, rest, seed, Arithmetic.NATIVE);
  }

  @Property
  void cuttingATensorAnywhereChangesNoBitWithoutTheQuirkOfTails(
      @ForAll("elementwise") String name,
      @ForAll @IntRange(min = 1, max = 40) int cut,
      @ForAll @IntRange(min = 1, max = 70) int rest,
      @ForAll long seed) {
    assertCutChangesNoBit(name, cut, rest, seed, Quirk.without(Quirk.BODY_AND_TAIL_DIFFER));
    assertCutChangesNoBit(name, cut, rest, seed, Arithmetic.COMMON);
  }

  private static void assertCutChangesNoBit(
      String name, int cut, int rest, long seed, Option meaning) {
    Option[] options = with(OptimizersUnderTest.options(name, seed), meaning);
    Random random = new Random(seed);
    Tensor start = OptimizersUnderTest.tensor(random, DType.F32, cut + rest);
    Parameter whole = new Parameter("whole", start.copy());
    Parameter head = new Parameter("head", part(start, 0, cut));
    Parameter tail = new Parameter("tail", part(start, cut, cut + rest));
    MindSporeOptimizer one = OptimizersUnderTest.make(name, List.of(whole), options);
    MindSporeOptimizer two = OptimizersUnderTest.make(name, List.of(head, tail), options);
    for (int step = 0; step < STEPS; step++) {
      Tensor grad = OptimizersUnderTest.tensor(random, DType.F32, cut + rest);
      one.apply(List.of(grad));
      two.apply(List.of(part(grad, 0, cut), part(grad, cut, cut + rest)));
    }
    List<String> joined = new ArrayList<>(bits(head.value()));
    joined.addAll(bits(tail.value()));
    assertEquals(bits(whole.value()), joined, () -> name + Arrays.toString(options));
  }

  @Property
  void aGradientOfZeroWithoutDecayChangesNoParameter(
      @ForAll("elementwise") String name, @ForAll Arithmetic arithmetic, @ForAll long seed) {
    if (name.equals("nn.FTRL")) {
      return; // FTRL computes a parameter from its history, which is empty.
    }
    Option[] options =
        with(
            without(
                OptimizersUnderTest.options(name, seed),
                "weight_decay",
                "lambd",
                "l1",
                "l2",
                "accum",
                "initial_accumulator_value"),
            arithmetic);
    options = has(name, "weight_decay") ? with(options, MindSporeOptions.weightDecay(0)) : options;
    options = has(name, "lambd") ? with(options, MindSporeOptions.lambd(0)) : options;
    Random random = new Random(seed);
    Parameter parameter = OptimizersUnderTest.parameters(random, DType.F32, 1).get(0);
    Tensor before = parameter.value().copy();
    MindSporeOptimizer optimizer = OptimizersUnderTest.make(name, List.of(parameter), options);
    for (int step = 0; step < STEPS; step++) {
      optimizer.apply(List.of(before.zerosLike()));
    }
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i) + 0.0, parameter.value().get(i) + 0.0, name);
    }
  }

  /** But for {@link #aLoadedOptimizerSearchesAnewHowToCutItsTensors}. */
  @Property
  void savingAndLoadingInTheMiddleChangesNoBit(
      @ForAll("all") String name, @ForAll Arithmetic arithmetic, @ForAll long seed) {
    Option[] options =
        with(OptimizersUnderTest.options(name, seed), arithmetic, new KernelThreads(1));
    Random random = new Random(seed);
    List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 3);
    MindSporeOptimizer optimizer =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(name, params), options);
    train(optimizer, random, STEPS);

    List<Parameter> fresh =
        params.stream().map(p -> new Parameter(p.name(), p.value().zerosLike())).toList();
    MindSporeOptimizer resumed =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(name, fresh), options);
    resumed.loadParametersDict(optimizer.parametersDict());
    assertEquals(bits(optimizer), bits(resumed), name);
    train(optimizer, new Random(seed), STEPS);
    train(resumed, new Random(seed), STEPS);
    assertEquals(bits(optimizer), bits(resumed), name);
  }

  /** As in MindSpore: the first five launches have one chunk, whatever the steps of its state. */
  @Property
  void aLoadedOptimizerSearchesAnewHowToCutItsTensors(
      @ForAll("searching") String name, @ForAll long seed) {
    List<Option> options = OptimizersUnderTest.options(name, seed);
    List<Map<String, String>> results = new ArrayList<>();
    for (int threads : new int[] {1, 2}) {
      Random random = new Random(seed);
      List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 2);
      MindSporeOptimizer optimizer = OptimizersUnderTest.make(name, params, with(options));
      train(optimizer, random, STEPS);
      MindSporeOptimizer resumed =
          OptimizersUnderTest.make(name, params, with(options, new KernelThreads(threads)));
      resumed.loadParametersDict(optimizer.parametersDict());
      train(resumed, random, STEPS);
      results.add(bits(resumed));
    }
    assertEquals(results.get(0), results.get(1), name);
  }

  @Property
  void aStateThatDoesNotFitChangesNothing(@ForAll("all") String name, @ForAll long seed) {
    Random random = new Random(seed);
    List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 2);
    Option[] options = with(OptimizersUnderTest.options(name, seed));
    MindSporeOptimizer optimizer = OptimizersUnderTest.make(name, params, options);
    train(optimizer, random, 2);
    Map<String, String> before = bits(optimizer);
    Map<String, Object> dict = new LinkedHashMap<>();
    optimizer.parametersDict().forEach((key, value) -> dict.put(key, changed(value)));
    dict.remove("p1");
    assertThrows(OptionException.class, () -> optimizer.loadParametersDict(dict));
    assertEquals(before, bits(optimizer));
  }

  private static Object changed(Object value) {
    if (value instanceof Tensor tensor) {
      Tensor other = tensor.copy();
      other.fill(7);
      return other;
    }
    return 77;
  }

  @Property
  void theOrderOfGroupsAndParametersChangesNoBit(@ForAll("all") String name, @ForAll long seed) {
    Option[] options = with(OptimizersUnderTest.options(name, seed));
    Random random = new Random(seed);
    List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 4);
    List<Group> permuted = new ArrayList<>();
    List<Parameter> copies = params.stream().map(p -> copy(p)).toList();
    for (Group group : OptimizersUnderTest.groups(name, copies)) {
      List<Parameter> members = new ArrayList<>(group.params());
      Collections.shuffle(members, random);
      permuted.add(new Group(members, group.options()));
    }
    Collections.reverse(permuted);
    MindSporeOptimizer one =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(name, params), options);
    MindSporeOptimizer other = OptimizersUnderTest.make(name, permuted, options);
    train(one, new Random(seed), STEPS);
    train(other, new Random(seed), STEPS);
    assertEquals(byParameter(one), byParameter(other), name);
  }

  @Property(tries = 30)
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll("all") String name,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed) {
    List<Map<String, String>> results = new ArrayList<>();
    for (int count : new int[] {1, threads}) {
      Random random = new Random(seed);
      List<Parameter> params =
          List.of(
              new Parameter("small", OptimizersUnderTest.tensor(random, DType.F32, 2, 3)),
              new Parameter("large", OptimizersUnderTest.tensor(random, DType.F32, 131, 400)));
      MindSporeOptimizer optimizer =
          OptimizersUnderTest.make(
              name, params, with(OptimizersUnderTest.options(name, seed), Threads.of(count)));
      train(optimizer, random, 2);
      results.add(bits(optimizer));
    }
    assertEquals(results.get(0), results.get(1), name);
  }

  /** One thread lists what is plain from step to step, several do not. */
  @Property
  void whatChangesBetweenStepsActsOnOneThreadAsOnTwo(
      @ForAll("all") String name, @ForAll Arithmetic arithmetic, @ForAll long seed) {
    Option[] options = with(OptimizersUnderTest.options(name, seed), arithmetic);
    assertEquals(
        changing(name, seed, options), changing(name, seed, with(options, Threads.of(2))), name);
  }

  @Property
  void aDecayThatComesAndGoesActsOnOneThreadAsOnTwo(
      @ForAll Arithmetic arithmetic, @ForAll long seed) {
    Option[] options = {
      MindSporeOptions.momentum(0.5),
      MindSporeOptions.learningRate(0.1),
      MindSporeOptions.weightDecay(step -> step / 2 % 2 * 0.1f),
      arithmetic
    };
    assertEquals(
        changing("nn.Momentum", seed, options),
        changing("nn.Momentum", seed, with(options, Threads.of(2))));
  }

  private static Map<String, String> changing(String name, long seed, Option... options) {
    Random random = new Random(seed);
    List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 4);
    MindSporeOptimizer optimizer =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(name, params), options);
    List<Tensor> gradients = new ArrayList<>();
    optimizer.parameterOrder().forEach(p -> gradients.add(p.value().zerosLike()));
    for (int step = 0; step < 8; step++) {
      gradients.replaceAll(old -> changed(old, random));
      if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
        grouped.paramGroups().forEach(group -> change(group, random));
      }
      optimizer.apply(gradients);
    }
    return bits(optimizer);
  }

  /** Another gradient, one in a buffer, or mostly the same as before. */
  private static Tensor changed(Tensor old, Random random) {
    int choice = random.nextInt(8);
    if (choice > 2) {
      return old;
    }
    Tensor other =
        choice == 0 ? Tensor.of(FloatBuffer.allocate(old.size()), old.shape()) : old.zerosLike();
    other.copyFrom(OptimizersUnderTest.tensor(random, DType.F32, old.shape()));
    return other;
  }

  private static void change(ParamGroup group, Random random) {
    int choice = random.nextInt(6);
    if (choice == 0 && group.options().has(MindSporeOptions.MAXIMIZE)) {
      group.set(MindSporeOptions.MAXIMIZE, !group.get(MindSporeOptions.MAXIMIZE));
    } else if (choice == 1 && group.options().has(MindSporeOptions.WEIGHT_DECAY)) {
      group.set(MindSporeOptions.WEIGHT_DECAY, WeightDecay.of(random.nextInt(2) * 0.1));
    }
  }

  @Property
  void aLossScaleThatIsAPowerOfTwoIsNotSeen(
      @ForAll("all") String name, @ForAll Arithmetic arithmetic, @ForAll long seed) {
    if (!has(name, "loss_scale")) {
      return;
    }
    Option[] options =
        with(
            without(OptimizersUnderTest.options(name, seed), "loss_scale"),
            arithmetic,
            Quirk.without(Quirk.ADAFACTOR_IGNORES_LOSS_SCALE));
    List<Map<String, String>> results = new ArrayList<>();
    for (double scale : new double[] {1, 1024}) {
      Random random = new Random(seed);
      List<Parameter> params = OptimizersUnderTest.parameters(random, DType.F32, 2);
      MindSporeOptimizer optimizer =
          OptimizersUnderTest.make(name, params, with(options, MindSporeOptions.lossScale(scale)));
      for (int step = 0; step < STEPS; step++) {
        List<Tensor> grads = new ArrayList<>();
        for (Parameter parameter : optimizer.parameterOrder()) {
          Tensor grad = OptimizersUnderTest.tensor(random, DType.F32, parameter.value().shape());
          for (int i = 0; i < grad.size(); i++) {
            grad.set(i, grad.get(i) * scale);
          }
          grads.add(grad);
        }
        optimizer.apply(grads);
      }
      results.add(bits(optimizer));
    }
    assertEquals(results.get(0), results.get(1), name);
  }

  /** Steps with gradients that depend on the parameters' names alone, not on their order. */
  private static void train(MindSporeOptimizer optimizer, Random random, int steps) {
    for (int step = 0; step < steps; step++) {
      long seed = random.nextLong();
      List<Tensor> grads = new ArrayList<>();
      for (Parameter parameter : optimizer.parameterOrder()) {
        Random own = new Random(seed ^ parameter.name().hashCode());
        grads.add(OptimizersUnderTest.tensor(own, DType.F32, parameter.value().shape()));
      }
      optimizer.apply(grads);
    }
  }

  private static Parameter copy(Parameter parameter) {
    return new Parameter(parameter.name(), parameter.value().copy());
  }

  private static boolean has(String name, String option) {
    return OptimizersUnderTest.signatureOf(name).keys().stream()
        .map(OptionKey::name)
        .anyMatch(option::equals);
  }

  private static Option[] with(List<Option> options, Option... more) {
    return with(options.toArray(Option[]::new), more);
  }

  private static Option[] with(Option[] options, Option... more) {
    Option[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static Option[] without(List<Option> options, String... names) {
    return options.stream()
        .filter(
            option ->
                !(option instanceof Setting<?> setting
                    && Arrays.asList(names).contains(setting.key().name())))
        .toArray(Option[]::new);
  }

  private static Tensor part(Tensor tensor, int from, int to) {
    Tensor part = Tensor.zeros(tensor.dtype(), to - from);
    for (int i = from; i < to; i++) {
      part.set(i - from, tensor.get(i));
    }
    return part;
  }

  /** What is no number has no bits here: Java leaves its sign to the compiler. */
  private static List<String> bits(Tensor tensor) {
    List<String> bits = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      bits.add(Double.isNaN(tensor.get(i)) ? "NaN" : Long.toHexString(tensor.bits(i)));
    }
    return bits;
  }

  /** The parameters with their states, without what is kept by group. */
  private static Map<String, String> byParameter(MindSporeOptimizer optimizer) {
    Map<String, String> bits = new TreeMap<>();
    for (Parameter parameter : optimizer.parameterOrder()) {
      bits.put(parameter.name(), bits(parameter.value()).toString());
      optimizer
          .state(parameter)
          .forEach((key, value) -> bits.put(parameter.name() + " " + key, text(value)));
    }
    return bits;
  }

  /** Everything that training changes, by name. */
  private static Map<String, String> bits(MindSporeOptimizer optimizer) {
    Map<String, String> bits = new TreeMap<>();
    optimizer.parametersDict().forEach((key, value) -> bits.put(key, text(value)));
    return bits;
  }

  private static String text(Object value) {
    return value instanceof Tensor tensor ? bits(tensor).toString() : String.valueOf(value);
  }
}
