package dev.lockstep.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes definitions, JSON or YAML.
 *
 * <p>Threads: safe to share.
 */
public final class Definitions {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private Definitions() {}

  /**
   * Reads a file; a name that ends in {@code .json} is read as JSON, any other as YAML.
   *
   * @throws DefinitionException if it is not a definition; the message has file, line and column
   * @throws IOException if the file cannot be read
   */
  public static Definition read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    boolean json = file.toString().endsWith(".json");
    return parse(json ? JSON : YAML, text, file.toString());
  }

  /**
   * Reads a definition from JSON.
   *
   * @throws DefinitionException if it is not one; the message has line and column
   */
  public static Definition fromJson(String json) {
    return parse(JSON, json, "definition");
  }

  /**
   * Reads a definition from YAML.
   *
   * @throws DefinitionException if it is not one; the message has line and column
   */
  public static Definition fromYaml(String yaml) {
    return parse(YAML, yaml, "definition");
  }

  /** The definition as one line of JSON. */
  public static String toJson(Definition definition) {
    return write(JSON, definition);
  }

  /** The definition as YAML. */
  public static String toYaml(Definition definition) {
    return write(YAML, definition);
  }

  private static Definition parse(ObjectMapper mapper, String text, String where) {
    try {
      Definition definition = mapper.readValue(text, Definition.class);
      if (definition == null) {
        throw new DefinitionException(where + ": empty, expected a definition");
      }
      return definition;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? where : where + ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new DefinitionException(place + ": " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String write(ObjectMapper mapper, Definition definition) {
    try {
      return mapper.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
