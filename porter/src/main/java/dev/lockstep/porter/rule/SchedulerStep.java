package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.SchedulerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;

/** The scheduler's step: gone where its rates became a list, else the same call. */
public final class SchedulerStep implements Rule {
  private static final Text LISTED =
      new Text("the optimizer reads its list of rates itself, one value a step", "优化器自行按步读取学习率列表");
  private static final Text SAME = new Text("the same call on both sides", "两侧的调用相同");
  private static final Text STAYS = new Text("its scheduler stays as it is", "其调度器保持不变");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.SCHEDULER).toList()) {
      facing.subject().ifPresent(scheduler -> apply(port, facing.node(), scheduler));
    }
  }

  private void apply(FilePort port, Node step, Node scheduler) {
    List<SchedulerPlan> plans = port.plans().ofScheduler(scheduler);
    boolean ported =
        plans.stream()
            .allMatch(p -> p.isPorted() && SchedulerConstruction.isOptimizerPorted(port, p));
    if (!ported) {
      port.refused(this, step, Construct.SCHEDULER, STAYS);
    } else if (!plans.isEmpty() && plans.stream().allMatch(SchedulerPlan::listed)) {
      port.edits().remove(Statements.of(step));
      port.changed(this, step, Construct.SCHEDULER, LISTED);
    } else {
      port.kept(this, step, Construct.SCHEDULER, SAME);
    }
  }
}
