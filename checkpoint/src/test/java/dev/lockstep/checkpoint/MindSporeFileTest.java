package dev.lockstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.Value.Array;
import dev.lockstep.checkpoint.Value.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MindSporeFileTest {
  @Test
  void everyTensorOfRealCheckpointsHasTheRecordedBytes() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : new String[] {"adam", "mixed"}) {
      MindSporeFile.read(Recorded.file(name + ".ckpt"))
          .values()
          .forEach(
              (key, value) -> {
                if (value instanceof Array array && !key.equals("epoch")) {
                  StoredTensor tensor = array.tensor();
                  found.put(name + ":" + key, Recorded.fact(tensor, tensor.type().mindSporeName()));
                }
              });
    }
    assertEquals(Recorded.facts("mindspore.json"), found);
  }

  @Test
  void textsAreReadToo() {
    MindSporeFile mixed = MindSporeFile.read(Recorded.file("mixed.ckpt"));
    assertEquals(new Text("größe"), mixed.values().get("name"));
  }

  @Test
  void itIsSaidWhetherAChecksumWasVerified() {
    assertFalse(MindSporeFile.read(Recorded.file("adam.ckpt")).verified());
    assertTrue(MindSporeFile.read(Recorded.file("sealed.ckpt")).verified());
  }

  @Test
  void whatIsWrittenEqualsWhatMindSporeWritesByteForByte() {
    for (String name : new String[] {"adam.ckpt", "sealed.ckpt"}) {
      MindSporeFile file = MindSporeFile.read(Recorded.file(name));
      assertArrayEquals(Recorded.file(name), file.write(file.verified()), name);
    }
  }
}
