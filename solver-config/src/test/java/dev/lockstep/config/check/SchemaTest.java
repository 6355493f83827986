package dev.lockstep.config.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lockstep.config.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema refuses what is wrong in shape, and nothing else of the same table. */
class SchemaTest {
  private static final Set<String> OF_SHAPE =
      Set.of("unknown-field", "wrong-type", "missing-field", "unknown-framework");
  private static final JsonSchema SCHEMA = load();

  private static JsonSchema load() {
    try (InputStream in =
        Objects.requireNonNull(Definition.class.getResourceAsStream("definition.schema.json"))) {
      JsonNode schema = new ObjectMapper().readTree(in);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<WrongInputsTest.Row> rows() throws IOException {
    // an explicit null where params may be left out is a question of meaning, not of shape; NaN is
    // no JSON
    return WrongInputsTest.rows()
        .filter(row -> !row.yaml().contains("params: null"))
        .filter(row -> !row.yaml().matches("(?s).*: \\.(nan|inf).*"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refusesWhatIsWrongInShape(WrongInputsTest.Row row) throws IOException {
    JsonNode definition = new YAMLMapper().readTree(row.yaml());
    assertEquals(
        OF_SHAPE.contains(row.rule()),
        !SCHEMA.validate(definition).isEmpty(),
        () -> row.yaml() + SCHEMA.validate(definition));
  }
}
