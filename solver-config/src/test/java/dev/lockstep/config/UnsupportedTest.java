package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnsupportedTest {
  @Test
  void whatIsListedHasAReasonAndNoClass() {
    assertFalse(Unsupported.names().isEmpty());
    for (String name : Unsupported.names()) {
      assertFalse(Unsupported.reason(name).orElse("").isBlank(), name);
      assertEquals(Optional.empty(), Api.find(name), name + " has a class: take it off the list");
    }
  }

  @Test
  void theRefusalGivesTheReason() {
    String message =
        String.valueOf(
            assertThrows(UnknownApiException.class, () -> Api.get("mindspore", "nn.thor"))
                .getMessage());
    assertTrue(message.startsWith("Lockstep has no class for mindspore.nn.thor: "), message);
    assertTrue(message.contains("CholeskyTrsm"), message);
    assertEquals(Optional.empty(), Unsupported.reason("mindspore.nn.Adam"));
  }
}
