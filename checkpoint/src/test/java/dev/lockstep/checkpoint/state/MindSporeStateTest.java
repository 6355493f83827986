package dev.lockstep.checkpoint.state;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.Recorded;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.experimental.optim.AdamW;
import dev.lockstep.mindspore.nn.Adam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recorded training: nn.Adam after two steps. */
class MindSporeStateTest {
  private final List<Parameter> parameters =
      List.of(
          new Parameter("0.weight", Tensor.of(new float[6], 2, 3)),
          new Parameter("0.bias", Tensor.of(new float[2])),
          new Parameter("1.gamma", Tensor.of(new float[2])),
          new Parameter("1.beta", Tensor.of(new float[2])));
  private final Adam optimizer = new Adam(parameters, learningRate(0.5));

  @Test
  void anOptimizerOfMindSporeComesBackBitForBit() {
    MindSporeFile recorded = MindSporeFile.read(Recorded.file("adam.ckpt"));
    MindSporeState.load(optimizer, recorded);
    assertEquals(recorded.values(), MindSporeState.save(optimizer).values());
    byte[] sealed = MindSporeState.save(optimizer).write(true);
    assertEquals(recorded.values(), MindSporeFile.read(sealed).values());
  }

  @Test
  void whatIsMissingIsNamed() {
    Map<String, Value> values =
        new LinkedHashMap<>(MindSporeFile.read(Recorded.file("adam.ckpt")).values());
    values.remove("moment1.0.bias");
    var refused =
        assertThrows(
            CheckpointException.class,
            () -> MindSporeState.load(optimizer, new MindSporeFile(values, false)));
    assertTrue(refused.toString().contains("no [moment1.0.bias]"), refused.toString());
  }

  @Test
  void theRatesThatMindSporeDoesNotSaveStay() {
    AdamW experimental = new AdamW(parameters, lr(0.25));
    Map<String, Value> values = new LinkedHashMap<>(MindSporeState.save(experimental).values());
    values.remove("learning_rate_group_0");
    MindSporeState.load(experimental, new MindSporeFile(values, false));
    assertEquals(0.25f, experimental.getLr()[0]);
  }
}
