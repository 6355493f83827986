package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.rewrite.Rewrites;
import dev.lockstep.torch.optim.SparseAdam;
import dev.lockstep.torch.optim.TorchOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Generated classes were run on the real framework beside their source: what came out is kept in
 * {@code rewrite/}, recorded by {@code ./lockstep-dev rewrites}.
 */
class GeneratedClassConformance {
  /**
   * The source's facade repeats the recorded bits, but for sums over a tensor and torch's square
   * root, which is one unit off in some machines' stock builds (budget.yaml).
   */
  private static final double SUMS_AND_ROOTS = 0x1p-20;

  private static final List<Card> GENERATED =
      Cards.load().all().stream().filter(Card::isGenerated).toList();

  /** What was recorded of a card. */
  record Recording(String digest, List<GeneratedTrial> trials) {}

  @TestFactory
  List<DynamicTest> theClassFollowsItsSourceAsItsCardSays() {
    return GENERATED.stream()
        .map(card -> DynamicTest.dynamicTest(card.id(), () -> check(card)))
        .toList();
  }

  private static void check(Card card) throws IOException {
    Recording recording = recording(card);
    assertEquals(
        recording.digest(),
        digest(card),
        "the class is another one than was run: record it again (./lockstep-dev rewrites)");
    for (GeneratedTrial trial : recording.trials()) {
      assertSourceIsRepeated(card, trial);
      assertNear(card.cases().get(card.cases().size() - 1).bound(), trial);
    }
  }

  private static void assertSourceIsRepeated(Card card, GeneratedTrial trial) {
    boolean sums = Formula.of(card.from()).isEmpty();
    boolean roots = card.sourceFramework().equals("torch");
    List<List<List<Double>>> ours = run(card, trial);
    for (int k = 0; k < trial.steps(); k++) {
      for (int i = 0; i < trial.shapes().size(); i++) {
        for (int j = 0; j < trial.start().get(i).size(); j++) {
          float recorded = trial.left().get(k).get(i).get(j).floatValue();
          float repeated = ours.get(k).get(i).get(j).floatValue();
          double allowed = sums || roots ? SUMS_AND_ROOTS * Math.max(1, Math.abs(recorded)) : 0;
          assertTrue(
              Math.abs(recorded - repeated) <= allowed,
              () -> "source: recorded %s, ours %s of %s".formatted(recorded, repeated, trial));
        }
      }
    }
  }

  /** Relative to the way that an element has gone, and some units in its own last place. */
  private static void assertNear(double bound, GeneratedTrial trial) {
    for (int i = 0; i < trial.shapes().size(); i++) {
      for (int j = 0; j < trial.start().get(i).size(); j++) {
        double start = trial.start().get(i).get(j);
        double way = 0;
        for (int k = 0; k < trial.steps(); k++) {
          double left = trial.left().get(k).get(i).get(j);
          double right = trial.right().get(k).get(i).get(j);
          way = Math.max(way, Math.abs(left - start));
          double allowed = bound * way + 0x1p-20 * Math.max(Math.abs(start), Math.abs(left));
          int step = k;
          assertTrue(
              Math.abs(left - right) <= allowed,
              () -> "step %d: %s and %s of %s".formatted(step + 1, left, right, trial));
        }
      }
    }
  }

  private static List<List<List<Double>>> run(Card card, GeneratedTrial trial) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < trial.shapes().size(); i++) {
      parameters.add(new Parameter("p" + i, tensor(trial.shapes().get(i), trial.start().get(i))));
    }
    Roles roles = Roles.of(card.from());
    Map<String, @Nullable Object> options = new LinkedHashMap<>(trial.source());
    if (!trial.rates().isEmpty()) {
      options.put(
          roles.rate(), roles.takesLists() ? Map.of("list", trial.rates()) : trial.rates().get(0));
    }
    Definition definition = Definition.of(card.sourceFramework(), card.from(), options, List.of());
    Object optimizer = Builder.build(definition, parameters, Arithmetic.NATIVE);
    Side side = optimizer instanceof SparseAdam sparse ? new Rows(sparse) : Side.of(optimizer);
    List<List<List<Double>>> steps = new ArrayList<>();
    for (int k = 0; k < trial.steps(); k++) {
      if (!trial.rates().isEmpty()) {
        side.setRate(0, trial.rates().get(k));
      }
      Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
      for (int i = 0; i < parameters.size(); i++) {
        gradients.put(
            parameters.get(i), tensor(trial.shapes().get(i), trial.gradients().get(k).get(i)));
      }
      side.step(gradients);
      steps.add(parameters.stream().map(p -> numbers(p.value())).toList());
    }
    return steps;
  }

  /**
   * Every row is looked up in every step.
   *
   * @param optimizer takes sparse gradients only
   */
  private record Rows(SparseAdam optimizer) implements Side {
    @Override
    public void setRate(int group, double rate) {
      optimizer.paramGroups().get(group).set(TorchOptions.LR, rate);
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      gradients.forEach(
          (parameter, gradient) -> {
            int[] rows = IntStream.range(0, gradient.shape()[0]).toArray();
            parameter.setGrad(new SparseRows(rows, gradient));
          });
      optimizer.step();
    }
  }

  private static Tensor tensor(List<Integer> shape, List<Double> values) {
    Tensor tensor = Tensor.zeros(DType.F32, shape.stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < values.size(); i++) {
      tensor.set(i, values.get(i));
    }
    return tensor;
  }

  private static List<Double> numbers(Tensor tensor) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      numbers.add(tensor.get(i));
    }
    return numbers;
  }

  private static Recording recording(Card card) throws IOException {
    String name = "/dev/lockstep/conformance/rewrite/" + card.id() + ".json";
    try (InputStream file = GeneratedClassConformance.class.getResourceAsStream(name)) {
      return new ObjectMapper()
          .readValue(
              Objects.requireNonNull(file, "not recorded: run ./lockstep-dev rewrites"),
              new TypeReference<Recording>() {});
    }
  }

  private static String digest(Card card) {
    try {
      byte[] text = Rewrites.classFor(card).orElseThrow().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the classes and the trials to be run, for the recorder. */
  @Test
  @EnabledIfSystemProperty(named = "lockstep.rewrites", matches = ".+")
  void writesWhatIsToBeRun() throws IOException {
    Path folder = Path.of(System.getProperty("lockstep.rewrites"));
    Files.createDirectories(folder);
    for (Card card : GENERATED) {
      Files.writeString(folder.resolve(card.id() + ".py"), Rewrites.classFor(card).orElseThrow());
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("card", card.id());
      all.put("from", card.from());
      all.put("name", Rewrites.nameOf(card));
      all.put("digest", digest(card));
      all.put("trials", GeneratedTrial.of(card));
      new ObjectMapper().writeValue(folder.resolve(card.id() + ".json").toFile(), all);
    }
  }
}
