package dev.lockstep.examples.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.TorchFile;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the real frameworks make of these checkpoints is tried by {@code lockstep-dev live resume}.
 */
class ResumeTest {
  private static final byte[] BEGIN = {};

  @Test
  void aTrainingGoesOnFromItsOwnCheckpoint() {
    for (String name : Resume.TORCH) {
      byte[] half = Resume.torch(name, BEGIN);
      byte[] whole = Resume.torch(name, half);
      Dict scheduler = (Dict) ((Dict) TorchFile.read(whole)).get("scheduler");
      assertEquals(Value.Whole.of(2 * Resume.HALF), scheduler.get("last_epoch"));
      assertFalse(Arrays.equals(half, whole));
      assertArrayEquals(whole, Resume.torch(name, half), name + " is repeatable");
    }
    for (String name : Resume.MINDSPORE) {
      byte[] whole = Resume.mindSpore(name, Resume.mindSpore(name, BEGIN));
      StoredTensor steps = StoredTensor.scalar(2 * Resume.HALF, ElementType.I32);
      assertEquals(
          Value.Array.of(steps.reshaped(List.of(1L))),
          MindSporeFile.read(whole).values().get("global_step"));
    }
  }
}
