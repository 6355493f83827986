package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays, parts of arrays and buffers behave alike. */
class TensorTest {
  // Longer than two tiles, and no multiple of one.
  private static final int SIZE = 2 * TileLoop.TILE + 3;

  private static List<Tensor> storages() {
    return List.of(
        Tensor.of(new float[SIZE]),
        Tensor.view(new float[SIZE + 5], 2, SIZE),
        Tensor.of(FloatBuffer.allocate(SIZE), SIZE),
        Tensor.of(new double[SIZE]),
        Tensor.of(DoubleBuffer.allocate(SIZE), SIZE));
  }

  @Test
  void fillReachesEveryElementAndKeepsTheSignOfZero() {
    for (Tensor tensor : storages()) {
      tensor.fill(-0.0);
      long wanted = Tensor.scalar(tensor.dtype(), -0.0).bits(0);
      for (int i = 0; i < SIZE; i++) {
        assertEquals(wanted, tensor.bits(i));
      }
    }
  }

  @Test
  void everyStorageIsCopiedIntoEveryOtherOfItsType() {
    for (Tensor source : storages()) {
      for (int i = 0; i < SIZE; i++) {
        source.set(i, i + 0.5);
      }
      for (Tensor into : storages()) {
        if (into.dtype() == source.dtype()) {
          into.copyFrom(source);
          assertEquals(0.5, into.get(0));
          assertEquals(SIZE - 0.5, into.get(SIZE - 1));
        } else {
          assertThrows(IllegalArgumentException.class, () -> into.copyFrom(source));
        }
      }
    }
  }

  @Test
  void aPartOfAnArrayIsAllThatIsWritten() {
    float[] whole = {1, 1, 1, 1};
    Tensor.view(whole, 1, 2).fill(7);
    assertEquals(List.of(1f, 7f, 7f, 1f), List.of(whole[0], whole[1], whole[2], whole[3]));
  }
}
