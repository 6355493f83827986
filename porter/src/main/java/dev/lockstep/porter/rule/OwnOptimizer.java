package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;

/** {@code class MyOptimizer(nn.Optimizer)}: an optimizer of the script's own. */
public final class OwnOptimizer implements Rule {
  private static final Text BY_HAND =
      new Text(
          "an optimizer of the script's own: MindSpore calls construct with the gradients; in torch"
              + " write step(), which reads them from the parameters, and keep what it remembers in"
              + " state[parameter]",
          "脚本自定义的优化器：MindSpore 以梯度调用 construct；在 torch 中请写 step()，从参数读取梯度，"
              + "并把状态保存在 state[parameter] 中");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("class_definition")
        .flatMap(Flow::bases)
        .filter(base -> !port.isSettled(base) && isOptimizer(port, base))
        .toList()
        .forEach(base -> port.refused(this, base, Construct.OPTIMIZER, BY_HAND));
  }

  private static boolean isOptimizer(FilePort port, Node base) {
    return port.program().canonical(base).filter("mindspore.nn.Optimizer"::equals).isPresent();
  }
}
