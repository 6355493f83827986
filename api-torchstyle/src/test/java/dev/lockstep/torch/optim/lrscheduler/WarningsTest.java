package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final Logger LOGGER = Logger.getLogger("dev.lockstep.torch.optim.lr_scheduler");

  private final List<String> warnings = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(listener);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(listener);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void theWrongOrderIsReportedOnce() {
    Optimizer optimizer = Training.optimizer(0.1);
    optimizer.step(); // before the scheduler is made: does not count
    Scheduler scheduler = new StepLR(optimizer, stepSize(3));
    scheduler.step();
    optimizer.step();
    scheduler.step();
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).startsWith("Detected call of `lr_scheduler.step()` before"),
        warnings.get(0));
  }

  @Test
  void theRightOrderIsQuiet() {
    Optimizer optimizer = Training.optimizer(0.1);
    Training.rows(optimizer, new StepLR(optimizer, stepSize(3)), 4);
    assertEquals(List.of(), warnings);
  }

  @Test
  void goingToAnEpochIsDeprecated() {
    Optimizer optimizer = Training.optimizer(0.1);
    LRScheduler scheduler = new StepLR(optimizer, stepSize(3));
    optimizer.step();
    scheduler.step(5);
    scheduler.step(6);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("epoch parameter"), warnings.get(0));
  }
}
