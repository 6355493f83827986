package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every hex word of parameters and state in every step is compared: counted here in another way.
 */
class ValuesAreCountedConformance {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final Pattern WORD = Pattern.compile("[0-9a-f]{8}|[0-9a-f]{16}");

  @Test
  void valuesIsTheNumberOfHexWordsInTheSteps() throws IOException {
    for (FileReport report : Replayed.folder(Goldens.OPTIMIZERS)) {
      long words = 0;
      int cases = 0;
      for (String line : Goldens.lines(Goldens.OPTIMIZERS.resolve(Path.of(report.file())))) {
        words += words(line);
        cases++;
      }
      assertEquals(cases, report.cases(), report.file());
      if (report.replayed() == cases && report.deviations().isEmpty()) {
        assertEquals(words, report.values(), report.file());
      }
    }
  }

  /** Texts of 8 or 16 hex digits below {@code steps[].params} and {@code steps[].state}. */
  private static long words(String line) throws IOException {
    long words = 0;
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser json = JSON.createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isStructStart()) {
          path.addLast(String.valueOf(json.currentName()));
        } else if (token.isStructEnd()) {
          path.removeLast();
        } else if (token == JsonToken.VALUE_STRING && WORD.matcher(json.getText()).matches()) {
          words += isCounted(path) ? 1 : 0;
        }
      }
    }
    return words;
  }

  private static boolean isCounted(Deque<String> path) {
    String where = String.join("/", path);
    return where.startsWith("null/steps/null/params/")
        || (where.startsWith("null/steps/null/state/") && where.endsWith("/hex"));
  }
}
