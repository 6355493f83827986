package dev.lockstep.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The rates that a recorder assigned to the groups between steps: none; half of what they were
 * before every third step (torch, OneFlow, MindSpore's experimental ones); or, in MegEngine's
 * traces, a tenth of what they were before one step.
 *
 * <p>Which of these a trace has is decided by the majority of its recorded rates, so a single wrong
 * one is found instead of believed.
 */
final class AssignedRates {
  private static final int PERIOD = 3;

  private final double[] start;
  private final Rule rule;

  /** A factor before every {@code period}-th step, or once before that step. */
  private record Rule(double factor, int period, boolean once) {
    double[] at(double[] start, int step) {
      double[] rates = start.clone();
      for (int k = period; k <= step && (k == period || !once); k += period) {
        for (int i = 0; i < rates.length; i++) {
          rates[i] *= factor;
        }
      }
      return rates;
    }

    int agreeing(double[] start, List<Recorded> steps) {
      int agreeing = 0;
      for (int k = 0; k < steps.size(); k++) {
        List<Recorded> recorded = steps.get(k).get("lr").list();
        double[] rates = at(start, k);
        for (int i = 0; i < Math.min(rates.length, recorded.size()); i++) {
          agreeing += recorded.get(i).number() == rates[i] ? 1 : 0;
        }
      }
      return agreeing;
    }
  }

  /** The rates of a trace that starts from {@code start}. */
  AssignedRates(double[] start, List<Recorded> steps) {
    this.start = start.clone();
    List<Rule> rules = new ArrayList<>(List.of(new Rule(1, 1, true), new Rule(0.5, PERIOD, false)));
    for (int k = 1; k < steps.size(); k++) {
      rules.add(new Rule(0.1, k, true));
    }
    Rule best = rules.get(0);
    for (Rule rule : rules) {
      best = rule.agreeing(start, steps) > best.agreeing(start, steps) ? rule : best;
    }
    this.rule = best;
  }

  /** The rates of a step. */
  double[] at(int step) {
    return rule.at(start, step);
  }
}
