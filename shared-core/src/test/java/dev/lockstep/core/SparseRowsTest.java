package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SparseRowsTest {
  @Test
  void rowsAreSortedAndWhatIsGivenTwiceAddsUp() {
    SparseRows sparse =
        new SparseRows(new int[] {2, 0, 2}, Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
    assertArrayEquals(new int[] {0, 2}, sparse.rows());
    assertEquals("f64[2, 2]", sparse.values().toString());
    assertArrayEquals(new double[] {3, 4, 6, 8}, sparse.values().doubles());
    Tensor dense = sparse.toDense(Tensor.zeros(DType.F64, 3, 2));
    assertArrayEquals(new double[] {3, 4, 0, 0, 6, 8}, dense.doubles());
  }

  @Test
  void sortedRowsAreTakenAsTheyAre() {
    Tensor values = Tensor.of(new float[] {1, 2}, 2);
    assertSame(values, new SparseRows(new int[] {1, 4}, values).values());
  }

  @Test
  void whatIsGivenStaysAsItWasGiven() {
    Tensor values = Tensor.of(new double[] {1, 2, 3, 4}, 4);
    SparseRows sparse = new SparseRows(new int[] {2, 0, 2, 2}, values);
    assertFalse(sparse.isCoalesced());
    assertArrayEquals(new int[] {2, 0, 2, 2}, sparse.given().rows());
    assertSame(values, sparse.given().values());
    assertEquals(1, sparse.given().width());
    SparseRows once = new SparseRows(new int[] {1, 4}, Tensor.of(new double[] {1, 2}, 2));
    assertTrue(once.isCoalesced());
    assertSame(once, once.given());
    assertFalse(new SparseRows(new int[] {4, 1}, once.values()).isCoalesced());
  }

  @Test
  void sumsAreRoundedToTheType() {
    SparseRows sparse = new SparseRows(new int[] {0, 0}, Tensor.of(new float[] {1, 1e-9f}, 2));
    assertEquals(1, sparse.values().get(0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor value = Tensor.zeros(DType.F32, 3, 2);
    assertTrue(SparseRows.none(value).fits(value));
    assertTrue(rows(DType.F32, 2, 2).fits(value));
    assertFalse(rows(DType.F32, 3, 2).fits(value));
    assertFalse(rows(DType.F32, 2, 3).fits(value));
    assertFalse(rows(DType.F64, 2, 2).fits(value));
    Parameter parameter = new Parameter("w", value);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> parameter.setGrad(rows(DType.F32, 3, 2)));
    assertEquals(
        "the gradient of w must have rows of f32[3, 2], got rows [3] of f32[1, 2]",
        refusal.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseRows(new int[] {-1}, Tensor.zeros(DType.F32, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseRows(new int[] {1, 2}, Tensor.zeros(DType.F32, 1)));
  }

  @Test
  void aParameterHasOneKindOfGradientAtATime() {
    Parameter parameter = new Parameter("w", Tensor.zeros(DType.F32, 3, 2));
    parameter.setGrad(rows(DType.F32, 1, 2));
    assertTrue(parameter.hasGrad());
    assertTrue(parameter.hasSparseGrad());
    assertThrows(IllegalStateException.class, parameter::grad);
    parameter.setGrad(Tensor.zeros(DType.F32, 3, 2));
    assertFalse(parameter.hasSparseGrad());
    assertThrows(IllegalStateException.class, parameter::sparseGrad);
    parameter.setGrad(rows(DType.F32, 1, 2));
    parameter.clearGrad();
    assertFalse(parameter.hasGrad());
  }

  private static SparseRows rows(DType dtype, int row, int width) {
    return new SparseRows(new int[] {row}, Tensor.zeros(dtype, 1, width));
  }
}
