package dev.lockstep.torch.aten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Sums whose order is seen: a large number swallows small ones that are added to it one by one. */
class SumsTest {
  private static final float LARGE = 0x1p24f;

  /** What torch gave, sizes at which its partial sums are handed on among them. */
  @ParameterizedTest
  @CsvFileSource(resources = "/dev/lockstep/torch/aten/sums.txt", delimiter = ' ')
  void theOrderIsTorchs(String operation, String type, int n, double expected) {
    int count = operation.equals("row-norm") ? 3 * n : n;
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = (((2654435761L * i + 12345) & 0xFFFFFFFFL) / 0x1p32 - 0.5) / 3;
    }
    assertEquals(
        expected, type.equals("float32") ? single(operation, x, n) : wide(operation, x, n));
  }

  private static double single(String operation, double[] wide, int n) {
    float[] x = new float[wide.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) wide[i];
    }
    return switch (operation) {
      case "sum" -> Sums.sum(x, 0, n);
      case "norm" -> Sums.norm(x, 0, n);
      case "row-norm" -> Sums.norm(x, 0, 3, n);
      case "dot" -> Vectors.dot(Tensor.of(x), reversed(wide, DType.F32));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static double wide(String operation, double[] x, int n) {
    return switch (operation) {
      case "sum" -> Sums.sum(x, 0, n);
      case "norm" -> Sums.norm(x, 0, n);
      case "row-norm" -> Sums.norm(x, 0, 3, n);
      case "dot" -> Vectors.dot(Tensor.of(x), reversed(x, DType.F64));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static Tensor reversed(double[] x, DType type) {
    Tensor reversed = Tensor.zeros(type, x.length);
    for (int i = 0; i < x.length; i++) {
      reversed.set(i, x[x.length - 1 - i]);
    }
    return reversed;
  }

  @Test
  void aRowShorterThanAVectorIsFourSumsSideBySide() {
    // (x0 + x4 + x5 + x6) + x1 + x2 + x3: the ones of the first way are together before they meet.
    assertEquals(LARGE + 4, Sums.sum(new float[] {1, LARGE, 0, 0, 1, 1, 1}, 0, 7));
    assertEquals(LARGE, Sums.sum(new float[] {LARGE, 1, 1, 1, 1, 1, 1}, 0, 7));
    assertEquals(3.0, Sums.sum(new double[] {1, 1, 1}, 0, 3));
  }

  @Test
  void whatDoesNotFillAVectorComesFirst() {
    float[] x = {LARGE, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    assertEquals(LARGE + 2, Sums.sum(x, 0, 10));
    double large = 0x1p53;
    assertEquals(large + 2, Sums.sum(new double[] {large, 0, 0, 0, 1, 1}, 0, 6));
  }

  @Test
  void aPartStartsWhereItIsSaidTo() {
    assertEquals(5f, Sums.sum(new float[] {100, 2, 3, 100}, 1, 2));
    assertEquals(0f, Sums.sum(new float[0], 0, 0));
  }
}
