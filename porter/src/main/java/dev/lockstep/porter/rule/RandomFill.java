package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors that are filled with random numbers: {@code layer.weight.data.normal_(0, 0.02)}. What
 * {@code torch.nn.init} does to a parameter is brought for it, too: MindSpore 2.10 has no such
 * method on CPU.
 */
public final class RandomFill implements Rule {
  private static final Text FILLED =
      new Text(
          "filled by a function that the port brings: the same distribution from another generator",
          "由移植引入的函数填充：分布相同，随机数发生器不同");

  private static final Map<String, String> FUNCTIONS =
      Map.of("normal_", "torch_init_normal_", "uniform_", "torch_init_uniform_");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> FUNCTIONS.containsKey(c.name()) && c.receiver().isPresent())
        .filter(c -> port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().callee(c).isEmpty() && !port.isSettled(c.node()))
        .filter(c -> c.arguments().stream().allMatch(RandomFill::isPlain))
        .toList()
        .forEach(c -> fill(port, c));
  }

  private static boolean isPlain(Argument argument) {
    return argument.kind() == Argument.Kind.POSITIONAL || argument.keyword().matches("mean|std");
  }

  private void fill(FilePort port, Call call) {
    Node tensor = InPlaceChain.owner(call.receiver().orElseThrow());
    String function = BroughtCode.function(port, FUNCTIONS.getOrDefault(call.name(), ""));
    port.edits().replace(call.node(), r -> TensorMethod.function(r, function, tensor, call));
    port.changed(this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, FILLED, Optional.empty());
  }
}
