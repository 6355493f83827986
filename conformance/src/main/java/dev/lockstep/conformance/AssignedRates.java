package dev.lockstep.conformance;

import java.util.List;

/**
 * The rates that the recorder assigned from outside: constant, or halved before every third step.
 *
 * <p>Which of the two a trace has is decided by the majority of its recorded rates, so a single
 * wrong one is found instead of believed.
 */
final class AssignedRates {
  private static final int PERIOD = 3;

  private final double[] start;
  private final boolean halved;

  /** The rates of a trace that starts from {@code start}. */
  AssignedRates(double[] start, List<Recorded> steps) {
    this.start = start.clone();
    this.halved = agreeing(steps, true) > agreeing(steps, false);
  }

  /** The rates of a step. */
  double[] at(int step) {
    return at(step, halved);
  }

  private double[] at(int step, boolean halving) {
    double[] rates = start.clone();
    for (int k = PERIOD; halving && k <= step; k += PERIOD) {
      for (int i = 0; i < rates.length; i++) {
        rates[i] *= 0.5;
      }
    }
    return rates;
  }

  private int agreeing(List<Recorded> steps, boolean halving) {
    int agreeing = 0;
    for (int k = 0; k < steps.size(); k++) {
      List<Recorded> recorded = steps.get(k).get("lr").list();
      double[] rates = at(k, halving);
      for (int i = 0; i < Math.min(rates.length, recorded.size()); i++) {
        agreeing += recorded.get(i).number() == rates[i] ? 1 : 0;
      }
    }
    return agreeing;
  }
}
