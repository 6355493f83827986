package dev.lockstep.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonCallTest {
  @Test
  void valuesKeepTheirKind() {
    PythonCall call =
        PythonCall.of(" torch.optim.Adam( lr=1e-3, betas=(.5, 0.9,), amsgrad=True, t=2, x='a' ) ");

    assertEquals("torch.optim.Adam", call.name());
    assertEquals(
        Map.of("lr", 0.001, "betas", List.of(0.5, 0.9), "amsgrad", true, "t", 2, "x", "a"),
        call.options());
  }

  @Test
  void aCallMayHaveNoOptions() {
    assertTrue(PythonCall.of("nn.Adadelta()").options().isEmpty());
  }

  @Test
  void errorsSayWhere() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PythonCall.of("f(lr=0.1"));
    assertTrue(String.valueOf(e.getMessage()).contains("column 9"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> PythonCall.of("f(lr=g)"));
    assertThrows(IllegalArgumentException.class, () -> PythonCall.of("f(lr=1) + 1"));
    assertThrows(IllegalArgumentException.class, () -> PythonCall.of("f(lr=99999999999)"));
  }
}
