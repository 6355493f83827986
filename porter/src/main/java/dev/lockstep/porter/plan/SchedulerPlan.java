package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.SchedulerSite;
import java.util.Optional;

/**
 * How a scheduler is ported, or why it stays.
 *
 * @param site its construction
 * @param card the card it is ported by; empty if it stays, or a class of the port takes its place
 * @param brought the class of the port that takes its place, if one does
 * @param listed whether it became a list of rates and is gone
 * @param verdict how faithful the port is
 * @param reason why this form, or why it stays
 */
public record SchedulerPlan(
    SchedulerSite site,
    Optional<Card> card,
    Optional<String> brought,
    boolean listed,
    Verdict verdict,
    Text reason) {

  /** The same, with a further reason. */
  SchedulerPlan because(Text more) {
    return new SchedulerPlan(site, card, brought, listed, verdict, Texts.join(reason, more));
  }

  /** Whether it is ported. */
  public boolean isPorted() {
    return card.isPresent() || brought.isPresent();
  }
}
