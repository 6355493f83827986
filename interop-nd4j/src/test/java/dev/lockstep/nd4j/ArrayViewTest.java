package dev.lockstep.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ArrayViewTest {
  private final INDArray matrix =
      Nd4j.createFromArray(new float[] {1, 2, 3, 4, 5, 6}).reshape(2, 3);

  @Test
  void writesAreVisibleBothWays() {
    Tensor tensor = ArrayView.of("m", matrix);
    assertEquals("f32[2, 3]", tensor.toString());
    tensor.set(4, 50);
    assertEquals(50, matrix.getFloat(1, 1));
    matrix.muli(2);
    assertEquals(100, tensor.get(4));
  }

  @Test
  void aRowLiesInsideItsMatrix() {
    Tensor row = ArrayView.of("row", matrix.getRow(1));
    assertEquals(3, row.size());
    assertEquals(4, row.get(0));
    row.set(0, -4);
    assertEquals(-4, matrix.getFloat(1, 0));
  }

  @Test
  void doublesAndScalars() {
    Tensor doubles = ArrayView.of("d", Nd4j.createFromArray(0.1, 0.2));
    assertEquals(DType.F64, doubles.dtype());
    assertEquals(0.2, doubles.get(1));
    assertEquals(0, ArrayView.of("s", Nd4j.scalar(3f)).rank());
  }

  @Test
  void whatIsNotInRowOrderIsRefused() {
    var column = assertThrows(OptionException.class, () -> ArrayView.of("m", matrix.getColumn(1)));
    assertTrue(column.toString().contains("dup('c')"), column.toString());
    assertThrows(OptionException.class, () -> ArrayView.of("m", matrix.transpose()));
    assertThrows(OptionException.class, () -> ArrayView.of("i", Nd4j.zeros(DataType.INT32, 2)));
  }
}
