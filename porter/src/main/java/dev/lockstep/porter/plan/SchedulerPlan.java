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
 * @param card the card it is ported by; empty if it stays
 * @param listed whether it became a list of rates and is gone
 * @param verdict how faithful the port is
 * @param reason why this form, or why it stays
 */
public record SchedulerPlan(
    SchedulerSite site, Optional<Card> card, boolean listed, Verdict verdict, Text reason) {

  /** The same, with a further reason. */
  SchedulerPlan because(Text more) {
    return new SchedulerPlan(site, card, listed, verdict, Texts.join(reason, more));
  }

  /** Whether it is ported. */
  public boolean isPorted() {
    return card.isPresent();
  }
}
