package dev.lockstep.nd4j;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of ND4J as a tensor on the same buffer. */
public final class ArrayView {
  private ArrayView() {}

  /**
   * A view; writes are visible both ways. The array must stay open as long as the tensor is used.
   *
   * @param name for the message
   * @throws OptionException if the array was closed, is neither float nor double, or not in row
   *     order without gaps ({@code dup('c')} is)
   */
  public static Tensor of(String name, INDArray array) {
    OptionChecks.require(
        !array.wasClosed(), "%s was closed; an array must stay open while it is used", name);
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    if (!inRowOrder(array)) {
      throw new OptionException(
          "%s lies in memory in order '%s' with strides %s; only rows without gaps can be shared: use dup('c')"
              .formatted(name, array.ordering(), Arrays.toString(array.stride())));
    }
    int from = Math.toIntExact(array.offset());
    int length = Math.toIntExact(array.length());
    if (array.dataType() == DataType.FLOAT) {
      FloatBuffer buffer = array.data().asNioFloat();
      return Tensor.of(buffer.slice(from, length), shape);
    }
    if (array.dataType() == DataType.DOUBLE) {
      DoubleBuffer buffer = array.data().asNioDouble();
      return Tensor.of(buffer.slice(from, length), shape);
    }
    throw new OptionException(
        "%s is %s; optimizers take FLOAT and DOUBLE".formatted(name, array.dataType()));
  }

  private static boolean inRowOrder(INDArray array) {
    long stride = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != stride) {
        return false;
      }
      stride *= array.size(axis);
    }
    return true;
  }
}
