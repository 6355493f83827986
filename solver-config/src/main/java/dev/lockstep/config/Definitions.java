package dev.lockstep.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.text.Node;
import dev.lockstep.config.text.Place;
import dev.lockstep.config.text.Plain;
import dev.lockstep.config.text.TextException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes definitions, JSON or YAML.
 *
 * <p>Threads: safe to share.
 */
public final class Definitions {
  private static final ObjectMapper FIELDS = new ObjectMapper();

  private Definitions() {}

  /**
   * Reads a file; a name that ends in {@code .json} is read as JSON, any other as YAML.
   *
   * @throws DefinitionException if it is not a definition; the message has file, line and column
   * @throws IOException if the file cannot be read
   */
  public static Definition read(Path file) throws IOException {
    return parse(Plain.bytes(file), Plain.isJson(file), file.toString());
  }

  /**
   * Reads a definition from JSON.
   *
   * @throws DefinitionException if it is not one; the message has line and column
   */
  public static Definition fromJson(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8), true, "definition");
  }

  /**
   * Reads a definition from YAML.
   *
   * @throws DefinitionException if it is not one; the message has line and column
   */
  public static Definition fromYaml(String yaml) {
    return parse(yaml.getBytes(StandardCharsets.UTF_8), false, "definition");
  }

  /** The definition as one line of JSON. */
  public static String toJson(Definition definition) {
    return Plain.toJson(definition);
  }

  /** The definition as YAML. */
  public static String toYaml(Definition definition) {
    return Plain.toYaml(definition);
  }

  private static Definition parse(byte[] bytes, boolean json, String name) {
    Node root = root(bytes, json, name);
    try {
      Definition definition = FIELDS.convertValue(root.plain(), Definition.class);
      if (definition == null) {
        throw new DefinitionException(name + ":1:1: must be a definition");
      }
      return definition;
    } catch (IllegalArgumentException e) {
      if (e instanceof DefinitionException known) {
        throw known;
      }
      throw located(root, name, e);
    }
  }

  private static Node root(byte[] bytes, boolean json, String name) {
    try {
      return normal(Plain.root(bytes, json, name));
    } catch (TextException e) {
      throw new DefinitionException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A configuration file of Pet as a definition: its SOLVER becomes the options, the other sections
   * of Pet fall away; {@code parameters} and {@code steps_per_epoch} beside it stay. Anything else
   * stays as it is.
   */
  public static Node normal(Node root) {
    if (!(root.content() instanceof Map<?, ?> fields)
        || !(fields.get("SOLVER") instanceof Node solver)
        || fields.containsKey("framework")) {
      return root;
    }
    Map<String, Object> normal = new LinkedHashMap<>();
    normal.put("framework", new Node("pet", solver.place()));
    normal.put("api", new Node(PetDefinition.API, solver.place()));
    normal.put("options", solver);
    for (String kept : List.of("parameters", "steps_per_epoch")) {
      if (fields.get(kept) instanceof Node field) {
        normal.put(kept, field);
      }
    }
    return new Node(normal, root.place());
  }

  private static DefinitionException located(Node root, String name, IllegalArgumentException e) {
    if (!(e.getCause() instanceof JsonMappingException cause)) {
      return new DefinitionException(name + ": " + e.getMessage());
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : cause.getPath()) {
      String field = step.getFieldName();
      path.append(field == null ? "[" + step.getIndex() + "]" : "." + field);
    }
    Place place = root.find(path.toString());
    String message = cause.getOriginalMessage().lines().findFirst().orElse("");
    return new DefinitionException(
        "%s:%s:%s: %s".formatted(name, place.line(), place.column(), message));
  }
}
