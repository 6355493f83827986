package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.pickle.Unpickler;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What torch.save wrote beside a state is refused with its key and with what to save instead. */
class ForeignObjectTest {
  private static final Map<String, String> RECORDED =
      new String(Recorded.file("foreign-objects.txt"), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| "))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numpy.float64 | lr | value.item()",
        "numpy.float32 | lr | value.item()",
        "numpy.ndarray | losses | a.tolist()",
        "defaultdict | history | dict(d)",
        "deque | recent | list(d)",
        "Namespace | args | vars(args)",
        "PosixPath | data | str(path)",
        "Linear | net | save state dicts",
      })
  void theMessageHasTheKeyAndTheRemedy(String object, String key, String remedy) {
    byte[] pickle = HexFormat.of().parseHex(RECORDED.getOrDefault(object, ""));
    Unpickler reader = new Unpickler(pickle, (name, type, elements) -> new byte[0], 0);
    CheckpointException refusal = assertThrows(CheckpointException.class, reader::read);
    String message = String.valueOf(refusal.getMessage());
    assertEquals("pickle-global", refusal.rule().id(), message);
    assertTrue(message.contains("after \"" + key + "\" it asks for "), message);
    assertTrue(message.contains(remedy), message);
  }

  @Test
  void otherProtocolsAndTheOldFormatAreNamed() {
    Unpickler reader =
        new Unpickler(new byte[] {(byte) 0x80, 4, '.'}, (name, type, elements) -> new byte[0], 0);
    assertTrue(
        String.valueOf(assertThrows(CheckpointException.class, reader::read).getMessage())
            .endsWith("this pickle with 4; save it without pickle_protocol"));
    byte[] old = {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc};
    CheckpointException refusal = assertThrows(CheckpointException.class, () -> Format.of(old));
    assertEquals("format-unknown", refusal.rule().id());
    assertTrue(String.valueOf(refusal.getMessage()).contains("load it in torch and save it again"));
  }
}
