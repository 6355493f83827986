package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import java.util.List;

/** A storage that the pickle refers to, and the tensors cut out of it. */
final class Storage {
  private final ElementType type;
  private final byte[] bytes;

  Storage(ElementType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The tensor at an offset, in elements, with a shape and strides; copied in row order. */
  StoredTensor tensor(long offset, List<Long> shape, List<Long> strides, long most) {
    long elements = StoredTensor.elements(shape);
    if (elements * type.bytes() > most) {
      throw new CheckpointException(
          Rule.TOO_LARGE, "a tensor of shape %s unfolds to too much".formatted(shape));
    }
    checkBounds(offset, shape, strides, elements);
    byte[] copy = new byte[(int) elements * type.bytes()];
    if (elements > 0) {
      copy(copy, offset, shape, strides);
    }
    return StoredTensor.of(type, shape, copy);
  }

  private void checkBounds(long offset, List<Long> shape, List<Long> strides, long elements) {
    long available = bytes.length / type.bytes();
    if (shape.size() != strides.size() || offset < 0 || offset > available) {
      throw outside(offset, shape, strides, available);
    }
    long last = offset;
    for (int i = 0; i < shape.size() && elements > 0; i++) {
      long stride = strides.get(i);
      if (stride < 0 || stride > available) {
        throw outside(offset, shape, strides, available);
      }
      last += (shape.get(i) - 1) * stride;
      if (last >= available) {
        throw outside(offset, shape, strides, available);
      }
    }
    if (elements > 0 && last >= available) {
      throw outside(offset, shape, strides, available);
    }
  }

  private static CheckpointException outside(
      long offset, List<Long> shape, List<Long> strides, long available) {
    return new CheckpointException(
        Rule.TENSOR_BOUNDS,
        "offset %s, shape %s, strides %s do not fit a storage of %s elements"
            .formatted(offset, shape, strides, available));
  }

  private void copy(byte[] to, long offset, List<Long> shape, List<Long> strides) {
    int width = type.bytes();
    long[] index = new long[shape.size()];
    long from = offset;
    for (int at = 0; at < to.length; at += width) {
      System.arraycopy(bytes, (int) from * width, to, at, width);
      for (int i = index.length - 1; i >= 0; i--) {
        from += strides.get(i);
        if (++index[i] < shape.get(i)) {
          break;
        }
        from -= index[i] * strides.get(i);
        index[i] = 0;
      }
    }
  }
}
