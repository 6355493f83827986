package dev.lockstep.examples.lenet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeNetTest {
  // Small, so that few kinks of relu and of the largest of a block lie between the two losses; a
  // float32 loss near 2 is then rounded by 2.4e-7, the quotient by 4e-4 twice.
  private static final float STEP = 3e-4f;
  private static final double TOLERANCE = 1e-3;

  @Test
  void theGradientsWrittenByHandAreDifferenceQuotients() {
    LeNet net = new LeNet(7);
    int[] labels = {3};
    float[][] images = Digits.images(labels, 5);
    Map<Parameter, Tensor> gradients = net.zeros();
    net.backward(images, labels, gradients);
    net.namedParameters()
        .forEach(
            (name, parameter) -> {
              float[] values = parameter.value().floats();
              float kept = values[0];
              values[0] = kept + STEP;
              float above = net.backward(images, labels, net.zeros());
              values[0] = kept - STEP;
              float below = net.backward(images, labels, net.zeros());
              values[0] = kept;
              double quotient = (above - below) / (2 * STEP);
              Tensor gradient = Objects.requireNonNull(gradients.get(parameter), name);
              assertEquals(quotient, gradient.get(0), TOLERANCE, name);
            });
  }
}
