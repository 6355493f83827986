package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.OptimizerSite;
import java.util.List;
import java.util.Optional;

/**
 * How an optimizer is ported, or why it stays.
 *
 * @param site its construction
 * @param groups what it optimizes
 * @param card the card it is ported by; empty if it stays
 * @param family the target's family
 * @param verdict the weakest verdict that its options leave possible
 * @param rewrites what else the port does, beside the construction
 * @param decay the weight decay that is added to the gradients, as written at the step; empty if
 *     none
 * @param rates the list of rates that it is given; empty if its rate is constant or a scheduler
 *     sets it
 * @param explicitGroup whether a flat list is put into a group, so that no name is exempt from
 *     decay
 * @param checkedGroups whether the script sees when it runs that it was given groups, not a flat
 *     list from which names are exempt
 * @param exemptModel the model whose norm layers get a group without decay, as written at the
 *     construction; empty if none do
 * @param brought the class of the port that extends the card's target; empty if that one is used
 * @param lookup how a scheduler of the port finds its rate; empty if the optimizer has a number
 * @param reason why this target, or why it stays
 */
public record OptimizerPlan(
    OptimizerSite site,
    Groups groups,
    Optional<Card> card,
    Optional<Family> family,
    Verdict verdict,
    List<RewriteStep> rewrites,
    Optional<String> decay,
    Optional<RateList> rates,
    boolean explicitGroup,
    boolean checkedGroups,
    Optional<String> exemptModel,
    Optional<String> brought,
    Optional<Lookup> lookup,
    Text reason) {

  /** How the rate of a step is found. */
  public enum Lookup {
    /** In a list. */
    LIST,
    /** In a list, or it is one number: that is seen when the script runs. */
    LIST_OR_NUMBER,
    /** By a function of the step. */
    FUNCTION,
    /** For each group on its own, in whatever form its rate has. */
    GROUPS
  }

  /** Whether it is ported. */
  public boolean isPorted() {
    return card.isPresent();
  }

  /** Whether the source framework has no optimizer of that name. */
  public boolean isUnknown() {
    return site.bound().signature().options().isEmpty();
  }

  /** Whether porting it may change numbers. */
  public boolean isUnsafe() {
    return !verdict.keepsNumbers();
  }

  /** A plan for an optimizer whose class is chosen when the script runs. */
  static OptimizerPlan chosen(OptimizerSite site, Groups groups, Optional<Card> card, Text reason) {
    return bare(site, groups, card, Optional.of(Family.EXPERIMENTAL), Verdict.EQUIVALENT, reason);
  }

  /** A plan that leaves the optimizer as it is. */
  static OptimizerPlan stays(OptimizerSite site, Groups groups, Verdict verdict, Text reason) {
    return bare(site, groups, Optional.empty(), Optional.empty(), verdict, reason);
  }

  /** A plan in which nothing is done to the optimizer beside its construction. */
  private static OptimizerPlan bare(
      OptimizerSite site,
      Groups groups,
      Optional<Card> card,
      Optional<Family> family,
      Verdict verdict,
      Text reason) {
    return new OptimizerPlan(
        site,
        groups,
        card,
        family,
        verdict,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reason);
  }
}
