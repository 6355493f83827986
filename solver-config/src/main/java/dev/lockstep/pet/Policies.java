package dev.lockstep.pet;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.math.Scalars;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The policies by name; {@link #with} adds one's own.
 *
 * <pre>
 * STEP        w * gamma^(milestones passed)
 * COSINE      w * 0.5 * (1 + cos(pi * iteration/max_iter))
 * STEP_COSINE STEP before the last milestone, COSINE from there on
 * POLY        w * (1 - iteration/max_iter)^lr_pow
 * </pre>
 *
 * <p>In doubles, from left to right, as Python evaluates them; w is the warm-up. Past the end
 * COSINE rises again, and POLY has no real value, where Pet goes on with a complex number. From the
 * last milestone on, the guide's STEP_COSINE calls a method that does not exist; here it is what
 * was evidently meant.
 *
 * <p>Immutable.
 *
 * @param byName the policies
 */
public record Policies(Map<String, Policy> byName) {
  /** The four of the guide. */
  public static final Policies STANDARD =
      new Policies(Map.of())
          .with("STEP", Policies::step)
          .with("COSINE", Policies::cosine)
          .with("STEP_COSINE", Policies::stepCosine)
          .with("POLY", Policies::poly);

  public Policies {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** These and another one, or another one under a name that there is. */
  public Policies with(String name, Policy policy) {
    Map<String, Policy> more = new LinkedHashMap<>(byName);
    more.put(name, policy);
    return new Policies(more);
  }

  /**
   * The policy of that name.
   *
   * @throws OptionException if there is none
   */
  public Policy get(String name) {
    Policy policy = byName.get(name);
    if (policy == null) {
      throw new OptionException(
          "pet.SOLVER.SCHEDULER: POLICY must be one of %s, got %s"
              .formatted(String.join(", ", byName.keySet()), name));
    }
    return policy;
  }

  private static double step(Schedule schedule, int iteration, double warmUp) {
    long passed = schedule.milestones().stream().filter(m -> m <= iteration).count();
    return warmUp * Scalars.power(schedule.gamma(), (double) passed);
  }

  private static double cosine(Schedule schedule, int iteration, double warmUp) {
    double angle = Scalars.divide(Math.PI * iteration, schedule.maxIter());
    return warmUp * 0.5 * (1 + Scalars.cos(angle));
  }

  private static double stepCosine(Schedule schedule, int iteration, double warmUp) {
    if (schedule.milestones().isEmpty()) {
      throw new OptionException("pet.SOLVER.SCHEDULER: STEP_COSINE needs STEPS, there are none");
    }
    int last = schedule.milestones().get(schedule.milestones().size() - 1);
    return iteration < last
        ? step(schedule, iteration, warmUp)
        : cosine(schedule, iteration, warmUp);
  }

  private static double poly(Schedule schedule, int iteration, double warmUp) {
    double left = 1 - Scalars.divide(iteration, schedule.maxIter());
    return warmUp * Scalars.power(left, schedule.lrPow());
  }
}
