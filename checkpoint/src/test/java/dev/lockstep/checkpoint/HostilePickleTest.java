package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.pickle.Unpickler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each program of hostile-pickles.txt is refused by the rule that it names. */
class HostilePickleTest {
  private static final long MOST_TENSOR_BYTES = 1 << 20;

  record Hostile(String what, String rule, String program) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Hostile> programs() {
    return new String(Recorded.file("hostile-pickles.txt"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" \\| ?", 3))
        .map(parts -> new Hostile(parts[0], parts[1].strip(), parts[2].strip()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void itIsRefused(Hostile hostile) {
    byte[] pickle = assemble(hostile.program());
    Unpickler machine = new Unpickler(pickle, HostilePickleTest::storage, MOST_TENSOR_BYTES);
    CheckpointException refusal = assertThrows(CheckpointException.class, machine::read);
    assertEquals(hostile.rule(), refusal.rule().id(), refusal.getMessage());
    assertTrue(String.valueOf(refusal.getMessage()).length() < 400, refusal.getMessage());
  }

  @Test
  void thereAreEnoughOfThem() {
    assertTrue(programs().count() >= 100);
  }

  private static byte[] storage(String key, ElementType type, long elements) {
    if (!key.equals("0")) {
      throw new CheckpointException(Rule.TORCH_LAYOUT, "no storage " + key);
    }
    if (elements != 4) {
      throw new CheckpointException(Rule.TENSOR_BOUNDS, "the storage has 4 elements");
    }
    return new byte[16];
  }

  private static byte[] assemble(String program) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> tokens = List.of(program.isEmpty() ? new String[0] : program.split(" +"));
    boolean raw = tokens.contains("raw");
    if (!raw) {
      out.writeBytes(new byte[] {(byte) 0x80, 2});
    }
    tokens.stream().skip(raw ? 1 : 0).forEach(token -> put(out, token));
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String token) {
    String[] parts = token.split(":", 3);
    if (token.startsWith("*")) {
      String repeated = token.substring(token.indexOf(':') + 1);
      for (int i = 0; i < Integer.parseInt(parts[0].substring(1)); i++) {
        put(out, repeated);
      }
    } else if (parts.length == 1) {
      out.write(token.length() == 1 ? token.charAt(0) : Integer.parseInt(token, 16));
    } else {
      switch (parts[0]) {
        case "c" -> out.writeBytes(utf8("c" + parts[1] + "\n" + parts[2] + "\n"));
        case "X" -> text(out, token.substring(2));
        case "K" -> out.writeBytes(new byte[] {'K', (byte) Integer.parseInt(parts[1])});
        case "J" -> out.writeBytes(number('J', Integer.parseInt(parts[1])));
        case "S" -> storage(out, parts[1], Integer.parseInt(parts[2]));
        default -> throw new IllegalArgumentException(token);
      }
    }
  }

  private static void storage(ByteArrayOutputStream out, String key, int elements) {
    out.write('(');
    text(out, "storage");
    out.writeBytes(utf8("ctorch\nFloatStorage\n"));
    text(out, key);
    text(out, "cpu");
    out.writeBytes(number('J', elements));
    out.writeBytes(utf8("tQ"));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = utf8(text);
    out.writeBytes(number('X', bytes.length));
    out.writeBytes(bytes);
  }

  private static byte[] number(char opcode, int value) {
    return ByteBuffer.allocate(5)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) opcode)
        .putInt(value)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
