package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.GAMMA;
import static dev.lockstep.pet.PetOptions.LR_POW;
import static dev.lockstep.pet.PetOptions.STEPS;
import static dev.lockstep.pet.PetOptions.TOTAL_EPOCHS;
import static dev.lockstep.pet.PetOptions.TOTAL_ITERS;
import static dev.lockstep.pet.PetOptions.WARM_UP_EPOCHS;
import static dev.lockstep.pet.PetOptions.WARM_UP_FACTOR;
import static dev.lockstep.pet.PetOptions.WARM_UP_ITERS;
import static dev.lockstep.pet.PetOptions.WARM_UP_METHOD;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.math.Scalars;
import java.util.List;

/**
 * The numbers of a schedule, all lengths in iterations.
 *
 * @param maxIter of the whole training
 * @param milestones where STEP multiplies, sorted
 * @param warmUpIters of the warm-up
 * @param warmUpFactor the first factor of the warm-up
 * @param warmUpMethod CONSTANT or LINEAR
 * @param gamma of STEP
 * @param lrPow of POLY
 */
public record Schedule(
    int maxIter,
    List<Integer> milestones,
    int warmUpIters,
    double warmUpFactor,
    String warmUpMethod,
    double gamma,
    double lrPow) {
  public Schedule {
    milestones = List.copyOf(milestones);
  }

  /**
   * The schedule of a configuration.
   *
   * @param itersPerEpoch iterations of an epoch; asked for only if a length is given in epochs
   * @throws OptionException if it is needed and below 1, or the length of the training is missing
   */
  public static Schedule of(SchedulerConfig config, int itersPerEpoch) {
    if (config.countsEpochs() && itersPerEpoch < 1) {
      throw new OptionException(
          "pet.SOLVER.SCHEDULER: TOTAL_EPOCHS and WARM_UP_EPOCHS need the iterations per epoch,"
              + " which must be at least 1, got "
              + itersPerEpoch);
    }
    boolean epochs = config.has(TOTAL_EPOCHS);
    int unit = epochs ? itersPerEpoch : 1;
    return new Schedule(
        Math.multiplyExact(length(config, epochs ? TOTAL_EPOCHS : TOTAL_ITERS), unit),
        PetOptions.list(config.get(STEPS)).stream().map(s -> Math.multiplyExact(s, unit)).toList(),
        config.has(WARM_UP_EPOCHS)
            ? Math.multiplyExact(config.get(WARM_UP_EPOCHS), itersPerEpoch)
            : config.get(WARM_UP_ITERS),
        config.get(WARM_UP_FACTOR),
        config.get(WARM_UP_METHOD),
        config.get(GAMMA),
        config.get(LR_POW));
  }

  private static int length(SchedulerConfig config, OptionKey<Integer> key) {
    if (!config.has(key)) {
      throw new OptionException(
          "pet.SOLVER.SCHEDULER: TOTAL_ITERS must be given, or TOTAL_EPOCHS; neither is");
    }
    return config.get(key);
  }

  /**
   * The factor of the warm-up, in doubles: 1 from its end on; before it {@code WARM_UP_FACTOR}, or
   * {@code f*(1 - a) + a} with {@code a = iteration/warmUpIters}.
   */
  public double warmUp(int iteration) {
    if (iteration >= warmUpIters) {
      return 1;
    }
    if (warmUpMethod.equals("CONSTANT")) {
      return warmUpFactor;
    }
    double alpha = Scalars.divide(iteration, warmUpIters);
    return warmUpFactor * (1 - alpha) + alpha;
  }
}
