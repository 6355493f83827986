package dev.lockstep.examples.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeNetTrainingTest {
  // Above every norm, and a power of two: neither framework's formula changes a bit then.
  private static final double NO_LIMIT = 1024;

  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  private TrainingLog log(int steps) {
    return new TrainingLog(steps, new PrintStream(terminal, true, StandardCharsets.UTF_8), folder);
  }

  private static double last(TrainingLog log) {
    return log.losses().get(log.losses().size() - 1);
  }

  @Test
  void bothStylesLearnTheImages() throws IOException {
    int steps = 25;
    TrainingLog torch = log(steps);
    new LeNetTraining(steps, 1, torch).torchStyle();
    TrainingLog mindSpore = log(steps);
    new LeNetTraining(steps, 1, mindSpore).mindSporeStyle();
    // Guessing gives log(10) = 2.3026.
    assertTrue(last(torch) < 0.5, () -> "torch " + last(torch));
    assertTrue(last(mindSpore) < 0.5, () -> "MindSpore " + last(mindSpore));
    assertTrue(Files.readString(folder.resolve("loss.svg")).startsWith("<svg xmlns"));
    assertTrue(Files.exists(folder.resolve("rate.svg")));
    assertTrue(terminal.toString(StandardCharsets.UTF_8).contains("25/25"));
  }

  @Test
  void inCommonArithmeticBothStylesGiveTheSameBits() throws IOException {
    int steps = 8;
    Option common = Arithmetic.COMMON;
    List<Tensor> torch = new LeNetTraining(steps, NO_LIMIT, log(steps), common).torchStyle();
    List<Tensor> mindSpore =
        new LeNetTraining(steps, NO_LIMIT, log(steps), common).mindSporeStyle();
    for (int k = 0; k < torch.size(); k++) {
      for (int i = 0; i < torch.get(k).size(); i++) {
        assertEquals(torch.get(k).bits(i), mindSpore.get(k).bits(i), k + "[" + i + "]");
      }
    }
  }
}
