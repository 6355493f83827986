package dev.lockstep.core;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A dense tensor of {@code float} or {@code double}, flat in row order: a view of an array or of a
 * buffer. Nothing is copied when one is made, so writes are visible both ways.
 *
 * <p>Threads: no locking; one writer at a time.
 */
public final class Tensor {
  private final DType dtype;
  private final int[] shape;
  private final int size;
  private final int offset;
  // Exactly one of the four is the storage; the others are empty.
  private final float[] floats;
  private final double[] doubles;
  private final FloatBuffer floatBuffer;
  private final DoubleBuffer doubleBuffer;

  private static final String DATA = "data of a tensor";
  private static final String SHAPE = "shape of a tensor";
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};
  private static final FloatBuffer NO_FLOAT_BUFFER = FloatBuffer.allocate(0);
  private static final DoubleBuffer NO_DOUBLE_BUFFER = DoubleBuffer.allocate(0);

  private Tensor(
      DType dtype,
      int offset,
      int[] shape,
      int available,
      float[] floats,
      double[] doubles,
      FloatBuffer floatBuffer,
      DoubleBuffer doubleBuffer) {
    this.dtype = dtype;
    this.size = sizeOf(shape);
    this.shape = shape.clone();
    this.offset = offset;
    if (offset < 0 || size > available - offset) {
      throw new IllegalArgumentException(
          "shape %s needs %s elements from offset %s, the storage has %s"
              .formatted(Arrays.toString(shape), size, offset, available));
    }
    this.floats = floats;
    this.doubles = doubles;
    this.floatBuffer = floatBuffer;
    this.doubleBuffer = doubleBuffer;
  }

  /** A view of the whole array; without a shape, one-dimensional. */
  public static Tensor of(float[] data, int... shape) {
    OptionChecks.given(data, DATA);
    OptionChecks.given(shape, SHAPE);
    return view(data, 0, shape.length == 0 ? new int[] {data.length} : shape);
  }

  /** A view of the whole array; without a shape, one-dimensional. */
  public static Tensor of(double[] data, int... shape) {
    OptionChecks.given(data, DATA);
    OptionChecks.given(shape, SHAPE);
    return view(data, 0, shape.length == 0 ? new int[] {data.length} : shape);
  }

  /** A view of the part of an array that starts at {@code offset}; no shape means a scalar. */
  public static Tensor view(float[] data, int offset, int... shape) {
    OptionChecks.given(data, DATA);
    return new Tensor(
        DType.F32, offset, shape, data.length, data, NO_DOUBLES, NO_FLOAT_BUFFER, NO_DOUBLE_BUFFER);
  }

  /** A view of the part of an array that starts at {@code offset}; no shape means a scalar. */
  public static Tensor view(double[] data, int offset, int... shape) {
    OptionChecks.given(data, DATA);
    return new Tensor(
        DType.F64, offset, shape, data.length, NO_FLOATS, data, NO_FLOAT_BUFFER, NO_DOUBLE_BUFFER);
  }

  /** A view of a buffer, from index 0 to its limit, whatever its position. */
  public static Tensor of(FloatBuffer data, int... shape) {
    OptionChecks.given(data, DATA);
    return new Tensor(
        DType.F32, 0, shape, data.limit(), NO_FLOATS, NO_DOUBLES, data, NO_DOUBLE_BUFFER);
  }

  /** A view of a buffer, from index 0 to its limit, whatever its position. */
  public static Tensor of(DoubleBuffer data, int... shape) {
    OptionChecks.given(data, DATA);
    return new Tensor(
        DType.F64, 0, shape, data.limit(), NO_FLOATS, NO_DOUBLES, NO_FLOAT_BUFFER, data);
  }

  /** A new tensor of zeros; no shape means a scalar. */
  public static Tensor zeros(DType dtype, int... shape) {
    OptionChecks.given(dtype, "type of a tensor");
    int size = sizeOf(shape);
    return dtype == DType.F32 ? view(new float[size], 0, shape) : view(new double[size], 0, shape);
  }

  /** A new scalar (shape {@code []}) that holds {@code value}, rounded to {@code dtype}. */
  public static Tensor scalar(DType dtype, double value) {
    Tensor scalar = zeros(dtype);
    scalar.set(0, value);
    return scalar;
  }

  /** A new tensor of zeros with this one's type and shape; those of small ones lie side by side. */
  public Tensor zerosLike() {
    return dtype == DType.F32 ? view(Zeros.floats(size), 0, shape) : zeros(dtype, shape);
  }

  /** Element type. */
  public DType dtype() {
    return dtype;
  }

  /** A copy of the shape; empty for a scalar. */
  public int[] shape() {
    return shape.clone();
  }

  /** The shape itself, not a copy: for what is asked in every step. */
  int[] extents() {
    return shape;
  }

  /**
   * Whether this can be the gradient of {@code value}: of its type and shape, or all its elements
   * in one dimension.
   */
  public boolean fits(Tensor value) {
    return dtype == value.dtype
        && size == value.size
        && (shape.length < 2 || Arrays.equals(shape, value.shape));
  }

  /** Number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /**
   * True if the elements lie in a Java array, so that {@link #floats} or {@link #doubles} works.
   */
  public boolean isArray() {
    return floats.length > 0 || doubles.length > 0 || size == 0;
  }

  /** True if element {@code i} is element {@code i} of the array behind an array view. */
  public boolean isWholeArray() {
    return isArray() && offset == 0;
  }

  /** The array behind an F32 array view; element {@code i} is at {@code offset() + i}. */
  public float[] floats() {
    return floats;
  }

  /** The array behind an F64 array view; element {@code i} is at {@code offset() + i}. */
  public double[] doubles() {
    return doubles;
  }

  /** Where element 0 lies in the array behind an array view. */
  public int offset() {
    return offset;
  }

  /** Element {@code i} in row order, widened. */
  public double get(int i) {
    checkIndex(i);
    if (isArray()) {
      return dtype == DType.F32 ? floats[offset + i] : doubles[offset + i];
    }
    return dtype == DType.F32 ? floatBuffer.get(i) : doubleBuffer.get(i);
  }

  /** Sets element {@code i} in row order, rounded to the element type. */
  public void set(int i, double value) {
    checkIndex(i);
    if (isArray()) {
      if (dtype == DType.F32) {
        floats[offset + i] = (float) value;
      } else {
        doubles[offset + i] = value;
      }
    } else if (dtype == DType.F32) {
      floatBuffer.put(i, (float) value);
    } else {
      doubleBuffer.put(i, value);
    }
  }

  /** The IEEE-754 bits of element {@code i}; for F32 the lower 32 bits. */
  public long bits(int i) {
    double value = get(i);
    return dtype == DType.F32
        ? Float.floatToRawIntBits((float) value) & 0xffffffffL
        : Double.doubleToRawLongBits(value);
  }

  /** Copies {@code n} elements from index {@code from} into an array. */
  public void read(int from, float[] into, int at, int n) {
    if (isArray()) {
      System.arraycopy(floats, offset + from, into, at, n);
    } else {
      floatBuffer.get(from, into, at, n);
    }
  }

  /** Copies {@code n} elements from index {@code from} into an array. */
  public void read(int from, double[] into, int at, int n) {
    if (isArray()) {
      System.arraycopy(doubles, offset + from, into, at, n);
    } else {
      doubleBuffer.get(from, into, at, n);
    }
  }

  /** Overwrites {@code n} elements from index {@code from} with those of an array. */
  public void write(int from, float[] source, int at, int n) {
    if (isArray()) {
      System.arraycopy(source, at, floats, offset + from, n);
    } else {
      floatBuffer.put(from, source, at, n);
    }
  }

  /** Overwrites {@code n} elements from index {@code from} with those of an array. */
  public void write(int from, double[] source, int at, int n) {
    if (isArray()) {
      System.arraycopy(source, at, doubles, offset + from, n);
    } else {
      doubleBuffer.put(from, source, at, n);
    }
  }

  /** A new array-backed tensor with the same type, shape and elements. */
  public Tensor copy() {
    Tensor copy = zerosLike();
    copy.copyFrom(this);
    return copy;
  }

  /**
   * Overwrites every element with that of {@code source}.
   *
   * @throws IllegalArgumentException if type or size differ
   */
  public void copyFrom(Tensor source) {
    OptionChecks.given(source, "the tensor to copy from");
    if (source.dtype != dtype || source.size != size) {
      throw new IllegalArgumentException("cannot copy " + source + " into " + this);
    }
    if (source.isArray()) {
      if (dtype == DType.F32) {
        write(0, source.floats, source.offset, size);
      } else {
        write(0, source.doubles, source.offset, size);
      }
    } else if (!isArray()) {
      if (dtype == DType.F32) {
        floatBuffer.put(0, source.floatBuffer, 0, size);
      } else {
        doubleBuffer.put(0, source.doubleBuffer, 0, size);
      }
    } else if (dtype == DType.F32) {
      source.read(0, floats, offset, size);
    } else {
      source.read(0, doubles, offset, size);
    }
  }

  /** Sets every element to {@code value}, rounded to the element type. */
  public void fill(double value) {
    if (!isArray()) {
      fillBuffer(value);
    } else if (dtype == DType.F32) {
      Arrays.fill(floats, offset, offset + size, (float) value);
    } else {
      Arrays.fill(doubles, offset, offset + size, value);
    }
  }

  private void fillBuffer(double value) {
    Tensor tile = zeros(dtype, Math.min(size, TileLoop.TILE));
    tile.fill(value);
    for (int at = 0; at < size; at += tile.size) {
      int n = Math.min(tile.size, size - at);
      if (dtype == DType.F32) {
        write(at, tile.floats, 0, n);
      } else {
        write(at, tile.doubles, 0, n);
      }
    }
  }

  /** Type and shape, as in {@code f32[2, 3]}. */
  @Override
  public String toString() {
    return dtype.id() + Arrays.toString(shape);
  }

  private void checkIndex(int i) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException("element " + i + " of " + this);
    }
  }

  private static int sizeOf(int[] shape) {
    OptionChecks.given(shape, SHAPE);
    int size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
      }
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }
}
