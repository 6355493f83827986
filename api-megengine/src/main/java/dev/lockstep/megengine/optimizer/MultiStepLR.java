package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.CURRENT_EPOCH;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.GAMMA;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.MILESTONES;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code megengine.optimizer.MultiStepLR}: {@code initial_lr * gamma^n}, n the number of milestones
 * up to and with the epoch.
 *
 * <p>Differs from torch: a closed form, so last bits differ; milestones must be sorted (repeated
 * ones count); the state has three keys and not the base rates.
 *
 * <p>Units: milestones in calls of {@link #step()}, once an epoch by convention.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class MultiStepLR extends LRScheduler {
  /** Names, order and defaults; MegEngine's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.MultiStepLR")
          .option(MILESTONES)
          .option(GAMMA, 0.1)
          .option(CURRENT_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public MultiStepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, MILESTONES);
    List<Integer> milestones = args().get(MILESTONES).values();
    require(
        milestones.equals(milestones.stream().sorted().toList()),
        "Milestones should be a list of increasing integers. Got %s",
        milestones);
    start();
  }

  @Override
  protected double getLr(double baseLr) {
    int decays = args().get(MILESTONES).countUpTo(currentEpoch());
    return baseLr * Scalars.power(args().get(GAMMA), decays);
  }

  @Override
  public Map<String, @Nullable Object> stateDict() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(MILESTONES.name(), args().get(MILESTONES).values());
    state.put(GAMMA.name(), args().get(GAMMA));
    state.put(CURRENT_EPOCH.name(), currentEpoch());
    return state;
  }

  /**
   * Takes over a state. The rates stay until the next step: they are the optimizer's state.
   *
   * @throws OptionException if a key is missing or a value is of the wrong kind; nothing is changed
   *     then
   */
  public void loadStateDict(Map<String, ? extends @Nullable Object> state) {
    for (OptionKey<?> key : SIGNATURE.keys()) {
      require(
          state.containsKey(key.name()),
          "key '%s' is not specified in state_dict when loading state dict; it has %s",
          key.name(),
          state.keySet());
    }
    var milestones = MILESTONES.read(state.get(MILESTONES.name()));
    double gamma = GAMMA.read(state.get(GAMMA.name()));
    setCurrentEpoch(CURRENT_EPOCH.read(state.get(CURRENT_EPOCH.name())));
    args().set(MILESTONES, milestones);
    args().set(GAMMA, gamma);
  }
}
