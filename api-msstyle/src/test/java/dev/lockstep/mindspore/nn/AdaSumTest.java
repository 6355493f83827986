package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published sum {@code (1 - a.b/(2 a.a))*a + (1 - a.b/(2 b.b))*b}, by hand; then the cells. */
class AdaSumTest {
  @Test
  void whatIsOrthogonalIsAdded() {
    assertArrayEquals(new float[] {3, 4}, sum(vector(3, 0), vector(0, 4)));
  }

  @Test
  void whatIsEqualCountsOnce() {
    assertArrayEquals(new float[] {3, -5}, sum(vector(3, -5), vector(3, -5)));
  }

  @Test
  void whatIsSharedIsHalvedByItsShareOfEach() {
    // a.b = 1, a.a = 2, b.b = 1: 3/4 of a and 1/2 of b.
    assertArrayEquals(new float[] {1.25f, 0.75f}, sum(vector(1, 1), vector(1, 0)));
  }

  @Test
  void aVectorOfZerosAddsNothing() {
    assertArrayEquals(new float[] {1, 2}, sum(vector(0, 0), vector(1, 2)));
    assertArrayEquals(new float[] {1, 2}, sum(vector(1, 2), vector(0, 0)));
  }

  @Test
  void fourNodesAreAddedPairByPair() {
    // (3, 0) + (0, 4) = (3, 4), and (-4, 3) twice is (-4, 3), which is orthogonal to it.
    assertArrayEquals(
        new float[] {-1, 7}, sum(vector(3, 0), vector(0, 4), vector(-4, 3), vector(-4, 3)));
  }

  @Test
  void oneElementIsAveraged() {
    assertArrayEquals(new float[] {3}, sum(vector(1), vector(5)));
  }

  @Test
  void theGradientsCellTakesOneStepWithTheSum() {
    Parameter p = parameter();
    new AdaSumByGradWrapCell(sgd(p)).apply(List.of(List.of(vector(1, 1)), List.of(vector(1, 0))));
    assertArrayEquals(new float[] {8 - 0.625f, 8 - 0.375f}, p.value().floats());
  }

  @Test
  void theDeltasCellAddsTheStepsOfTheNodes() {
    Parameter first = parameter();
    Parameter second = parameter();
    new AdaSumByDeltaWeightWrapCell(List.of(sgd(first), sgd(second)))
        .apply(List.of(List.of(vector(1, 1)), List.of(vector(1, 0))));
    assertArrayEquals(new float[] {8 - 0.625f, 8 - 0.375f}, first.value().floats());
    assertArrayEquals(first.value().floats(), second.value().floats());
  }

  @Test
  void aNumberOfNodesThatIsNoPowerOfTwoIsRefused() {
    Parameter p = parameter();
    List<Tensor> gradients = List.of(vector(1, 1));
    AdaSumByGradWrapCell cell = new AdaSumByGradWrapCell(sgd(p));
    for (int nodes : new int[] {0, 1, 3}) {
      List<List<Tensor>> given = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        given.add(gradients);
      }
      OptionException refused = assertThrows(OptionException.class, () -> cell.apply(given));
      assertEquals(
          "mindspore.nn.AdaSumByGradWrapCell: the number of nodes must be a power of 2, at least 2,"
              + " got "
              + nodes
              + "; stand-alone training is not supported",
          refused.getMessage());
    }
    assertArrayEquals(new float[] {8, 8}, p.value().floats());
  }

  private static float[] sum(Tensor... nodes) {
    List<List<Tensor>> given = new ArrayList<>();
    for (Tensor node : nodes) {
      given.add(List.of(node));
    }
    return AdaSum.of(given).get(0).floats();
  }

  private static SGD sgd(Parameter p) {
    return new SGD(List.of(p), learningRate(0.5));
  }

  private static Parameter parameter() {
    return new Parameter("p", vector(8, 8));
  }

  private static Tensor vector(float... values) {
    return Tensor.of(values);
  }
}
