package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Mapping;
import dev.lockstep.checkpoint.Value.Name;
import dev.lockstep.checkpoint.Value.Real;
import dev.lockstep.checkpoint.Value.Sequence;
import dev.lockstep.checkpoint.Value.Text;
import dev.lockstep.checkpoint.Value.Whole;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchFileTest {
  private static final Map<ElementType, String> TORCH_NAMES =
      Map.of(
          ElementType.F64, "float64",
          ElementType.F32, "float32",
          ElementType.F16, "float16",
          ElementType.BF16, "bfloat16",
          ElementType.I64, "int64",
          ElementType.U8, "uint8",
          ElementType.BOOL, "bool");

  private final Dict recorded = (Dict) TorchFile.read(Recorded.file("adamw.pt"));

  @Test
  void everyTensorOfARealCheckpointHasTheRecordedBytes() {
    Map<String, String> found = new LinkedHashMap<>();
    collect("", recorded, found);
    assertEquals(Recorded.facts("adamw.json"), found);
  }

  private static void collect(String path, Value value, Map<String, String> found) {
    if (value instanceof Array array) {
      StoredTensor tensor = array.tensor();
      found.put(path, Recorded.fact(tensor, TORCH_NAMES.getOrDefault(tensor.type(), "?")));
    } else if (value instanceof Dict dict) {
      dict.entries().forEach((key, item) -> collect(join(path, text(key)), item, found));
    } else if (value instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(join(path, Integer.toString(i)), sequence.items().get(i), found);
      }
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String text(Value key) {
    return key instanceof Text text ? text.value() : ((Whole) key).value().toString();
  }

  @Test
  void everyKindOfValueIsRead() {
    assertEquals(new Real(1.5), recorded.get("best"));
    assertEquals(new Whole(BigInteger.ONE.shiftLeft(70)), recorded.get("seed"));
    assertEquals(Whole.of(-5), recorded.get("below"));
    assertEquals(new Value.Flag(true), recorded.get("done"));
    assertEquals(new Value.None(), recorded.get("note"));
    assertEquals(new Text("größe"), recorded.get("name"));
    assertEquals(new Name("torch.float32"), recorded.get("dtype"));
    assertEquals(new Name("torch.device('cpu')"), recorded.get("device"));
    assertEquals(Value.Order.SIZE, ((Sequence) recorded.get("size")).kind());
    assertEquals(Value.Order.SET, ((Sequence) recorded.get("set")).kind());
    assertEquals(Mapping.ORDERED, ((Dict) recorded.get("model")).kind());
    Dict milestones = (Dict) ((Dict) recorded.get("scheduler")).get("milestones");
    assertEquals(Mapping.COUNTER, milestones.kind());
    assertEquals(Whole.of(2), milestones.entries().get(Whole.of(2)));
  }

  @Test
  void whatIsWrittenIsReadAgainUnchanged() {
    byte[] written = TorchFile.write(recorded, "archive");
    assertEquals(recorded, TorchFile.read(written));
    assertArrayEquals(written, TorchFile.write(recorded, "archive"));
  }
}
