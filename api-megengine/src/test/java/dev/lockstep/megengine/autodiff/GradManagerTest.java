package dev.lockstep.megengine.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradManagerTest {
  private final Parameter attached = new Parameter("a", Tensor.of(new float[] {1}, 1));
  private final Parameter other = new Parameter("b", Tensor.of(new float[] {1}, 1));
  private final GradManager manager = new GradManager().attach(List.of(attached));

  private Map<Parameter, Tensor> ones() {
    return Map.of(attached, Tensor.of(new float[] {1}, 1), other, Tensor.of(new float[] {1}, 1));
  }

  @Test
  void onlyAttachedParametersGetGradients() {
    manager.record();
    manager.backward(ones());
    assertEquals(1, attached.grad().get(0));
    assertFalse(other.hasGrad());
  }

  @Test
  void aSecondPassAddsUntilTheGradientIsCleared() {
    manager.record();
    manager.backward(ones());
    manager.record();
    manager.backward(ones());
    assertEquals(2, attached.grad().get(0));
    attached.clearGrad();
    manager.record();
    manager.backward(ones());
    assertEquals(1, attached.grad().get(0));
  }

  @Test
  void aPassEndsTheRecording() {
    manager.record();
    manager.backward(ones());
    assertThrows(IllegalStateException.class, () -> manager.backward(ones()));
    manager.record();
    assertThrows(IllegalStateException.class, manager::record);
    manager.release();
    assertThrows(IllegalStateException.class, () -> manager.backward(ones()));
  }
}
