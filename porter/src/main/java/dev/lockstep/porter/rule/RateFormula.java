package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.StepFormula;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MindSpore's schedules, written as what they compute: a list, or a function of the step for {@code
 * LambdaLR}.
 */
public final class RateFormula implements Rule {
  private static final Text LIST =
      new Text("the rates that the function computes, by its formula", "按该函数的公式计算的各步学习率");
  private static final Text FUNCTION =
      new Text(
          "the rate of a step as a function; MindSpore's Cell computes it in float32",
          "以函数给出每步的学习率；MindSpore 的 Cell 以 float32 计算");

  @Override
  public void apply(FilePort port) {
    for (SchedulerSite site : port.program().schedulers()) {
      boolean here = site.node().source() == port.file().source();
      boolean cell = StepFormula.isCell(site.api());
      if (here && !port.isSettled(site.node()) && (!cell || isUsable(port, site.node()))) {
        write(port, site, cell);
      }
    }
  }

  /** Whether a Cell is the rate of ported optimizers, or part of a schedule of the script's own. */
  private static boolean isUsable(FilePort port, Node cell) {
    return isRateOfPorted(port, cell)
        || Flow.enclosingClass(cell).flatMap(port.program()::scheduleBase).isPresent();
  }

  /** Whether a Cell is the rate of optimizers that are all ported. */
  private static boolean isRateOfPorted(FilePort port, Node cell) {
    List<OptimizerPlan> plans =
        port.plans().optimizers().stream()
            .filter(p -> rates(p).anyMatch(v -> port.program().flow().origins(v).contains(cell)))
            .toList();
    return !plans.isEmpty() && plans.stream().allMatch(port::isMade);
  }

  /** The rate of an optimizer, and those of its groups. */
  private static Stream<Node> rates(OptimizerPlan plan) {
    return Stream.concat(
        plan.site().bound().value("learning_rate").stream(),
        plan.groups().groups().values().stream()
            .flatMap(entries -> Optional.ofNullable(entries.get("lr")).stream()));
  }

  private void write(FilePort port, SchedulerSite site, boolean cell) {
    Optional<String> possible = StepFormula.of(site, port.program(), name -> name);
    if (possible.isPresent()) {
      boolean inside = port.edits().covers(site.node());
      if (!inside) {
        port.edits().replace(site.node(), r -> text(port, site, r));
      }
      port.changed(
          this,
          site.node(),
          Construct.SCHEDULER,
          cell ? Verdict.EQUIVALENT : Verdict.EXACT,
          cell ? FUNCTION : LIST,
          Optional.empty());
    }
  }

  /** The expression that stands for a schedule. */
  static String text(FilePort port, SchedulerSite site, Rendering r) {
    String formula =
        StepFormula.of(site, port.program(), name -> option(site, name, r)).orElseThrow();
    return formula.contains("math.")
        ? formula.replace("math.", r.name("math", site.node()) + ".")
        : formula;
  }

  private static String option(SchedulerSite site, String name, Rendering r) {
    Node value = site.bound().value(name).orElseThrow();
    boolean atom =
        value.is(
            "identifier", "attribute", "integer", "float", "call", "subscript", "list", "tuple");
    return atom ? r.text(value) : "(" + r.text(value) + ")";
  }
}
