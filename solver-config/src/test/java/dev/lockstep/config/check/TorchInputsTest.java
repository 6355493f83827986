package dev.lockstep.config.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Torch's own database of optimizer inputs (torch 2.15, recorded by dev/live) gets torch's
 * verdicts: refused, accepted with a warning, accepted.
 */
class TorchInputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Row(String name, String verdict, JsonNode definition) {
    @Override
    public String toString() {
      return name;
    }

    String expected() {
      return verdict.endsWith("Error") ? "refused" : verdict;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TorchInputsTest.class.getResourceAsStream("torch-optimizer-inputs.jsonl")),
                StandardCharsets.UTF_8))) {
      List<Row> rows = lines.lines().map(TorchInputsTest::row).toList();
      return rows.stream();
    }
  }

  private static Row row(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      return new Row(row.get("case").asText(), row.get("verdict").asText(), row.get("definition"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theWholeDatabaseIsThere() throws IOException {
    assertEquals(95, rows().filter(row -> row.name().contains(", valid: ")).count());
    assertEquals(141, rows().filter(row -> row.name().contains(", error: ")).count());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void getsTorchsVerdict(Row row) {
    assumeTrue(
        Api.find("torch", row.definition().get("api").asText()).isPresent(), "no class of it yet");
    Checked checked =
        new DefinitionCheck(Locale.ENGLISH).json("file.json", row.definition().toString());
    String found =
        !checked.isValid() ? "refused" : checked.findings().isEmpty() ? "accepted" : "warning";
    assertEquals(row.expected(), found, () -> row.definition() + "\n" + checked.findings());
  }
}
