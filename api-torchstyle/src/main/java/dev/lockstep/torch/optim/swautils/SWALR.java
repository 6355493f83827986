package dev.lockstep.torch.optim.swautils;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.ANNEAL_EPOCHS;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.ANNEAL_STRATEGY;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.SWA_LR;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.LRScheduler;
import dev.lockstep.torch.optim.lrscheduler.SavedState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.swa_utils.SWALR}: from the rate that it finds to {@code swa_lr} in {@code
 * anneal_epochs} epochs.
 *
 * <p>Each step takes back the interpolation of the step before, then makes its own; so changes that
 * others make to the rate go on into it. {@code swa_lr} is written into the groups.
 *
 * @see <a href="https://arxiv.org/abs/1803.05407">Izmailov et al. 2018</a>; torch 2.15
 */
public final class SWALR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.swa_utils.SWALR")
          .option(SWA_LR)
          .option(ANNEAL_EPOCHS, 10)
          .option(ANNEAL_STRATEGY, "cos")
          .option(LAST_EPOCH, -1)
          .strict(ANNEAL_EPOCHS);

  private boolean cosine;
  private int annealEpochs;

  /** A schedule of this optimizer's rates. */
  public SWALR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, SWA_LR);
    double[] rates = spread(SWA_LR, args());
    for (int i = 0; i < rates.length; i++) {
      groups().get(i).set(TorchOptions.SWA_LR, rates[i]);
    }
    cosine = isCosine(args().get(ANNEAL_STRATEGY));
    annealEpochs = args().get(ANNEAL_EPOCHS);
    require(
        annealEpochs >= 0, "anneal_epochs must be equal or greater than 0, got %s", annealEpochs);
    start();
  }

  private boolean isCosine(String strategy) {
    boolean isCosine = strategy.equals("cos");
    require(
        isCosine || strategy.equals("linear"),
        "anneal_strategy must be one of 'cos' or 'linear', instead got %s",
        strategy);
    return isCosine;
  }

  @Override
  protected double[] getLr() {
    int step = annealEpochs == 0 ? Math.max(1, stepCount() - 1) : stepCount() - 1;
    double before = weight(step - 1);
    double now = weight(step);
    return changed(
        (in, group, rate) -> {
          double target = groups().get(group).get(TorchOptions.SWA_LR);
          if (before == 1) { // no tensor takes part
            return target * now + target * (1 - now);
          }
          double original = in.over(in.minus(rate, before * target), 1 - before);
          return in.plus(target * now, in.times(original, 1 - now));
        });
  }

  /** How much of {@code swa_lr} there is after so many steps: 0 to 1. */
  private double weight(int step) {
    double part = (double) step / Math.max(1, annealEpochs);
    double clamped = Math.max(0, Math.min(1, part));
    return cosine ? (1 - Scalars.cos(Math.PI * clamped)) / 2 : clamped;
  }

  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    state.put("_anneal_strategy", cosine ? "cos" : "linear");
    state.put("anneal_epochs", annealEpochs);
  }

  @Override
  protected void loadArguments(SavedState state) {
    cosine = isCosine(state.text("_anneal_strategy", cosine ? "cos" : "linear"));
    annealEpochs = state.whole("anneal_epochs", annealEpochs);
  }
}
