package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LAMBD;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Laws of every optimizer of the package, for random options, parameters and gradients. */
class OptimizerProperties {
  private static final int STEPS = 3;

  // Torch's loops take two vectors of 8 floats at a time; their tails round or sign differently.
  private static final int BODY = 16;

  // Optimizers with scalars in the state of a parameter, the step apart.
  private static final List<String> WITH_SCALARS = List.of("ASGD", "NAdam");

  @Provide
  Arbitrary<String> elementwise() {
    return Arbitraries.of(OptimizersUnderTest.ELEMENTWISE);
  }

  @Provide
  Arbitrary<String> withScalars() {
    return Arbitraries.of(WITH_SCALARS);
  }

  @Provide
  Arbitrary<String> dense() {
    return Arbitraries.of(OptimizersUnderTest.DENSE);
  }

  @Property
  void cuttingATensorAtTheVectorBodyChangesNoBit(
      @ForAll("elementwise") String name,
      @ForAll DType dtype,
      @ForAll Arithmetic arithmetic,
      @ForAll @IntRange(min = 1, max = 4) int cut,
      @ForAll @IntRange(min = 1, max = 70) int rest,
      @ForAll long seed) {
    assertCutChangesNoBit(name, dtype, cut * BODY, rest, seed, arithmetic);
  }

  @Property(tries = 30)
  void cuttingATensorAtATileChangesNoBit(
      @ForAll("elementwise") String name,
      @ForAll DType dtype,
      @ForAll @IntRange(min = 1, max = 40) int rest,
      @ForAll long seed) {
    assertCutChangesNoBit(name, dtype, Stepper.TILE, rest, seed, Arithmetic.NATIVE);
  }

  private static void assertCutChangesNoBit(
      String name, DType dtype, int cut, int rest, long seed, Arithmetic arithmetic) {
    Option[] options = with(options(name, seed), arithmetic);
    Random random = new Random(seed);
    int size = cut + rest;
    Parameter whole = new Parameter("whole", OptimizersUnderTest.tensor(random, dtype, size));
    Parameter head = new Parameter("head", part(whole.value(), 0, cut));
    Parameter tail = new Parameter("tail", part(whole.value(), cut, size));
    Optimizer one = OptimizersUnderTest.make(name, List.of(whole), options);
    Optimizer two = OptimizersUnderTest.make(name, List.of(head, tail), options);
    for (int step = 0; step < STEPS; step++) {
      Tensor grad = OptimizersUnderTest.tensor(random, dtype, size);
      whole.setGrad(grad);
      head.setGrad(part(grad, 0, cut));
      tail.setGrad(part(grad, cut, size));
      one.step();
      two.step();
    }
    List<String> joined = new ArrayList<>(bits(head.value()));
    joined.addAll(bits(tail.value()));
    assertEquals(bits(whole.value()), joined);
    one.state(whole)
        .forEach(
            (key, value) -> {
              Tensor state = (Tensor) value;
              if (state.rank() > 0) {
                List<String> parts = new ArrayList<>(bits(Hand.state(two, head, key)));
                parts.addAll(bits(Hand.state(two, tail, key)));
                assertEquals(bits(state), parts, key);
              }
            });
  }

  @Property
  void aParameterWithoutAGradientIsNotTouched(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll long seed) {
    Random random = new Random(seed);
    List<Parameter> params = parameters(random, dtype, 2);
    Optimizer optimizer = OptimizersUnderTest.make(name, params, options(name, seed));
    Parameter resting = params.get(0);
    List<String> value = bits(resting.value());
    Map<String, Object> state = StateDict.copy(optimizer.state(resting));
    params.get(1).setGrad(grad(random, params.get(1)));
    optimizer.step();
    assertEquals(value, bits(resting.value()));
    assertEquals(bits(state), bits(optimizer.state(resting)));
  }

  @Property
  void aGradientOfZeroWithoutDecayChangesNoParameter(
      @ForAll("elementwise") String name,
      @ForAll DType dtype,
      @ForAll Arithmetic arithmetic,
      @ForAll long seed) {
    Option[] options =
        with(
            without(options(name, seed), WEIGHT_DECAY, LAMBD),
            name.equals("ASGD") ? LAMBD.is(0.0) : arithmetic,
            has(name, EPS) ? EPS.is(1e-8) : arithmetic,
            name.equals("AdamW") ? WEIGHT_DECAY.is(0.0) : arithmetic);
    Random random = new Random(seed);
    Parameter parameter = OptimizersUnderTest.parameter("p", random, dtype, 3, 7);
    Tensor before = parameter.value().copy();
    Optimizer optimizer = OptimizersUnderTest.make(name, List.of(parameter), options);
    parameter.setGrad(before.zerosLike());
    for (int step = 0; step < STEPS; step++) {
      optimizer.step();
    }
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i) + 0.0, parameter.value().get(i) + 0.0);
    }
  }

  /** But for {@link #aFirstLoadMakesTheScalarsBesideFloat64ParametersFloat64}. */
  @Property
  void savingAndLoadingInTheMiddleChangesNoBit(
      @ForAll("dense") String name,
      @ForAll DType dtype,
      @ForAll Arithmetic arithmetic,
      @ForAll long seed) {
    Assume.that(
        dtype == DType.F32 || arithmetic == Arithmetic.COMMON || !WITH_SCALARS.contains(name));
    Option[] options = with(options(name, seed), arithmetic);
    Random random = new Random(seed);
    List<Parameter> params = parameters(random, dtype, 3);
    Optimizer optimizer =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(params), options);
    train(optimizer, params, random, STEPS);
    StateDict saved = optimizer.stateDict();

    List<Parameter> copies = params.stream().map(OptimizersUnderTest::copy).toList();
    Optimizer resumed =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(copies), arithmetic);
    resumed.loadStateDict(saved);
    assertEquals(bits(optimizer.stateDict()), bits(resumed.stateDict()));
    train(optimizer, params, new Random(seed), STEPS);
    train(resumed, copies, new Random(seed), STEPS);
    assertEquals(bits(optimizer.stateDict()), bits(resumed.stateDict()));
    for (int i = 0; i < params.size(); i++) {
      assertEquals(bits(params.get(i).value()), bits(copies.get(i).value()));
    }
  }

  /**
   * Torch makes ASGD's eta and mu and NAdam's mu_product as float32, and casts them to the type of
   * their parameter when a state is loaded. The number stays; ASGD goes on with the same numbers,
   * as it rounds each new one to float32 first; NAdam multiplies in float64 from then on, so only a
   * second load changes no bit.
   */
  @Property
  void aFirstLoadMakesTheScalarsBesideFloat64ParametersFloat64(
      @ForAll("withScalars") String name, @ForAll long seed) {
    Option[] options = options(name, seed);
    Random random = new Random(seed);
    List<Parameter> params = parameters(random, DType.F64, 3);
    Optimizer optimizer =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(params), options);
    train(optimizer, params, random, STEPS);
    List<Parameter> copies = params.stream().map(OptimizersUnderTest::copy).toList();
    Optimizer once = resumed(name, copies, optimizer);
    List<Parameter> others = copies.stream().map(OptimizersUnderTest::copy).toList();
    Optimizer twice = resumed(name, others, once);
    for (int i = 0; i < params.size(); i++) {
      Map<String, Object> before = optimizer.state(params.get(i));
      Map<String, Object> after = once.state(copies.get(i));
      assertEquals(numbers(before), numbers(after));
      for (String scalar : List.of("eta", "mu", "mu_product")) {
        if (after.get(scalar) instanceof Tensor loaded
            && before.get(scalar) instanceof Tensor made) {
          assertEquals(DType.F32, made.dtype(), scalar);
          assertEquals(DType.F64, loaded.dtype(), scalar);
        }
      }
    }
    train(optimizer, params, new Random(seed), STEPS);
    train(once, copies, new Random(seed), STEPS);
    train(twice, others, new Random(seed), STEPS);
    assertEquals(bits(once.stateDict()), bits(twice.stateDict()));
    for (int i = 0; i < params.size(); i++) {
      assertEquals(bits(copies.get(i).value()), bits(others.get(i).value()));
      if (name.equals("ASGD")) {
        assertEquals(bits(params.get(i).value()), bits(copies.get(i).value()));
        assertEquals(numbers(optimizer.state(params.get(i))), numbers(once.state(copies.get(i))));
      }
    }
  }

  private static Optimizer resumed(String name, List<Parameter> params, Optimizer from) {
    Optimizer resumed = OptimizersUnderTest.make(name, OptimizersUnderTest.groups(params));
    resumed.loadStateDict(from.stateDict());
    return resumed;
  }

  /** The numbers of a state, whatever their types. */
  private static Map<String, String> numbers(Map<String, Object> state) {
    Map<String, String> numbers = new TreeMap<>();
    state.forEach(
        (key, value) -> {
          if (value instanceof Tensor tensor) {
            double[] elements = new double[tensor.size()];
            Arrays.setAll(elements, tensor::get);
            numbers.put(key, Arrays.toString(elements));
          } else {
            numbers.put(key, String.valueOf(value));
          }
        });
    return numbers;
  }

  @Property
  void theOrderOfGroupsAndParametersChangesNoBit(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll long seed) {
    Option[] options = options(name, seed);
    Random random = new Random(seed);
    List<Parameter> params = parameters(random, dtype, 4);
    Map<String, Parameter> copies = new LinkedHashMap<>();
    params.forEach(p -> copies.put(p.name(), OptimizersUnderTest.copy(p)));
    List<Group> groups = new ArrayList<>(OptimizersUnderTest.groups(params));
    List<Group> permuted = new ArrayList<>();
    for (Group group : groups) {
      List<Parameter> members = new ArrayList<>();
      group.params().forEach(p -> members.add(copy(copies, p)));
      Collections.shuffle(members, random);
      permuted.add(new Group(members, group.options()));
    }
    Collections.reverse(permuted);
    Optimizer one = OptimizersUnderTest.make(name, groups, options);
    Optimizer other = OptimizersUnderTest.make(name, permuted, options);
    for (int step = 0; step < STEPS; step++) {
      for (Parameter parameter : params) {
        Tensor grad = grad(random, parameter);
        parameter.setGrad(grad);
        copy(copies, parameter).setGrad(grad);
      }
      one.step();
      other.step();
    }
    for (Parameter parameter : params) {
      assertEquals(bits(parameter.value()), bits(copy(copies, parameter).value()));
      assertEquals(
          bits(one.state(parameter)), bits(other.state(copy(copies, parameter))), parameter.name());
    }
  }

  @Property
  void climbingIsDescendingWithNegatedGradients(
      @ForAll("dense") String name,
      @ForAll DType dtype,
      @ForAll Arithmetic arithmetic,
      @ForAll long seed) {
    if (!OptimizersUnderTest.signatureOf(name).keys().contains(MAXIMIZE)) {
      return;
    }
    Option[] options = with(without(options(name, seed), MAXIMIZE), arithmetic);
    Random random = new Random(seed);
    Parameter down = OptimizersUnderTest.parameter("p", random, dtype, 5, 7);
    Parameter up = OptimizersUnderTest.copy(down);
    Optimizer descent = OptimizersUnderTest.make(name, List.of(down), options);
    Optimizer ascent =
        OptimizersUnderTest.make(name, List.of(up), with(options, MAXIMIZE.is(true)));
    for (int step = 0; step < STEPS; step++) {
      Tensor grad = grad(random, down);
      Tensor negated = grad.copy();
      for (int i = 0; i < grad.size(); i++) {
        negated.set(i, -grad.get(i));
      }
      down.setGrad(negated);
      up.setGrad(grad);
      descent.step();
      ascent.step();
    }
    assertEquals(bits(down.value()), bits(up.value()));
    assertEquals(bits(descent.state(down)), bits(ascent.state(up)));
  }

  @Property
  void foreachChangesNoBitButWhereTorchOrdersItsOperationsDifferently(
      @ForAll("elementwise") String name, @ForAll DType dtype, @ForAll long seed) {
    if (List.of("NAdam", "RAdam", "ASGD").contains(name) || !has(name, FOREACH)) {
      return;
    }
    Option[] options = without(options(name, seed), FOREACH, FUSED, DIFFERENTIABLE);
    assertEquals(
        trained(name, dtype, seed, options),
        trained(name, dtype, seed, with(options, FOREACH.is(true))));
  }

  @Property
  void differentiableChangesNoBitButWhereTorchThenComputesInTensors(
      @ForAll("elementwise") String name, @ForAll DType dtype, @ForAll long seed) {
    if (List.of("Adam", "AdamW", "NAdam").contains(name) || !has(name, DIFFERENTIABLE)) {
      return;
    }
    Option[] options = without(options(name, seed), FOREACH, FUSED, DIFFERENTIABLE);
    assertEquals(
        trained(name, dtype, seed, options),
        trained(name, dtype, seed, with(options, DIFFERENTIABLE.is(true))));
  }

  @Property
  void inCommonArithmeticTheImplementationIsNotSeen(
      @ForAll("elementwise") String name, @ForAll DType dtype, @ForAll long seed) {
    Option[] options =
        with(without(options(name, seed), FOREACH, FUSED, DIFFERENTIABLE), Arithmetic.COMMON);
    List<String> single = trained(name, dtype, seed, options);
    if (has(name, FOREACH)) {
      assertEquals(single, trained(name, dtype, seed, with(options, FOREACH.is(true))));
    }
    if (has(name, FUSED)) {
      assertEquals(single, trained(name, dtype, seed, with(options, FUSED.is(true))));
    }
  }

  @Property(tries = 20)
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll("elementwise") String name,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed) {
    Option[] options = options(name, seed);
    List<List<String>> results = new ArrayList<>();
    for (int count : new int[] {1, threads}) {
      Random random = new Random(seed);
      Parameter small = OptimizersUnderTest.parameter("small", random, DType.F32, 2, 3);
      Parameter large = OptimizersUnderTest.parameter("large", random, DType.F32, 331, 400);
      Optimizer optimizer =
          OptimizersUnderTest.make(name, List.of(small, large), with(options, Threads.of(count)));
      train(optimizer, List.of(small, large), random, 2);
      List<String> result = new ArrayList<>(bits(small.value()));
      result.addAll(bits(large.value()));
      results.add(result);
    }
    assertEquals(results.get(0), results.get(1));
  }

  /** One thread lists what is plain from step to step, several do not. */
  @Property
  void whatChangesBetweenStepsActsOnOneThreadAsOnTwo(
      @ForAll("elementwise") String name, @ForAll Arithmetic arithmetic, @ForAll long seed) {
    Option[] options = with(options(name, seed), arithmetic);
    assertEquals(
        changing(name, seed, options), changing(name, seed, with(options, Threads.of(2))), name);
  }

  /**
   * Without a count of steps one thread asks a group once, if nothing changed, not each parameter.
   */
  @Property
  void whatChangesBetweenStepsActsOnSteadyGroupsAsOnTwoThreads(
      @ForAll boolean isRepeated,
      @ForAll Arithmetic arithmetic,
      @ForAll @IntRange(min = 0, max = 1) int momentum,
      @ForAll long seed) {
    Option[] options = {TorchOptions.lr(0.1), MOMENTUM.is(momentum * 0.5), arithmetic};
    assertEquals(
        steady(isRepeated, seed, options), steady(isRepeated, seed, with(options, Threads.of(2))));
  }

  private static List<String> steady(boolean isRepeated, long seed, Option... options) {
    List<Parameter> params = parameters(new Random(seed), DType.F32, 6);
    List<Parameter> first = new ArrayList<>(params.subList(0, 3));
    if (isRepeated) {
      first.add(1, first.get(0));
    }
    Group rest = Group.of(params.subList(3, 6));
    return changing(new SGD(List.of(Group.of(first), rest), options), params, 3, seed);
  }

  private static List<String> changing(String name, long seed, Option... options) {
    List<Parameter> params = parameters(new Random(seed), DType.F32, 4);
    Optimizer optimizer =
        OptimizersUnderTest.make(name, OptimizersUnderTest.groups(params), options);
    return changing(optimizer, params, 1, seed);
  }

  /** Changes something before every n-th step; what it came to. */
  private static List<String> changing(
      Optimizer optimizer, List<Parameter> params, int every, long seed) {
    Random random = new Random(seed + 1);
    params.forEach(parameter -> parameter.setGrad(grad(random, parameter)));
    Map<Parameter, Tensor> cleared = new HashMap<>();
    List<String> refusals = new ArrayList<>();
    for (int step = 0; step < 5 * STEPS; step++) {
      if (step % every == every - 1) {
        params.forEach(parameter -> changeGradient(parameter, cleared, random));
        optimizer.paramGroups().forEach(group -> change(group, random));
      }
      boolean reload = random.nextInt(8 * every) == 0;
      try {
        if (reload) {
          optimizer.loadStateDict(optimizer.stateDict());
        }
        optimizer.step();
      } catch (OptionException refusal) {
        refusals.add(String.valueOf(refusal.getMessage()));
      }
    }
    refusals.add(bits(optimizer.stateDict()).toString());
    params.forEach(parameter -> refusals.addAll(bits(parameter.value())));
    return refusals;
  }

  /** Another one, none or the one that was cleared, one in a buffer, or mostly the same. */
  private static void changeGradient(
      Parameter parameter, Map<Parameter, Tensor> cleared, Random random) {
    int choice = random.nextInt(10);
    if (choice > 7 && parameter.hasGrad()) {
      cleared.put(parameter, parameter.grad());
      parameter.clearGrad();
    } else if (choice > 4 && cleared.containsKey(parameter)) {
      parameter.setGrad(cleared.remove(parameter));
    } else if (choice == 0) {
      parameter.clearGrad();
    } else if (choice == 1) {
      Tensor direct =
          Tensor.of(FloatBuffer.allocate(parameter.value().size()), parameter.value().shape());
      direct.copyFrom(grad(random, parameter));
      parameter.setGrad(direct);
    } else if (choice < 4) {
      parameter.setGrad(grad(random, parameter));
    }
  }

  private static void change(ParamGroup group, Random random) {
    int choice = random.nextInt(8);
    if (choice == 0 && group.options().has(WEIGHT_DECAY)) {
      group.set(WEIGHT_DECAY, 0.1 - group.get(WEIGHT_DECAY));
    } else if (choice == 1 && group.options().has(MAXIMIZE)) {
      group.set(MAXIMIZE, !group.get(MAXIMIZE));
    } else if (choice == 2 && group.options().has(MOMENTUM)) {
      group.set(MOMENTUM, group.get(MOMENTUM) == 0 ? 0.9 : 0);
    } else if (choice == 3) {
      group.set(TorchOptions.LR, group.get(TorchOptions.LR) * 0.9);
    }
  }

  @Property
  void aStateThatDoesNotFitChangesNothing(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll long seed) {
    Random random = new Random(seed);
    List<Parameter> params = parameters(random, dtype, 2);
    Optimizer optimizer = OptimizersUnderTest.make(name, params, options(name, seed));
    train(optimizer, params, random, 2);
    Map<String, String> before = bits(optimizer.stateDict());
    StateDict saved = optimizer.stateDict();
    Map<Integer, Map<String, Object>> state = new LinkedHashMap<>(saved.state());
    state.put(1, Map.of("surprise", 1.0));
    List<Map<String, Object>> groups = new ArrayList<>();
    groups.add(new LinkedHashMap<>(saved.paramGroups().get(0)));
    groups.get(0).put("lr", 123.0);
    try {
      optimizer.loadStateDict(new StateDict(state, groups));
    } catch (IllegalArgumentException refusal) {
      assertEquals(before, bits(optimizer.stateDict()));
      return;
    }
    throw new AssertionError("a state of another kind was taken");
  }

  private static boolean has(String name, OptionKey<?> key) {
    return OptimizersUnderTest.signatureOf(name).keys().contains(key);
  }

  private static List<String> trained(String name, DType dtype, long seed, Option... options) {
    Random random = new Random(seed);
    Parameter parameter = OptimizersUnderTest.parameter("p", random, dtype, 5, 7);
    Optimizer optimizer = OptimizersUnderTest.make(name, List.of(parameter), options);
    train(optimizer, List.of(parameter), random, STEPS);
    List<String> result = new ArrayList<>(bits(parameter.value()));
    result.add(bits(optimizer.state(parameter)).toString());
    return result;
  }

  private static void train(Optimizer optimizer, List<Parameter> params, Random random, int steps) {
    for (int step = 0; step < steps; step++) {
      for (Parameter parameter : params) {
        parameter.setGrad(grad(random, parameter));
      }
      for (ParamGroup group : optimizer.paramGroups()) {
        group.set(TorchOptions.LR, group.get(TorchOptions.LR) * 0.9);
      }
      optimizer.step();
    }
  }

  private static List<Parameter> parameters(Random random, DType dtype, int count) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(
          OptimizersUnderTest.parameter(
              "p" + i, random, dtype, 1 + random.nextInt(5), 1 + random.nextInt(9)));
    }
    return parameters;
  }

  private static Tensor grad(Random random, Parameter parameter) {
    return OptimizersUnderTest.tensor(random, parameter.value().dtype(), parameter.value().shape());
  }

  private static Option[] options(String name, long seed) {
    return OptimizersUnderTest.options(name, new Random(seed));
  }

  private static Parameter copy(Map<String, Parameter> copies, Parameter parameter) {
    Parameter copy = copies.get(parameter.name());
    if (copy == null) {
      throw new IllegalStateException(parameter.name());
    }
    return copy;
  }

  private static Option[] with(Option[] options, Option... more) {
    Option[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static Option[] without(Option[] options, OptionKey<?>... keys) {
    return Arrays.stream(options)
        .filter(
            option ->
                !(option instanceof dev.lockstep.core.Setting<?> setting
                    && Arrays.asList(keys).contains(setting.key())))
        .toArray(Option[]::new);
  }

  private static Tensor part(Tensor tensor, int from, int to) {
    Tensor part = Tensor.zeros(tensor.dtype(), to - from);
    for (int i = from; i < to; i++) {
      part.set(i - from, tensor.get(i));
    }
    return part;
  }

  private static List<String> bits(Tensor tensor) {
    List<String> bits = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      bits.add(Long.toHexString(tensor.bits(i)));
    }
    return bits;
  }

  private static Map<String, String> bits(Map<String, Object> state) {
    Map<String, String> bits = new TreeMap<>();
    state.forEach((key, value) -> bits.put(key, text(value)));
    return bits;
  }

  private static Map<String, String> bits(StateDict dict) {
    Map<String, String> bits = new TreeMap<>();
    dict.state().forEach((id, state) -> bits.put("state " + id, bits(state).toString()));
    for (int i = 0; i < dict.paramGroups().size(); i++) {
      bits.put("group " + i, new TreeMap<>(dict.paramGroups().get(i)).toString());
    }
    return bits;
  }

  private static String text(@Nullable Object value) {
    return value instanceof Tensor tensor ? tensor + " " + bits(tensor) : String.valueOf(value);
  }
}
