package dev.lockstep.config.schedule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The words of the differences that conversions name: those of the cards, and what only conversions
 * name ({@code differences.yaml}).
 */
final class DifferenceTexts {
  private static final Cards CARDS = Cards.load();
  private static final Map<String, Text> OWN = read();

  private DifferenceTexts() {}

  /**
   * The words of a difference.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Text of(String id) {
    Text own = OWN.get(id);
    return own != null
        ? own
        : CARDS
            .difference(id)
            .map(Difference::text)
            .orElseThrow(() -> new IllegalArgumentException("no words for the difference " + id));
  }

  private static Map<String, Text> read() {
    try (InputStream file = DifferenceTexts.class.getResourceAsStream("differences.yaml")) {
      return new YAMLMapper().readValue(file, new TypeReference<Map<String, Text>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
