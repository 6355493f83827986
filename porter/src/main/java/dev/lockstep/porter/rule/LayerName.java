package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.LayerNames;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code m.__class__.__name__} that is tested for a layer which the other framework calls
 * otherwise: {@code "Linear"} of torch is {@code "Dense"} of MindSpore.
 */
public final class LayerName implements Rule {
  private static final Text NAMED =
      new Text(
          "the name that the other framework gives the class, so that the test means the same",
          "取另一框架中该类的名称，使判断的含义不变");

  /** Torch's layers that MindSpore calls otherwise. */
  private static final Map<String, String> NAMES =
      Map.of(
          "Linear", "Dense",
          "ConvTranspose1d", "Conv1dTranspose",
          "ConvTranspose2d", "Conv2dTranspose",
          "ConvTranspose3d", "Conv3dTranspose",
          "Sequential", "SequentialCell",
          "ModuleList", "CellList",
          "ModuleDict", "CellDict");

  private final String function;

  private LayerName(String function) {
    this.function = function;
  }

  /** For scripts of torch. */
  static LayerName toMindSpore() {
    return new LayerName("torch_layer_name");
  }

  /** For scripts of MindSpore. */
  static LayerName toTorch() {
    return new LayerName("mindspore_layer_name");
  }

  @Override
  public void apply(FilePort port) {
    List<Node> names =
        new LayerNames(port.program())
            .in(port.file().root())
            .filter(LayerName::differs)
            .map(LayerNames.Test::name)
            .distinct()
            .filter(n -> port.file().root().contains(n) && !port.edits().covers(n))
            .filter(n -> !port.isInRefused(n) && !BroughtCode.holds(n))
            .toList();
    for (Node name : names) {
      Node layer = LayerNames.layer(name).orElseThrow();
      String brought = BroughtCode.function(port, function);
      port.edits().replace(name, r -> brought + "(" + r.text(layer) + ")");
      port.changed(this, name, Construct.MODEL, NAMED);
    }
  }

  /** Whether a test holds for one of two names of a layer and not for the other. */
  private static boolean differs(LayerNames.Test test) {
    return NAMES.entrySet().stream()
        .anyMatch(n -> holds(test, n.getKey()) != holds(test, n.getValue()));
  }

  private static boolean holds(LayerNames.Test test, String name) {
    String text = test.text().toLowerCase(Locale.ROOT);
    String own = name.toLowerCase(Locale.ROOT);
    return test.isWhole() ? own.equals(text) : own.contains(text);
  }
}
