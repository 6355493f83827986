package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  private static final String A = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

  @Test
  void whatIsWrittenIsReadAgainUnchanged() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("w", StoredTensor.of(ElementType.BF16, List.of(2L, 1L), new byte[] {1, 2, 3, 4}));
    tensors.put("empty", StoredTensor.of(ElementType.I64, List.of(0L), new byte[0]));
    tensors.put("s", StoredTensor.scalar(0.1, ElementType.F64));
    SafetensorsFile file = new SafetensorsFile(tensors, Map.of("format", "pt"));
    assertEquals(file, SafetensorsFile.read(file.write()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "duplicate keys | {'a':%A,'a':%A} | 4 | safetensors-header",
        "not JSON | {'a' | 4 | safetensors-header",
        "an array | [] | 0 | safetensors-header",
        "deep nesting | {'a':[[[[[[[[[[1]]]]]]]]]]} | 0 | safetensors-header",
        "a missing field | {'a':{'dtype':'F32','shape':[1]}} | 4 | safetensors-header",
        "an unknown field | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | 4 | safetensors-header",
        "a negative length | {'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | safetensors-header",
        "a fractional length | {'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | safetensors-header",
        "metadata of numbers | {'__metadata__':{'a':1}} | 0 | safetensors-header",
        "two documents | {}{} | 0 | safetensors-header",
        "an unknown type | {'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}} | 4 | element-type",
        "another length | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | tensor-bounds",
        "a product that overflows | {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | 4 | tensor-bounds",
        "a hole | {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | safetensors-layout",
        "an overlap | {'a':%A,'b':%A} | 4 | safetensors-layout",
        "the end before the start | {'a':{'dtype':'F32','shape':[0],'data_offsets':[4,0]}} | 4 | safetensors-layout",
        "too few bytes | {'a':%A} | 3 | safetensors-layout",
        "bytes that follow | {'a':%A} | 5 | safetensors-layout",
      })
  void aDamagedHeaderIsRefused(String what, String header, int bytes, String rule) {
    String json = header.replace('\'', '"').replace("%A", A);
    CheckpointException refusal =
        assertThrows(
            CheckpointException.class, () -> SafetensorsFile.read(file(json, bytes)), what);
    assertEquals(rule, refusal.rule().id());
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() {
    byte[] file =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> SafetensorsFile.read(file));
    assertEquals(Rule.SAFETENSORS_HEADER, refusal.rule());
  }

  private static byte[] file(String header, int bytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
