package dev.lockstep.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The formula in a rule's Javadoc is what its loop computes. Rules are found by looking into their
 * source folder; so are the names of the slots ({@code m = s[0]}) and what the numbers of a step
 * derive from ({@code correction1 = 1 - beta1^t} in the Javadoc of a field of H).
 */
class FormulaTest {
  // The repository's root; java and double twins share one source, so the twin is evaluated.
  private static final Path SOURCES =
      Path.of(System.getProperty("lockstep.root"), "shared-core/src/main/java");

  // A dozen roundings of 2^-53 each, with room for cancellation in v - a*a.
  private static final double TOLERANCE = 1e-12;

  private static final int ELEMENTS = 64;

  // Numbers of a step at random, so often that each branch of a maximum is taken.
  private static final int STEPS = 8;

  private static final Pattern BLOCK =
      Pattern.compile("<pre class=\"formula\">(.*?)</pre>", Pattern.DOTALL);
  private static final Pattern SLOT = Pattern.compile("final float\\[\\] (\\w+) = s\\[(\\d+)\\];");
  private static final Pattern DERIVED = Pattern.compile("\\{@code (\\w+ = [^}]*)\\}");

  static Stream<Class<?>> rules() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve("dev/lockstep/core/rule"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Rule.java"))
          .sorted()
          .<Class<?>>map(name -> load(name.replace(".java", "")))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theFormulaIsWhatTheLoopComputes(Class<?> rule) throws ReflectiveOperationException {
    String source = source(rule);
    List<String> formula = formula(source);
    assertFalse(formula.isEmpty(), rule + " has no <pre class=\"formula\">");
    List<Slot> slots = slots(source);
    Random random = new Random(rule.getName().hashCode());
    for (int step = 0; step < STEPS; step++) {
      checkStep(rule, formula, slots, random);
    }
  }

  private static void checkStep(
      Class<?> rule, List<String> formula, List<Slot> slots, Random random)
      throws ReflectiveOperationException {
    Method update = update(rule);
    Class<?> numbers = update.getParameterTypes()[0];
    Map<String, Double> step = new HashMap<>();
    Object h = numbers(numbers, random, step);

    double[] p = random.doubles(ELEMENTS, -2, 2).toArray();
    double[] g = random.doubles(ELEMENTS, -1, 1).toArray();
    g[0] = 0;
    // A second moment must not be below the square of a first one.
    int width = slots.stream().mapToInt(slot -> slot.index() + 1).max().orElse(0);
    double[][] s = new double[width][];
    Arrays.setAll(s, k -> random.doubles(ELEMENTS, 0.5, 0.7).toArray());

    List<Map<String, Double>> expected = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) {
      int element = i;
      Map<String, Double> given = new HashMap<>(step);
      given.put("p", p[i]);
      given.put("g", g[i]);
      slots.forEach(slot -> given.put(slot.name(), s[slot.index()][element]));
      expected.add(Formula.run(formula, given));
    }
    update.invoke(kernel(rule), h, p, g, s, 0, ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
      assertClose("p", expected.get(i), p[i]);
      for (Slot slot : slots) {
        assertClose(slot.name(), expected.get(i), s[slot.index()][i]);
      }
    }
  }

  @Test
  void formulasAreReadAsTheyAreWritten() {
    Map<String, Double> values = Map.of("a", 2.0, "b", 3.0, "t", 4.0);
    assertEquals(2 - 3 * 4 + 1.5, Formula.evaluate("a - b*t + 1.5", values));
    assertEquals(2.0 / 3 / 4, Formula.evaluate("a / b / t", values));
    assertEquals(-8, Formula.evaluate("-a^b", values));
    assertEquals(0.5, Formula.evaluate("sqrt(1 / (b + 1)) * sign(t)", values));
    assertEquals(7, Formula.evaluate("bySign(a - b, 7, 8, 9)", values));
    assertEquals(8, Formula.evaluate("bySign(a - 2, 7, 8, max(9, t))", values));
    assertEquals(7, Formula.run(List.of("c = a + b", "a = c + 2"), values).get("a"));
    assertThrows(IllegalArgumentException.class, () -> Formula.evaluate("a + c", values));
    assertThrows(IllegalArgumentException.class, () -> Formula.evaluate("(a + b", values));
    assertThrows(IllegalArgumentException.class, () -> Formula.evaluate("a b", values));
    assertThrows(IllegalArgumentException.class, () -> Formula.evaluate("a +", values));
  }

  private static void assertClose(String name, Map<String, Double> values, double actual) {
    double expected = Formula.evaluate(name, values);
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)), name);
  }

  /** A slot as the loop declares it. */
  private record Slot(String name, int index) {}

  /** The numbers of a step: free ones at random, derived ones by their formula. */
  private static Object numbers(Class<?> type, Random random, Map<String, Double> values)
      throws ReflectiveOperationException {
    Object h = type.getDeclaredConstructor().newInstance();
    List<Field> fields =
        Arrays.stream(type.getFields())
            .filter(f -> f.getType() == double.class && !Modifier.isStatic(f.getModifiers()))
            .toList();
    for (Field field : fields) {
      values.put(field.getName(), random.nextDouble(0.1, 0.9));
    }
    values.put("t", (double) random.nextInt(1, 20));
    Matcher derived = DERIVED.matcher(source(type.getDeclaringClass()));
    while (derived.find()) {
      values.putAll(Formula.run(List.of(derived.group(1)), values));
    }
    for (Field field : fields) {
      field.setDouble(h, Formula.evaluate(field.getName(), values));
    }
    return h;
  }

  private static List<String> formula(String source) {
    Matcher block = BLOCK.matcher(source);
    if (!block.find()) {
      return List.of();
    }
    return block
        .group(1)
        .lines()
        .map(line -> line.replaceFirst("^\\s*\\*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<Slot> slots(String source) {
    return SLOT.matcher(source)
        .results()
        .map(slot -> new Slot(slot.group(1), Integer.parseInt(slot.group(2))))
        .toList();
  }

  private static Object kernel(Class<?> rule) throws ReflectiveOperationException {
    return ((Precisions<?>) rule.getField("KIND").get(null)).shared(DType.F64);
  }

  /** The twin's loop over double. */
  private static Method update(Class<?> rule) throws ReflectiveOperationException {
    for (Method method : kernel(rule).getClass().getDeclaredMethods()) {
      if (method.getName().equals("update")
          && !method.isBridge()
          && method.getParameterTypes()[1] == double[].class) {
        return method;
      }
    }
    throw new IllegalStateException(rule + " has no update for double");
  }

  private static Class<?> load(String simpleName) {
    try {
      return Class.forName(UpdateRule.class.getPackageName() + ".rule." + simpleName);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String source(Class<?> type) {
    try {
      return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
