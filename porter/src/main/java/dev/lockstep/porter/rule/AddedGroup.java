package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A group that is added to an optimizer after its construction. Where nothing happens in between,
 * it is given to the construction.
 */
public final class AddedGroup implements Rule {
  private static final Text ADDED =
      new Text(
          "MindSpore's optimizers make their state when they are built: give them all groups at once",
          "MindSpore 的优化器在构造时建立状态：请一次给出所有参数组");
  private static final Text AT_ONCE =
      new Text(
          "given to the construction: MindSpore's optimizers make their state when they are built",
          "在构造时给出：MindSpore 的优化器在构造时建立状态");

  private static final Set<String> KEYS = Set.of("params", "lr", "weight_decay");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.GROUP).toList()) {
      List<OptimizerPlan> plans = port.plans().of(facing.subject().orElseThrow());
      boolean moved =
          !plans.isEmpty()
              && plans.stream().allMatch(p -> port.isMade(p) && given(port, p.site()).size() > 0);
      if (moved) {
        port.edits().remove(Statements.of(facing.node()));
        port.changed(
            this, facing.node(), Construct.GROUP, Verdict.EXACT, AT_ONCE, Optional.empty());
      } else {
        port.refused(this, facing.node(), Construct.GROUP, ADDED);
      }
    }
  }

  /**
   * The groups that are added to an optimizer and given to its construction; none if one of them
   * cannot be given there.
   */
  static List<Node> given(FilePort port, OptimizerSite site) {
    List<Facing> added = port.plans().survey().addedGroups(site).toList();
    List<Node> groups = new ArrayList<>();
    for (Facing facing : added) {
      Optional<Node> group =
          isRightAfter(port, site, facing) ? group(port, site, facing) : Optional.empty();
      if (group.isEmpty()) {
        return List.of();
      }
      groups.add(group.get());
    }
    return groups;
  }

  /** The group, if it means the same at the construction. */
  private static Optional<Node> group(FilePort port, OptimizerSite site, Facing facing) {
    Call call = Call.of(facing.node()).orElseThrow();
    Optional<Node> group = call.positional(0).map(Argument::value);
    Optional<Map<String, Node>> entries = group.flatMap(port.program()::dictionary);
    boolean plain =
        entries
            .filter(e -> KEYS.containsAll(e.keySet()))
            .map(e -> e.get("params"))
            .filter(params -> !OneTimeIterables.mayBe(port, params))
            .isPresent();
    Translator translator = new Translator(port.program().flow(), List.of(), site.node());
    return group.filter(g -> plain && translator.translate(g).isPresent());
  }

  /** Whether it is added in the block of the construction, or of the branches that construct. */
  private static boolean isRightAfter(FilePort port, OptimizerSite site, Facing facing) {
    Node statement = Statements.of(facing.node());
    if (!Statements.isAlone(facing.node()) || site.node().source() != statement.source()) {
      return false;
    }
    List<Node> suite = Statements.siblings(statement);
    Optional<Node> built = suite.stream().filter(s -> s.contains(site.node())).findFirst();
    boolean branch =
        built
            .filter(
                s -> s.is("expression_statement", "if_statement") && s.end() <= statement.start())
            .isPresent();
    return branch
        && port.plans().survey().of(site).stream()
            .filter(f -> f.construct() != Construct.GROUP)
            .noneMatch(
                f -> built.get().end() <= f.node().start() && f.node().start() < statement.start());
  }
}
