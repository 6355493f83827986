package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.GAMMA;
import static dev.lockstep.pet.PetOptions.LOG_LR_CHANGE_THRESHOLD;
import static dev.lockstep.pet.PetOptions.LR_POW;
import static dev.lockstep.pet.PetOptions.POLICY;
import static dev.lockstep.pet.PetOptions.STEPS;
import static dev.lockstep.pet.PetOptions.TOTAL_EPOCHS;
import static dev.lockstep.pet.PetOptions.TOTAL_ITERS;
import static dev.lockstep.pet.PetOptions.WARM_UP_EPOCHS;
import static dev.lockstep.pet.PetOptions.WARM_UP_FACTOR;
import static dev.lockstep.pet.PetOptions.WARM_UP_ITERS;
import static dev.lockstep.pet.PetOptions.WARM_UP_METHOD;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code SOLVER.SCHEDULER}: how the rate warms up and falls. With {@code TOTAL_EPOCHS}, {@code
 * TOTAL_ITERS} is ignored and {@code STEPS} are epochs; {@code WARM_UP_EPOCHS} likewise replaces
 * {@code WARM_UP_ITERS}, independently of it.
 *
 * <p>The defaults of numbers are those of QANet, by the same authors; the length of the training
 * has none.
 */
public final class SchedulerConfig extends Section {
  /** Names and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("pet.SOLVER.SCHEDULER")
          .option(POLICY, "STEP")
          .option(TOTAL_ITERS)
          .option(TOTAL_EPOCHS)
          .option(STEPS, new int[0])
          .option(WARM_UP_ITERS, 0)
          .option(WARM_UP_EPOCHS)
          .option(WARM_UP_FACTOR, 0.1)
          .option(WARM_UP_METHOD, "LINEAR")
          .option(GAMMA, 0.1)
          .option(LR_POW, 0.9)
          .option(LOG_LR_CHANGE_THRESHOLD, 1.1);

  private static final List<String> WARM_UPS = List.of("CONSTANT", "LINEAR");

  private SchedulerConfig(Option... fields) {
    super(SIGNATURE, fields);
    atLeast(TOTAL_ITERS, 1);
    atLeast(TOTAL_EPOCHS, 1);
    atLeast(WARM_UP_ITERS, 0);
    atLeast(WARM_UP_EPOCHS, 0);
    check(WARM_UP_FACTOR, Double::isFinite, "finite");
    check(GAMMA, Double::isFinite, "finite");
    check(LR_POW, Double::isFinite, "finite");
    if (!WARM_UPS.contains(get(WARM_UP_METHOD))) {
      throw refused(WARM_UP_METHOD, "CONSTANT or LINEAR", get(WARM_UP_METHOD));
    }
    checkSteps();
  }

  private void atLeast(OptionKey<Integer> key, int least) {
    if (has(key) && get(key) < least) {
      throw refused(key, "at least " + least, get(key));
    }
  }

  private void checkSteps() {
    int[] sorted = get(STEPS).clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, get(STEPS))) {
      throw refused(STEPS, "sorted, " + PetOptions.list(sorted), PetOptions.list(get(STEPS)));
    }
  }

  /**
   * The fields that differ from the defaults.
   *
   * @throws OptionException if a value is refused
   */
  public static SchedulerConfig of(Option... fields) {
    return new SchedulerConfig(fields);
  }

  /**
   * Reads plain data.
   *
   * @throws OptionException if a field or its value is wrong
   */
  public static SchedulerConfig read(Map<?, ?> data) {
    return new SchedulerConfig(fields(SIGNATURE, data));
  }

  /** Whether a length is given in epochs. */
  public boolean countsEpochs() {
    return has(TOTAL_EPOCHS) || has(WARM_UP_EPOCHS);
  }
}
