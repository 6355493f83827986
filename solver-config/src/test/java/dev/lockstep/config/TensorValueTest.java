package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.convert.Converted;
import dev.lockstep.config.convert.Converter;
import dev.lockstep.config.convert.Note;
import dev.lockstep.config.print.JavaPrinter;
import dev.lockstep.config.print.PythonPrinter;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options that a script passes as tensors. */
class TensorValueTest {
  private static final String ADAMW =
      "{framework: torch, api: optim.AdamW, options: {lr: {tensor: 0.1, dtype: float64},"
          + " betas: [{tensor: 0.9}, {tensor: [0.99]}]}, parameters: [{name: a, shape: [2]}]}";

  private static final List<Parameter> PARAMETERS =
      List.of(new Parameter("a", Tensor.of(new float[2])));

  @Test
  void torchsOptimizersGetTheTensors() {
    AdamW adamW = Builder.build(AdamW.class, Definitions.fromYaml(ADAMW), PARAMETERS);
    Object lr = adamW.paramGroups().get(0).options().live(TorchOptions.LR);
    assertEquals("f64[]", assertInstanceOf(LiveNumber.class, lr).plain().toString());
    assertEquals(0.9f, adamW.paramGroups().get(0).get(TorchOptions.BETAS).beta1());
  }

  @Test
  void aTensorStaysOneWhereItIsPrinted() {
    Definition definition = Definitions.fromYaml(ADAMW);
    String python = PythonPrinter.print(definition);
    assertTrue(python.contains("lr=torch.tensor(0.1, dtype=torch.float64)"), python);
    assertTrue(python.contains("betas=(torch.tensor(0.9), torch.tensor([0.99]))"), python);
    String java = JavaPrinter.print(definition, "Made");
    assertTrue(java.contains("TensorValue.tensor(Map.ofEntries(Map.entry(\"tensor\", 0.1)"), java);
  }

  @Test
  void itsNumberGoesToTheOtherFramework() {
    Converted there = Converter.convert(Definitions.fromYaml(ADAMW), "mindspore", 0);
    assertEquals(0.1, there.definitions().get(0).options().get("lr"));
    assertTrue(there.notes().stream().map(Note::id).anyMatch("tensor-as-number"::equals));
  }

  @Test
  void whatIsNoTensorOfOneNumberIsRefused() {
    assertEquals(
        "lr: a tensor of one element is due, got {tensor=[0.1, 0.2]}",
        refusal(Map.of("tensor", List.of(0.1, 0.2))));
    assertEquals(
        "lr: the dtype of a tensor must be float32 or float64, got int32",
        refusal(Map.of("tensor", 0.1, "dtype", "int32")));
  }

  private static String refusal(Object lr) {
    Definition definition = Definition.of("torch", "torch.optim.SGD", Map.of("lr", lr), List.of());
    return String.valueOf(
        assertThrows(OptionException.class, () -> Builder.build(SGD.class, definition, PARAMETERS))
            .getMessage());
  }
}
