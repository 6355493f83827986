package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;

/** {@code class MyOptimizer(Optimizer)}: an optimizer of the script's own. */
public final class OwnOptimizer implements Rule {
  private static final Text IN_TORCH =
      new Text(
          "an optimizer of the script's own: MindSpore calls construct with the gradients; in torch"
              + " write step(), which reads them from the parameters, and keep what it remembers in"
              + " state[parameter]",
          "脚本自定义的优化器：MindSpore 以梯度调用 construct；在 torch 中请写 step()，从参数读取梯度，"
              + "并把状态保存在 state[parameter] 中");
  private static final Text IN_MINDSPORE =
      new Text(
          "an optimizer of the script's own: torch's step() reads the gradients from the parameters; for"
              + " MindSpore extend mindspore.experimental.optim.Optimizer, take the gradients in construct,"
              + " and keep what it remembers in Parameters",
          "脚本自定义的优化器：torch 的 step() 从参数读取梯度；在 MindSpore 中请继承 mindspore.experimental.optim.Optimizer，"
              + "在 construct 中接收梯度，并把状态保存在 Parameter 中");

  private final String base;
  private final Text why;

  private OwnOptimizer(String base, Text why) {
    this.base = base;
    this.why = why;
  }

  /** The rule for scripts of MindSpore. */
  static OwnOptimizer toTorch() {
    return new OwnOptimizer("mindspore.nn.Optimizer", IN_TORCH);
  }

  /** The rule for scripts of torch. */
  static OwnOptimizer toMindSpore() {
    return new OwnOptimizer("torch.optim.Optimizer", IN_MINDSPORE);
  }

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("class_definition")
        .flatMap(Flow::bases)
        .filter(n -> !port.isSettled(n) && isOptimizer(port, n))
        .toList()
        .forEach(n -> port.refused(this, n, Construct.OPTIMIZER, why));
  }

  private boolean isOptimizer(FilePort port, Node node) {
    return port.program()
        .canonical(node)
        .filter(name -> name.equals(base) || port.program().framework().isOptimizer(name))
        .isPresent();
  }
}
