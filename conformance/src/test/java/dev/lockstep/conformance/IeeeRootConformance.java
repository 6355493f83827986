package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.torch.optim.SquareRootProfile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a user gets who does not ask for the vendor's square root: every single update of torch's
 * default kernels, restarted from the recorded values before it, differs by the root alone.
 */
class IeeeRootConformance {
  @Test
  void everySingleUpdateDiffersByTheRootAlone() throws IOException {
    Budget budget = Budget.ieeeRoot();
    for (Budget.Entry entry : budget.entries()) {
      for (String api : entry.api()) {
        Conformance replay =
            new Conformance(budget, Arithmetic.NATIVE, api, SquareRootProfile.IEEE);
        List<FileReport> files = replay.replay(Goldens.OPTIMIZERS, file -> {});
        assertTrue(files.stream().anyMatch(file -> file.mode().equals("restarted")), api);
        files.forEach(file -> assertEquals(List.of(), file.deviations(), file.file()));
      }
    }
  }
}
