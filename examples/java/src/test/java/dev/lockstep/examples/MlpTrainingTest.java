package dev.lockstep.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MlpTrainingTest {
  @Test
  void bothStylesLearnToTellTheClassesApart() {
    // Guessing gives log(3) = 1.0986.
    assertTrue(MlpTraining.loss(MlpTraining.torchStyle()) < 0.2);
    assertTrue(MlpTraining.loss(MlpTraining.mindSporeStyle()) < 0.2);
  }

  @Test
  void inCommonArithmeticBothStylesGiveTheSameBits() {
    List<Parameter> torch = MlpTraining.torchStyle(Arithmetic.COMMON);
    List<Parameter> mindSpore = MlpTraining.mindSporeStyle(Arithmetic.COMMON);
    for (int k = 0; k < torch.size(); k++) {
      for (int i = 0; i < torch.get(k).value().size(); i++) {
        assertEquals(
            torch.get(k).value().bits(i),
            mindSpore.get(k).value().bits(i),
            torch.get(k).name() + "[" + i + "]");
      }
    }
  }
}
