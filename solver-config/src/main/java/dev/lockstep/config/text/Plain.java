package dev.lockstep.config.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of plain data, JSON or YAML: maps, lists, numbers, texts, booleans and null.
 *
 * <p>Threads: safe to share.
 */
public final class Plain {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  private Plain() {}

  /** Whether a file of that name is read as JSON; any other is YAML. */
  public static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  /**
   * The bytes of a file, one more than may be read if it is too large.
   *
   * @throws IOException if the file cannot be read
   */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(DocumentReader.MAX_BYTES + 1);
    }
  }

  /**
   * Reads an object from a file.
   *
   * @throws TextException if it is none; the message has file, line and column
   * @throws IOException if the file cannot be read
   */
  public static Map<String, @Nullable Object> read(Path file) throws IOException {
    return object(root(bytes(file), isJson(file), file.toString()), file.toString());
  }

  /**
   * Reads an object from JSON.
   *
   * @throws TextException if it is none; the message has line and column
   */
  public static Map<String, @Nullable Object> fromJson(String json) {
    return object(root(json.getBytes(StandardCharsets.UTF_8), true, "text"), "text");
  }

  /**
   * Reads an object from YAML.
   *
   * @throws TextException if it is none; the message has line and column
   */
  public static Map<String, @Nullable Object> fromYaml(String yaml) {
    return object(root(yaml.getBytes(StandardCharsets.UTF_8), false, "text"), "text");
  }

  /**
   * The value of a text.
   *
   * @param name what messages call it
   * @throws TextException if something is wrong with it; the first flaw is named
   */
  public static Node root(byte[] bytes, boolean json, String name) {
    Document document = DocumentReader.read(bytes, json);
    if (!document.flaws().isEmpty() || document.root().isEmpty()) {
      throw new TextException(name + ":" + document.flaws().get(0));
    }
    return document.root().get();
  }

  @SuppressWarnings("unchecked") // keys of objects are strings
  private static Map<String, @Nullable Object> object(Node root, String name) {
    if (root.plain() instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new TextException(name + ":1:1: must be an object");
  }

  /** Plain data as one line of JSON. */
  public static String toJson(Object data) {
    return write(JSON, data);
  }

  /** Plain data as YAML. */
  public static String toYaml(Object data) {
    return write(YAML, data);
  }

  private static String write(ObjectMapper mapper, Object data) {
    try {
      return mapper.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
