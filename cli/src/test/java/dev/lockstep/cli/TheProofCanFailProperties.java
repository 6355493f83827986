package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * One bit of a recorded value is flipped, somewhere in a trace that is replayed at 0 ULP: then
 * {@code conformance} must say so, and where.
 */
class TheProofCanFailProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("lockstep-flips");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("flipped.jsonl"));
    Files.delete(folder);
  }

  /** Traces that have no budget: nothing but 0 ULP passes. */
  @Provide
  Arbitrary<String> traces() {
    return Arbitraries.of(
            "torch.optim.SGD",
            "torch.optim.SGD.fused",
            "torch.optim.Adam.ieee-sqrt",
            "torch.optim.AdamW.fused",
            "mindspore.nn.SGD",
            "mindspore.nn.Momentum")
        .flatMap(api -> Arbitraries.of(Traces.lines(Traces.FOLDER.resolve(api + ".jsonl.gz"))))
        .filter(line -> !line.contains("\"error\""));
  }

  @Property
  void aFlippedBitOfAParameterIsFound(
      @ForAll("traces") String trace, @ForAll int place, @ForAll @IntRange(max = 63) int bit)
      throws IOException {
    JsonNode golden = JSON.readTree(trace);
    int step = Math.floorMod(place, golden.get("steps").size());
    JsonNode params = golden.get("steps").get(step).get("params");
    String name = nth(params, place);

    String slot = "params." + name + flipWord((ArrayNode) params.get(name), place, bit);

    assertFound(golden, step, slot);
  }

  @Property
  void aFlippedBitOfTheStateIsFound(
      @ForAll("traces") String trace, @ForAll int place, @ForAll @IntRange(max = 63) int bit)
      throws IOException {
    JsonNode golden = JSON.readTree(trace);
    int step = Math.floorMod(place, golden.get("steps").size());
    List<Word> words = new ArrayList<>();
    collect("state", golden.get("steps").get(step).get("state"), words);
    if (!words.isEmpty()) {
      Word word = words.get(Math.floorMod(place / 7, words.size()));

      String slot = word.slot().replace("per_param.", "") + flipWord(word.hex(), place, bit);

      assertFound(golden, step, slot);
    }
  }

  @Property
  void aFlippedBitOfALearningRateIsFound(
      @ForAll("traces") String trace, @ForAll int place, @ForAll @IntRange(max = 63) int bit)
      throws IOException {
    JsonNode golden = JSON.readTree(trace);
    int step = Math.floorMod(place, golden.get("steps").size());
    ArrayNode rates = (ArrayNode) golden.get("steps").get(step).get("lr");
    int group = Math.floorMod(place / 7, rates.size());
    long bits = Double.doubleToRawLongBits(rates.get(group).doubleValue()) ^ (1L << bit);
    double flipped = Double.longBitsToDouble(bits);
    if (Double.isFinite(flipped)) {
      rates.set(group, JSON.getNodeFactory().numberNode(flipped));

      assertFound(golden, step, "lr[" + group + "]");
    }
  }

  /** A list of hex words in the state. */
  private record Word(String slot, ArrayNode hex) {}

  private static void collect(String slot, JsonNode state, List<Word> words) {
    if (state.get("hex") instanceof ArrayNode hex) {
      words.add(new Word(slot, hex));
    } else if (state instanceof ObjectNode object) {
      object.properties().forEach(e -> collect(slot + "." + e.getKey(), e.getValue(), words));
    }
  }

  private static String nth(JsonNode object, int place) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.get(Math.floorMod(place / 7, names.size()));
  }

  /** Flips a bit of one word and returns its index in brackets. */
  private static String flipWord(ArrayNode words, int place, int bit) {
    int index = Math.floorMod(place / 49, words.size());
    String hex = words.get(index).textValue();
    long flipped = Long.parseUnsignedLong(hex, 16) ^ (1L << (bit % (4 * hex.length())));
    words.set(index, JSON.getNodeFactory().textNode(hex(flipped, hex.length())));
    return "[" + index + "]";
  }

  private static String hex(long bits, int digits) {
    return ("%0" + digits + "x").formatted(bits);
  }

  private static void assertFound(JsonNode golden, int step, String slot) throws IOException {
    Files.writeString(folder.resolve("flipped.jsonl"), JSON.writeValueAsString(golden));

    Run run = Run.of("conformance", "--goldens", folder.toString());

    String place = "%s, step %s, %s:".formatted(golden.get("id").textValue(), step, slot);
    assertEquals(1, run.code(), place);
    assertTrue(run.out().contains(place), () -> place + " is not named in " + run.out());
  }
}
