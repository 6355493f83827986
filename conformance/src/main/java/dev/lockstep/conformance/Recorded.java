package dev.lockstep.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A recorded JSON value with its path, so that every complaint says where.
 *
 * @param path for instance {@code steps[2].params.fc.bias}
 * @param json the value
 */
record Recorded(String path, JsonNode json) {

  /** The value of a key; it must be there. */
  Recorded get(String key) {
    return find(key).orElseThrow(() -> new GoldenException(path(key) + " is missing"));
  }

  /** The value of a key; empty if it is absent. */
  Optional<Recorded> find(String key) {
    JsonNode value = json.get(key);
    return value == null ? Optional.empty() : Optional.of(new Recorded(path(key), value));
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The elements of a list. */
  List<Recorded> list() {
    require(json.isArray(), "a list");
    List<Recorded> elements = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      elements.add(new Recorded(path + "[" + i + "]", json.get(i)));
    }
    return elements;
  }

  /** The element of a list that has one. */
  Recorded single() {
    List<Recorded> list = list();
    require(list.size() == 1, "a list of one value");
    return list.get(0);
  }

  /** The keys of an object, in order. */
  List<String> keys() {
    require(json.isObject(), "an object");
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The text. */
  String text() {
    require(json.isTextual(), "a text");
    return json.textValue();
  }

  /** The text of a key, or another one if it is absent. */
  String text(String key, String otherwise) {
    return find(key).map(Recorded::text).orElse(otherwise);
  }

  /** The number. */
  double number() {
    require(json.isNumber(), "a number");
    return json.doubleValue();
  }

  /** The whole number. */
  int whole() {
    require(json.isInt(), "a whole number");
    return json.intValue();
  }

  /** True or false. */
  boolean flag() {
    require(json.isBoolean(), "true or false");
    return json.booleanValue();
  }

  /** True for JSON null: Python's {@code None}. */
  boolean isNull() {
    return json.isNull();
  }

  /** The bits that 8 (f32) or 16 (f64) hex digits stand for. */
  long bits(DType dtype) {
    int digits = dtype == DType.F32 ? 8 : 16;
    String hex = text();
    require(hex.length() == digits, digits + " hex digits");
    try {
      return Long.parseUnsignedLong(hex, 16);
    } catch (NumberFormatException e) {
      throw new GoldenException(path + " must be " + digits + " hex digits, got " + json);
    }
  }

  /** The number that the hex digits stand for, widened. */
  double real(DType dtype) {
    return Bits.real(dtype, bits(dtype));
  }

  /** The list of hex digits as a new tensor. */
  Tensor tensor(DType dtype, int... shape) {
    List<Recorded> words = list();
    long size = 1;
    for (int extent : shape) {
      size = extent < 0 ? -1 : Math.multiplyHigh(size, extent) != 0 ? -1 : size * extent;
    }
    if (size != words.size()) {
      throw new GoldenException(
          "%s must hold the values of shape %s, got %s"
              .formatted(path, Arrays.toString(shape), words.size()));
    }
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < words.size(); i++) {
      tensor.set(i, words.get(i).real(dtype));
    }
    return tensor;
  }

  /** The list of whole numbers. */
  int[] shape() {
    return list().stream().mapToInt(Recorded::whole).toArray();
  }

  private void require(boolean condition, String expected) {
    if (!condition) {
      String got = json.toString();
      String shown = got.length() <= 40 ? got : got.substring(0, 37) + "...";
      throw new GoldenException(path + " must be " + expected + ", got " + shown);
    }
  }
}
