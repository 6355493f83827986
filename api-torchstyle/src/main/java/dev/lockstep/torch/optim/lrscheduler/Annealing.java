package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.math.Scalars;
import java.util.Locale;

/** How OneCycleLR goes from one value to another. */
enum Annealing {
  /** Half a cosine. */
  COS {
    @Override
    double at(double start, double end, double part) {
      return end + (start - end) / 2 * (Scalars.cos(Math.PI * part) + 1);
    }
  },
  /** A straight line. */
  LINEAR {
    @Override
    double at(double start, double end, double part) {
      return (end - start) * part + start;
    }
  };

  /** The value where that part of the way is done. */
  abstract double at(double start, double end, double part);

  /** Torch's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Annealing of(Scheduler owner, String word) {
    owner.require(
        word.equals("cos") || word.equals("linear"),
        "anneal_strategy must be one of 'cos' or 'linear', instead got %s",
        word);
    return word.equals("cos") ? COS : LINEAR;
  }
}
