package dev.lockstep.djl;

import ai.djl.ndarray.NDArray;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor that is also an array of an engine. The memory is Java's: the engine's array is moved
 * into it, and lives there as long as either side needs it. A copy stands in where an engine keeps
 * its own memory (a GPU).
 */
final class Memory {
  // What the engine's own allocator gives; its matrix products may round otherwise elsewhere.
  private static final int ALIGNMENT = 64;

  private final Tensor tensor;
  private final ByteBuffer bytes;

  private Memory(Tensor tensor, ByteBuffer bytes) {
    this.tensor = tensor;
    this.bytes = bytes;
  }

  /**
   * Memory for several arrays of one type and shape, in one piece: whoever holds one of them holds
   * all.
   *
   * @throws OptionException if the array is neither float32 nor float64, or longer than a buffer
   */
  static Memory[] like(String name, NDArray array, int count) {
    DType dtype = dtype(name, array);
    long size = array.getShape().size() * (dtype == DType.F32 ? Float.BYTES : Double.BYTES);
    long stride = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (stride * count + ALIGNMENT > Integer.MAX_VALUE) {
      throw new OptionException(
          "parameter %s of shape %s is longer than a buffer of Java can be"
              .formatted(name, array.getShape()));
    }
    ByteBuffer whole =
        ByteBuffer.allocateDirect((int) (stride * count) + ALIGNMENT).alignedSlice(ALIGNMENT);
    int[] shape = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    Memory[] parts = new Memory[count];
    for (int i = 0; i < count; i++) {
      ByteBuffer part = whole.slice((int) stride * i, (int) size).order(ByteOrder.nativeOrder());
      Tensor view =
          dtype == DType.F32
              ? Tensor.of(part.asFloatBuffer(), shape)
              : Tensor.of(part.asDoubleBuffer(), shape);
      parts[i] = new Memory(view, part);
    }
    return parts;
  }

  private static DType dtype(String name, NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT32 -> DType.F32;
      case FLOAT64 -> DType.F64;
      default ->
          throw new OptionException(
              "parameter %s is %s; optimizers take float32 and float64"
                  .formatted(name, array.getDataType()));
    };
  }

  /** The tensor. */
  Tensor tensor() {
    return tensor;
  }

  /** Takes the array's values. */
  void take(NDArray array) {
    bytes.duplicate().put(array.toByteBuffer(true));
  }

  /** Moves the array into this memory, if its engine can; otherwise gives it the values. */
  void move(NDArray array) {
    array.set(bytes.duplicate().order(ByteOrder.nativeOrder()));
  }

  /** Gives the array the values, in memory of its own. */
  void give(NDArray array) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).order(ByteOrder.nativeOrder());
    array.set(copy.put(bytes.duplicate()).flip());
  }

  /**
   * Whether the array lies in this memory: a bit is turned here and looked for there. Nobody else
   * may read or write the array meanwhile.
   */
  boolean holds(NDArray array) {
    if (bytes.limit() == 0) {
      return true;
    }
    byte here = bytes.get(0);
    ByteBuffer there = array.toByteBuffer(true);
    boolean equal = there.get(0) == here;
    bytes.put(0, (byte) (here ^ 1));
    boolean follows = there.get(0) != here;
    bytes.put(0, here);
    return equal && follows;
  }
}
