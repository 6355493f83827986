package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.T_0;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.T_MULT;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}: half a cosine from the base rate to
 * {@code eta_min} in {@code T_0} epochs, again and again, each time {@code T_mult} times longer.
 *
 * <p>{@link #step(double)} may be called with fractions of an epoch and is not deprecated here. It
 * finds the cycle with a logarithm, which errs at some restarts for {@code T_mult} above 2, as
 * torch's does; for {@code T_mult} 1 it leaves the length of the cycle as it was.
 *
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>; torch 2.15
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.CosineAnnealingWarmRestarts")
          .option(T_0)
          .option(T_MULT, 1)
          .option(ETA_MIN, 0.0)
          .option(LAST_EPOCH, -1)
          .strict(T_0, T_MULT);

  // A double holds every length that an int could; torch's integers have no limit.
  private double length;
  private double position;

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_0);
    require(first() > 0, "Expected positive integer T_0, but got %s", first());
    require(multiplier() >= 1, "Expected integer T_mult >= 1, but got %s", multiplier());
    length = first();
    position = lastEpoch();
    start();
  }

  private int first() {
    return args().get(T_0);
  }

  private int multiplier() {
    return args().get(T_MULT);
  }

  @Override
  protected double[] getLr() {
    double min = args().get(ETA_MIN);
    double height = 1 + cosine(position, length);
    return baseChanged((in, group, rate) -> CosineAnnealingLR.annealed(in, rate, min, height));
  }

  @Override
  public void step() {
    if (lastEpoch() < 0) {
      step(0);
      return;
    }
    position++;
    if (position >= length) {
      position %= length;
      length *= multiplier();
    }
    setLastEpoch(lastEpoch() + 1);
    write(getLr());
  }

  @Override
  public void step(int epoch) {
    step((double) epoch);
  }

  /**
   * Goes to an epoch, which may be a fraction: {@code epoch + batch / batches}.
   *
   * @throws dev.lockstep.core.OptionException if it is negative
   */
  public void step(double epoch) {
    require(epoch >= 0, "Expected non-negative epoch, but got %s", epoch);
    if (epoch < first()) {
      length = first();
      position = epoch;
    } else if (multiplier() == 1) {
      position = epoch % first();
    } else {
      enter(epoch, cycle(epoch));
    }
    setLastEpoch((int) Math.floor(epoch));
    write(getLr());
  }

  /** Python's {@code int(math.log(x, T_mult))}: a quotient of two rounded logarithms. */
  private int cycle(double epoch) {
    double x = epoch / first() * (multiplier() - 1) + 1;
    return (int) (CorrectlyRounded.log(x) / CorrectlyRounded.log(multiplier()));
  }

  private void enter(double epoch, int cycle) {
    double scale = Scalars.power(multiplier(), cycle);
    position = epoch - first() * (scale - 1) / (multiplier() - 1);
    length = first() * scale;
  }

  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    super.saveArguments(state);
    state.put("T_i", plain(length));
    state.put("T_cur", plain(position));
  }

  /** Whole numbers as such, as torch has them unless a fraction of an epoch was asked for. */
  private static Object plain(double value) {
    return value == (int) value ? (Object) (int) value : value;
  }

  @Override
  protected void loadArguments(SavedState state) {
    super.loadArguments(state);
    length = state.real("T_i", length);
    position = state.real("T_cur", position);
  }
}
