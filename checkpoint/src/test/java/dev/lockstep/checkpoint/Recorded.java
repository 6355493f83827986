package dev.lockstep.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The files that {@code checkpoint/record} recorded from the real frameworks. */
public final class Recorded {
  private Recorded() {}

  /** The bytes of a recorded file. */
  public static byte[] file(String name) {
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each tensor's type, shape and bytes by its path, as Python wrote them. */
  static Map<String, String> facts(String name) {
    Map<String, String> facts = new LinkedHashMap<>();
    try {
      JsonNode tensors = new ObjectMapper().readTree(file(name)).get("tensors");
      tensors
          .properties()
          .forEach(
              entry -> {
                JsonNode fact = entry.getValue();
                String type = fact.get("dtype").asText().replace("torch.", "");
                facts.put(
                    entry.getKey(),
                    type + " " + fact.get("shape") + " " + fact.get("hex").asText());
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }

  /** A tensor in the words of the recording. */
  static String fact(StoredTensor tensor, String type) {
    byte[] bytes = new byte[tensor.bytes().remaining()];
    tensor.bytes().get(bytes);
    return type
        + " "
        + tensor.shape().toString().replace(" ", "")
        + " "
        + HexFormat.of().formatHex(bytes);
  }
}
