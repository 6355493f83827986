package dev.lockstep.config.check;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wrong input of the table is judged as the framework judges it. A row with an empty rule is
 * accepted without a word; a rule that is a warning is accepted.
 */
class WrongInputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  record Row(String name, String rule, String path, String yaml) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    WrongInputsTest.class.getResourceAsStream("wrong-inputs.jsonl")),
                StandardCharsets.UTF_8))) {
      List<Row> rows = lines.lines().map(WrongInputsTest::row).toList();
      return rows.stream();
    }
  }

  /** JSON has no NaN: the table writes {@code {"real": "nan"}}, which is {@code .nan} in YAML. */
  private static Row row(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      String yaml = YAML.writeValueAsString(row.get("definition"));
      String spelt = yaml.replaceAll("\\n\\s+real: \"(nan|inf)\"", " .$1");
      return new Row(
          row.get("case").asText(), row.get("rule").asText(), row.get("path").asText(), spelt);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isJudgedAsTheFrameworkJudgesIt(Row row) {
    Checked checked = new DefinitionCheck(Locale.ENGLISH).yaml("file.yaml", row.yaml());
    String all = row.yaml() + checked.findings();
    if (row.rule().isEmpty()) {
      assertTrue(checked.findings().isEmpty() && checked.definition().isPresent(), all);
      return;
    }
    Finding found =
        checked.findings().stream()
            .filter(f -> f.rule().equals(row.rule()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(all));
    assertAll(
        () -> assertEquals(row.path(), found.path(), all),
        () -> assertEquals(found.isError(), checked.definition().isEmpty(), all),
        () -> assertFalse(found.message().matches(".*\\{(path|got|allowed|suggestion)}.*")),
        () -> assertTrue(found.line() > 1 || found.path().isEmpty(), all));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void speaksChineseToo(Row row) {
    List<Finding> english = new DefinitionCheck(Locale.ENGLISH).yaml("f", row.yaml()).findings();
    List<Finding> chinese = new DefinitionCheck(Locale.CHINESE).yaml("f", row.yaml()).findings();
    assertEquals(
        english.stream().map(Finding::rule).toList(), chinese.stream().map(Finding::rule).toList());
    assertTrue(chinese.stream().allMatch(f -> f.message().matches("(?s).*\\p{IsHan}.*")));
    assertTrue(
        !row.yaml().contains("framework: \"mindspore\"")
            || chinese.stream().noneMatch(f -> f.message().matches("(?s).* (must|cannot|not) .*")),
        () -> chinese.toString());
  }
}
