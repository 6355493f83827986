package dev.lockstep.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * safetensors: eight bytes that give the length of a JSON header, the header, and the tensors'
 * bytes without holes. Source: the format's README, version 0.6. The format has no checksum.
 *
 * @param tensors by name
 * @param metadata texts by name
 */
public record SafetensorsFile(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
  private static final int LENGTH_BYTES = 8;
  private static final int LONGEST_HEADER = 16 << 20;
  private static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private record Place(String name, ElementType type, List<Long> shape, long from, long to) {}

  /**
   * The tensors of a file.
   *
   * @throws CheckpointException safetensors-header, safetensors-layout, element-type, tensor-bounds
   */
  public static SafetensorsFile read(byte[] file) {
    int length = headerLength(file);
    JsonNode header = header(file, length);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    header
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(METADATA)) {
                readMetadata(entry.getValue(), metadata);
              } else {
                places.add(place(entry.getKey(), entry.getValue()));
              }
            });
    int start = LENGTH_BYTES + length;
    checkLayout(places, file.length - start);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Place place : places) {
      byte[] bytes = Arrays.copyOfRange(file, start + (int) place.from(), start + (int) place.to());
      tensors.put(place.name(), StoredTensor.of(place.type(), place.shape(), bytes));
    }
    return new SafetensorsFile(tensors, metadata);
  }

  private static int headerLength(byte[] file) {
    if (file.length < LENGTH_BYTES) {
      throw badHeader("the file has only " + file.length + " bytes");
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > file.length - LENGTH_BYTES) {
      throw badHeader("its length cannot be " + Long.toUnsignedString(length));
    }
    return (int) length;
  }

  private static JsonNode header(byte[] file, int length) {
    if (file[LENGTH_BYTES] != '{') {
      throw badHeader("it does not start with {");
    }
    try {
      return JSON.readTree(file, LENGTH_BYTES, length);
    } catch (JsonProcessingException e) {
      throw badHeader(e.getOriginalMessage());
    } catch (IOException e) {
      throw badHeader(String.valueOf(e.getMessage()));
    }
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw badHeader("__metadata__ is no object of texts");
    }
    node.properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isTextual()) {
                throw badHeader("__metadata__ is no object of texts");
              }
              metadata.put(entry.getKey(), entry.getValue().textValue());
            });
  }

  private static Place place(String name, JsonNode node) {
    JsonNode type = node.path("dtype");
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (node.size() != 3 || !type.isTextual() || !shape.isArray() || offsets.size() != 2) {
      throw badHeader("'%s' needs dtype, shape, data_offsets and nothing else".formatted(name));
    }
    return new Place(
        name,
        ElementType.ofSafetensors(type.textValue())
            .orElseThrow(
                () ->
                    new CheckpointException(
                        Rule.ELEMENT_TYPE, "'%s' has the unknown type %s".formatted(name, type))),
        numbers(name, shape),
        numbers(name, offsets).get(0),
        numbers(name, offsets).get(1));
  }

  private static List<Long> numbers(String name, JsonNode array) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : array) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw badHeader("'%s' has a length or an offset that is no whole number".formatted(name));
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private static void checkLayout(List<Place> places, long available) {
    long free = 0;
    for (Place place :
        places.stream()
            .sorted(Comparator.comparingLong(Place::from).thenComparingLong(Place::to))
            .toList()) {
      if (place.from() != free || place.to() < place.from() || place.to() > available) {
        throw badLayout(
            "'%s' lies at [%s, %s), byte %s is next"
                .formatted(place.name(), place.from(), place.to(), free));
      }
      free = place.to();
    }
    if (free != available) {
      throw badLayout("%s bytes follow the last tensor".formatted(available - free));
    }
  }

  private static CheckpointException badHeader(String detail) {
    return new CheckpointException(Rule.SAFETENSORS_HEADER, "the header is damaged: " + detail);
  }

  private static CheckpointException badLayout(String detail) {
    return new CheckpointException(Rule.SAFETENSORS_LAYOUT, detail);
  }

  /**
   * The bytes of a file with these tensors, the header padded to eight bytes as the format asks.
   */
  public byte[] write() {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = header.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    long at = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      StoredTensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", tensor.type().safetensorsName());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      node.putArray("data_offsets").add(at).add(at + tensor.bytes().remaining());
      at += tensor.bytes().remaining();
    }
    return assembled(header, at);
  }

  private byte[] assembled(ObjectNode header, long content) {
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + padded + content))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(json);
    while (file.position() < LENGTH_BYTES + padded) {
      file.put((byte) ' ');
    }
    tensors.values().forEach(tensor -> file.put(tensor.bytes()));
    return file.array();
  }
}
