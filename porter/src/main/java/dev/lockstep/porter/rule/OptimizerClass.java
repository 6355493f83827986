package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.ChosenClass;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class of optimizers or schedulers that is named where it is not called: in a table, for a
 * variable, by {@code getattr}. One that takes the same arguments and steps alike stands in its
 * place.
 */
public final class OptimizerClass implements Rule {
  private static final Text ALIKE =
      new Text("a class that takes the same arguments and steps alike", "接受相同参数且更新方式相同的类");
  private static final Text BY_NAME =
      new Text(
          "a class written into the file holds, by the names of torch's optimizers, classes that take the same"
              + " arguments and step alike; any other name raises an error",
          "写入文件的类按 torch 优化器的名称给出参数相同且更新方式相同的类；其他名称会报错");
  private static final Text SCHEDULER_BY_NAME =
      new Text(
          "a class written into the file holds, by the names of torch's schedulers, classes that take the same"
              + " arguments and give the same rates; any other name raises an error",
          "写入文件的类按 torch 调度器的名称给出参数相同且学习率相同的类；其他名称会报错");

  private static final Text OTHER =
      new Text(
          "it is not torch's own, and works on torch's tensors; what else may be chosen here is ported",
          "它不是 torch 自带的优化器，作用于 torch 的张量；此处可能选择的其余类已移植");

  @Override
  public void apply(FilePort port) {
    Stream.concat(chosen(port), taken(port))
        .filter(node -> node.source() == port.file().source())
        .distinct()
        .filter(node -> !port.isSettled(node) && !port.edits().covers(node))
        .forEach(node -> apply(port, node));
    port.plans().optimizers().stream()
        .filter(plan -> plan.site().chosen().isPresent() && port.isMade(plan))
        .flatMap(plan -> ChosenClass.others(port.program(), plan.site().call()).stream())
        .filter(node -> node.source() == port.file().source() && !port.isSettled(node))
        .distinct()
        .toList()
        .forEach(node -> port.refused(this, node, Construct.OPTIMIZER, OTHER));
  }

  /** The classes of what is ported. */
  private static Stream<Node> chosen(FilePort port) {
    Stream<ChosenClass> optimizers =
        port.plans().optimizers().stream()
            .filter(port::isMade)
            .flatMap(plan -> plan.site().chosen().stream());
    return Stream.concat(optimizers, port.plans().chosenSchedulers())
        .flatMap(chosen -> chosen.references().stream());
  }

  /** The modules that a class is taken from without being called there. */
  private static Stream<Node> taken(FilePort port) {
    return port.calls()
        .filter(call -> !call.node().field().equals("function"))
        .flatMap(call -> ChosenClass.module(port.program(), call).stream())
        .filter(n -> (port.program().canonical(n).orElseThrow() + ".").equals(Torch.OPTIM));
  }

  private void apply(FilePort port, Node node) {
    String name = port.program().canonical(node).orElseThrow();
    if ((name + ".").equals(Torch.OPTIM)) {
      write(port, node, Construct.OPTIMIZER, "TorchOptimizers", BY_NAME);
    } else if ((name + ".").equals(Torch.SCHEDULERS)) {
      write(port, node, Construct.SCHEDULER, "TorchSchedulers", SCHEDULER_BY_NAME);
    } else {
      Construct construct =
          port.program().framework().isScheduler(name) ? Construct.SCHEDULER : Construct.OPTIMIZER;
      port.plans().classes().of(name).ifPresent(to -> write(port, node, construct, to, ALIKE));
    }
  }

  private void write(FilePort port, Node node, Construct construct, String name, Text why) {
    BroughtCode.replace(port, node, name);
    port.changed(this, node, construct, Verdict.EQUIVALENT, why, Optional.empty());
  }
}
