package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.ChosenClass;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * An optimizer or scheduler that is not the framework's own. MindSpore's schedules, which no
 * optimizer holds, are another rule's.
 */
public final class ForeignOptimizer implements Rule {
  private static final Text OWN = new Text("a class or method of this project", "本项目自己的类或方法");

  private static final Text THERE = new Text("the framework that is ported to has it", "它已属于目标框架");

  private static final Text FUNCTION =
      new Text("an object that gives a function: what calls it decides", "提供函数的对象：由调用方决定");

  @Override
  public void apply(FilePort port) {
    for (Construct construct : new Construct[] {Construct.OPTIMIZER, Construct.SCHEDULER}) {
      port.open(construct).toList().forEach(facing -> apply(port, facing));
    }
    port.calls().filter(c -> isThere(port, c)).toList().forEach(c -> there(port, c));
  }

  /** Whether a call builds an optimizer or scheduler of the framework that is ported to. */
  private static boolean isThere(FilePort port, Call call) {
    boolean named =
        port.program().isOptimizerName(call.name()) || port.program().isSchedulerName(call.name());
    return named
        && !port.isSettled(call.node())
        && port.program()
            .qualified(call.callee())
            .filter(name -> name.startsWith(port.options().to() + "."))
            .isPresent();
  }

  private void there(FilePort port, Call call) {
    boolean scheduler = port.program().isSchedulerName(call.name());
    port.kept(this, call.node(), scheduler ? Construct.SCHEDULER : Construct.OPTIMIZER, THERE);
  }

  private void apply(FilePort port, Facing facing) {
    Optional<Call> call = Call.of(facing.node());
    boolean own =
        call.flatMap(port.program().flow()::callee).isPresent()
            || call.flatMap(Call::receiver).filter(Flow::isSelf).isPresent();
    String root = port.program().framework().root();
    boolean schedule =
        facing.construct() == Construct.SCHEDULER
            && (call.isEmpty()
                || call.flatMap(c -> port.program().qualified(c.callee()))
                    .filter(name -> name.startsWith(root + "."))
                    .isPresent());
    if (schedule && !root.equals(Torch.ROOT)) {
      return;
    }
    String target = port.options().to() + ".";
    boolean there =
        call.flatMap(c -> port.program().qualified(c.callee()))
            .filter(name -> name.startsWith(target))
            .isPresent();
    Optional<ChosenClass> chosen = call.flatMap(c -> ChosenClass.of(port.program(), c));
    if (chosen.isPresent()) {
      port.refused(this, facing.node(), facing.construct(), chosen(chosen.get()));
    } else if (isAskedForMethod(facing.node())) {
      port.kept(this, facing.node(), facing.construct(), FUNCTION);
    } else if (own || there) {
      port.kept(this, facing.node(), facing.construct(), own ? OWN : THERE);
    } else {
      port.refused(this, facing.node(), facing.construct(), foreign(root));
    }
  }

  /** Whether all that is asked of an object is one of its methods, as a function to call. */
  private static boolean isAskedForMethod(Node call) {
    return call.parent()
        .filter(p -> p.is("attribute") && !p.field().equals("function"))
        .isPresent();
  }

  /** Why a class that is chosen by name stays. */
  private static Text chosen(ChosenClass chosen) {
    String classes = String.join(", ", chosen.possible());
    return Texts.format(
        "which class %s chooses%s is known only when the script runs, and the counterpart depends on the"
            + " class and its options; write a call for each class",
        "%s 选择的类%s在运行时才知道，而对应项取决于类与选项；请为每个类写出调用",
        chosen.name().text(),
        classes.isEmpty() ? "" : " (" + classes + ")");
  }

  private static Text foreign(String root) {
    return Texts.format(
        "it is not %s's own; no card is known for it", "它不是 %s 自带的；没有对应的映射卡片", root);
  }
}
