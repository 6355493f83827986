package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.transform.AddDecay;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.kernel.AddDecayFma;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule that views a gradient gives the bits of the rule on a transformed copy. */
class ViewedRulesTest {
  private static final String SUFFIX = "Viewed";
  private static final int ELEMENTS = 83;
  private static final int SLOTS = 6;

  /** What may be before a rule, in any order that a facade has. */
  private static final List<List<Step>> PATHS =
      List.of(
          List.of(new Step(Scale.KIND, -1)),
          List.of(new Step(AddDecay.KIND, 0.3)),
          List.of(new Step(AddDecayFma.KIND, 0.3)),
          List.of(new Step(Scale.KIND, 1 / 3.0), new Step(AddDecay.KIND, 0.3)),
          List.of(new Step(Scale.KIND, -1), new Step(AddDecayFma.KIND, 0.3)),
          List.of(new Step(AddDecay.KIND, 0.3), new Step(Scale.KIND, 1 / 3.0)));

  /** A transform with its number. */
  private record Step(Precisions<Transform> kind, double value) {
    Transform make(DType dtype) {
      Transform transform = kind.make(dtype);
      transform.set(value);
      return transform;
    }
  }

  @TestFactory
  Stream<DynamicTest> aViewGivesTheBitsOfACopy() throws IOException, URISyntaxException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> anchor : List.of(UpdateRule.class, TorchOptions.class, MindSporeOptions.class)) {
      for (String rule : rules(anchor)) {
        tests.add(DynamicTest.dynamicTest(rule, () -> check(Class.forName(rule))));
      }
    }
    assertTrue(tests.size() > 100, "rules were found: " + tests.size());
    return tests.stream();
  }

  /** The rules that have a twin, where that class lies. */
  private static List<String> rules(Class<?> anchor) throws IOException, URISyntaxException {
    Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.endsWith(SUFFIX + ".class"))
          .map(name -> name.substring(0, name.length() - (SUFFIX + ".class").length()))
          .sorted()
          .toList();
    }
  }

  private static void check(Class<?> type) throws ReflectiveOperationException {
    @SuppressWarnings("unchecked") // it has a twin, so it is a rule
    UpdateRule<Object> rule = (UpdateRule<Object>) type.getConstructor().newInstance();
    Method update = update(type);
    Object h = numbers(update.getParameterTypes()[0]);
    DType dtype = update.getParameterTypes()[1] == float[].class ? DType.F32 : DType.F64;
    for (List<Step> path : PATHS) {
      Slots<Object> viewed = step(rule, h, dtype, path);
      Slots<Object> copied = step(new Untwinned(rule), h, dtype, path);
      assertTrue(viewed.isViewing());
      assertEquals(false, copied.isViewing());
      assertArrayEquals(bits(copied), bits(viewed), () -> "after " + path);
    }
  }

  private static Method update(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("update") && !method.isBridge())
        .findFirst()
        .orElseThrow();
  }

  /** Numbers of a step between 0 and 1; switches are on. */
  private static Object numbers(Class<?> type) throws ReflectiveOperationException {
    Random random = new Random(1);
    Object h = type.getConstructor().newInstance();
    for (Field field : type.getFields()) {
      if (field.getType() == double.class) {
        field.setDouble(h, 0.01 + 0.98 * random.nextDouble());
      }
      if (field.getType() == boolean.class) {
        field.setBoolean(h, true);
      }
    }
    return h;
  }

  private static Slots<Object> step(
      UpdateRule<Object> rule, Object h, DType dtype, List<Step> path) {
    Random random = new Random(2);
    Parameter parameter = new Parameter("p", Tensor.zeros(dtype, ELEMENTS));
    parameter.setGrad(Tensor.zeros(dtype, ELEMENTS));
    fill(parameter.value(), random, -1);
    fill(parameter.grad(), random, -1);
    List<String> names = Stream.iterate("s", name -> name + "s").limit(SLOTS).toList();
    Transform[] transforms = path.stream().map(step -> step.make(dtype)).toArray(Transform[]::new);
    Slots<Object> slots = new Slots<>(parameter, h, names, transforms);
    for (int i = 0; i < SLOTS; i++) {
      fill(slots.tensor(i), random, 0);
    }
    Stepper stepper = new Stepper();
    stepper.schedule(slots, rule);
    stepper.run();
    return slots;
  }

  /** Numbers between least and 1; some zeros of both signs. */
  private static void fill(Tensor tensor, Random random, double least) {
    for (int i = 0; i < tensor.size(); i++) {
      double value = least + (1 - least) * random.nextDouble();
      tensor.set(i, random.nextInt(8) == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : value);
    }
  }

  private static long[] bits(Slots<Object> slots) {
    Stream<Tensor> state = Stream.iterate(0, i -> i + 1).limit(SLOTS).map(slots::tensor);
    return Stream.concat(Stream.of(slots.parameter().value()), state)
        .flatMapToLong(ViewedRulesTest::bits)
        .toArray();
  }

  private static LongStream bits(Tensor tensor) {
    // All NaN are one.
    return IntStream.range(0, tensor.size()).mapToLong(i -> Double.doubleToLongBits(tensor.get(i)));
  }

  /** The same rule under a name that has no twin. */
  private static final class Untwinned extends UpdateRule<Object> {
    private final UpdateRule<Object> rule;

    Untwinned(UpdateRule<Object> rule) {
      this.rule = rule;
    }

    @Override
    public void update(Object h, float[] p, float[] g, float[][] s, int from, int to) {
      rule.update(h, p, g, s, from, to);
    }

    @Override
    public void update(Object h, double[] p, double[] g, double[][] s, int from, int to) {
      rule.update(h, p, g, s, from, to);
    }
  }
}
