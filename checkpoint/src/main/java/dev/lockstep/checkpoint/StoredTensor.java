package dev.lockstep.checkpoint;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as it lies in a file: element type, shape, and its bytes in row order, little-endian.
 * Immutable; equal if type, shape and every byte are.
 */
public final class StoredTensor {
  private final ElementType type;
  private final List<Long> shape;
  private final byte[] bytes;

  private StoredTensor(ElementType type, List<Long> shape, byte[] bytes) {
    this.type = type;
    this.shape = List.copyOf(shape);
    this.bytes = bytes;
  }

  /**
   * A tensor of bytes, which it keeps.
   *
   * @throws CheckpointException tensor-bounds, if the shape needs another number of bytes
   */
  public static StoredTensor of(ElementType type, List<Long> shape, byte[] bytes) {
    long needed = elements(shape) * type.bytes();
    if (needed != bytes.length) {
      throw new CheckpointException(
          Rule.TENSOR_BOUNDS,
          "shape %s of %s needs %s bytes, there are %s"
              .formatted(shape, type, needed, bytes.length));
    }
    return new StoredTensor(type, shape, bytes);
  }

  /** The values of a tensor, bit for bit. */
  public static StoredTensor of(Tensor tensor) {
    boolean f32 = tensor.dtype() == DType.F32;
    ElementType type = f32 ? ElementType.F32 : ElementType.F64;
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(tensor.size() * type.bytes()));
    for (int i = 0; i < tensor.size(); i++) {
      if (f32) {
        bytes.putFloat((float) tensor.get(i));
      } else {
        bytes.putDouble(tensor.get(i));
      }
    }
    List<Long> shape = Arrays.stream(tensor.shape()).mapToObj(Long::valueOf).toList();
    return new StoredTensor(type, shape, bytes.array());
  }

  /** A scalar. */
  public static StoredTensor scalar(double value, ElementType type) {
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(type.bytes()));
    switch (type) {
      case F32 -> bytes.putFloat((float) value);
      case F64 -> bytes.putDouble(value);
      case I32 -> bytes.putInt((int) value);
      case I64 -> bytes.putLong((long) value);
      default -> throw new CheckpointException(Rule.ELEMENT_TYPE, "no scalar of " + type);
    }
    return new StoredTensor(type, List.of(), bytes.array());
  }

  /**
   * The number of elements of a shape.
   *
   * @throws CheckpointException tensor-bounds, for a negative length or 2^48 elements and more
   */
  public static long elements(List<Long> shape) {
    long elements = 1;
    for (long length : shape) {
      if (length < 0 || length > 1L << 48 || (length > 0 && elements > (1L << 48) / length)) {
        throw new CheckpointException(Rule.TENSOR_BOUNDS, "no tensor has the shape " + shape);
      }
      elements *= length;
    }
    return elements;
  }

  /** Element type. */
  public ElementType type() {
    return type;
  }

  /** The lengths of the dimensions; empty for a scalar. */
  public List<Long> shape() {
    return shape;
  }

  /** Number of elements. */
  public int size() {
    return bytes.length / type.bytes();
  }

  /** The bytes in row order, to read. */
  public ByteBuffer bytes() {
    return littleEndian(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  /** The same bytes under another shape. */
  public StoredTensor reshaped(List<Long> other) {
    return of(type, other, bytes);
  }

  /**
   * The first element as a double.
   *
   * @throws CheckpointException tensor-bounds, if there is none; element-type for F16, BF16
   */
  public double first() {
    if (size() == 0) {
      throw new CheckpointException(Rule.TENSOR_BOUNDS, "an empty tensor has no first element");
    }
    ByteBuffer buffer = bytes();
    return switch (type) {
      case F64 -> buffer.getDouble();
      case F32 -> buffer.getFloat();
      case I64 -> buffer.getLong();
      case I32 -> buffer.getInt();
      case I16 -> buffer.getShort();
      case I8 -> buffer.get();
      case U8, BOOL -> buffer.get() & 0xff;
      case F16, BF16 -> throw new CheckpointException(Rule.ELEMENT_TYPE, "no number of " + type);
    };
  }

  /**
   * The values as a tensor to compute with.
   *
   * @throws CheckpointException element-type, if they are neither F32 nor F64
   */
  public Tensor toTensor() {
    int[] lengths = shape.stream().mapToInt(Math::toIntExact).toArray();
    return switch (type) {
      case F32 -> {
        float[] values = new float[size()];
        bytes().asFloatBuffer().get(values);
        yield Tensor.view(values, 0, lengths);
      }
      case F64 -> {
        double[] values = new double[size()];
        bytes().asDoubleBuffer().get(values);
        yield Tensor.view(values, 0, lengths);
      }
      default ->
          throw new CheckpointException(
              Rule.ELEMENT_TYPE, "tensors to compute with are F32 or F64, this is " + type);
    };
  }

  private static ByteBuffer littleEndian(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTensor that
        && type == that.type
        && shape.equals(that.shape)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + shape.hashCode()) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }
}
