package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a card may say of a call.
 *
 * @param conditions what must hold for it that is not known yet; empty if it is certain so far
 * @param verdict the verdict, rewrites counted
 * @param differences ids of the differences that show
 * @param rewrites what the port changes, in order
 */
public record Outcome(
    Map<String, Condition> conditions,
    Verdict verdict,
    List<String> differences,
    List<RewriteStep> rewrites) {

  /** Whether it holds unless an earlier outcome does. */
  public boolean isCertain() {
    return conditions.isEmpty();
  }

  /** The outcomes of a case: one for each choice among the rewrites that are not decided yet. */
  static List<Outcome> of(Case decided, List<RewriteStep> rewrites, Settings settings) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(
        new Outcome(
            undecided(decided.when(), settings),
            decided.verdict(),
            decided.differences(),
            List.of()));
    for (RewriteStep step : rewrites) {
      Truth truth = settings.test(step.when());
      if (truth != Truth.NO) {
        List<Outcome> with = outcomes.stream().map(o -> o.and(step, settings)).toList();
        if (truth == Truth.YES) {
          outcomes.clear();
        }
        outcomes.addAll(0, with);
      }
    }
    return outcomes;
  }

  private Outcome and(RewriteStep step, Settings settings) {
    Map<String, Condition> all = new LinkedHashMap<>(conditions);
    all.putAll(undecided(step.when(), settings));
    List<RewriteStep> steps = new ArrayList<>(rewrites);
    steps.add(step);
    return new Outcome(
        all, verdict.keepsNumbers() ? Verdict.REWRITE : verdict, differences, List.copyOf(steps));
  }

  private static Map<String, Condition> undecided(Map<String, Condition> when, Settings settings) {
    Map<String, Condition> open = new LinkedHashMap<>(when);
    open.entrySet().removeIf(e -> e.getValue().test(settings, e.getKey()) == Truth.YES);
    return open;
  }
}
