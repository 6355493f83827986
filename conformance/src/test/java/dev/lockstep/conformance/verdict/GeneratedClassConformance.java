package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Evidence;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.rewrite.Rewrites;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    assertEquals(recording.trials().stream().noneMatch(GeneratedTrial::isHalf), isReplayed(card));
    for (GeneratedTrial trial : recording.trials()) {
      List<List<List<Double>>> ours = GeneratedSource.run(card, trial);
      if (isReplayed(card)) {
        assertSourceIsRepeated(card, trial, ours);
      }
      GeneratedTrial whole = isReplayed(card) ? trial : trial.withLeft(ours);
      double bound = card.cases().get(card.cases().size() - 1).bound();
      assertNear(bound, whole, whole.right());
      if (!whole.graph().isEmpty()) {
        assertNear(bound, whole, whole.graph());
      }
    }
    boolean graph =
        card.targetFramework().equals("mindspore")
            && !Rewrites.classFor(card).orElseThrow().contains("PYNATIVE");
    assertEquals(graph, recording.trials().stream().noneMatch(t -> t.graph().isEmpty()));
  }

  /**
   * Whether the source runs on the machines of the recordings; if not, our facade stands for it.
   */
  private static boolean isReplayed(Card card) {
    return card.evidence() == Evidence.REPLAYED;
  }

  private static void assertSourceIsRepeated(
      Card card, GeneratedTrial trial, List<List<List<Double>>> ours) {
    boolean sums = Formula.of(card.from()).isEmpty();
    boolean roots = card.sourceFramework().equals("torch");
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
  private static void assertNear(
      double bound, GeneratedTrial trial, List<List<List<Double>>> ours) {
    for (int i = 0; i < trial.shapes().size(); i++) {
      for (int j = 0; j < trial.start().get(i).size(); j++) {
        double start = trial.start().get(i).get(j);
        double way = 0;
        for (int k = 0; k < trial.steps(); k++) {
          double left = trial.left().get(k).get(i).get(j);
          double right = ours.get(k).get(i).get(j);
          way = Math.max(way, Math.abs(left - start));
          double allowed = bound * way + 0x1p-20 * Math.max(Math.abs(start), Math.abs(left));
          int step = k;
          assertTrue(
              Math.abs(left - right) <= allowed,
              () -> "step %s: %s and %s of %s".formatted(step + 1, left, right, trial));
        }
      }
    }
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
      all.put("half", !isReplayed(card));
      all.put("trials", GeneratedTrial.of(card));
      new ObjectMapper().writeValue(folder.resolve(card.id() + ".json").toFile(), all);
    }
  }
}
