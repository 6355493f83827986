package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * The rates of a scheduler that is stepped after every update, as a function of the updates taken:
 * for code that asks for a rate by its number. They are computed in torch's recursive form, each
 * once.
 *
 * <p>Threads: one caller at a time.
 */
public final class StepRates implements IntToDoubleFunction {
  private final SGD optimizer;
  private final Scheduler scheduler;
  private final List<Double> rates = new ArrayList<>();

  /**
   * The rates of a scheduler that depends on nothing but the number of steps.
   *
   * @param lr the optimizer's rate
   * @param scheduler makes it, {@code sgd -> new StepLR(sgd, stepSize(30))}
   */
  public StepRates(double lr, Function<SGD, Scheduler> scheduler) {
    Parameter any = new Parameter("any", Tensor.of(new float[1]));
    optimizer = new SGD(List.of(any), TorchOptions.LR.is(lr));
    this.scheduler = scheduler.apply(optimizer);
  }

  /** The rate of an update, which counts from 0. */
  @Override
  public double applyAsDouble(int update) {
    while (rates.size() <= update) {
      rates.add(optimizer.paramGroups().get(0).get(TorchOptions.LR));
      optimizer.step();
      scheduler.step();
    }
    return rates.get(update);
  }
}
