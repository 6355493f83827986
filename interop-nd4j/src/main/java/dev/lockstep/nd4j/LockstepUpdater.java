package dev.lockstep.nd4j;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Adadelta;
import dev.lockstep.torch.optim.Adagrad;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Adamax;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.RAdam;
import dev.lockstep.torch.optim.RMSprop;
import dev.lockstep.torch.optim.Rprop;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An optimizer of torch's style for ND4J's trainers ({@code SameDiff.fit}).
 *
 * <pre>{@code
 * new LockstepUpdater(p -> new AdamW(p, lr(1e-3), weightDecay(0.0), Arithmetic.COMMON))
 * }</pre>
 *
 * <p>An updater does not see the parameter: the optimizer must be one whose update does not depend
 * on it, without weight decay ({@link CoupledDecay} and {@link DecoupledDecay} do see it), and ND4J
 * subtracts the update in an operation of its own, so the arithmetic must be the common one: in it
 * the result is that of the optimizer to the last bit. Everything else trains in a {@link
 * SameDiffSession}.
 *
 * <p>Threads: one caller at a time.
 */
public final class LockstepUpdater implements IUpdater {
  private static final Set<Class<? extends Optimizer>> FREE_OF_THE_PARAMETER =
      Set.of(
          SGD.class,
          Adam.class,
          AdamW.class,
          RMSprop.class,
          Adagrad.class,
          Adadelta.class,
          Adamax.class,
          RAdam.class,
          Rprop.class);

  private final transient Function<List<Parameter>, Optimizer> factory;
  private final transient List<String> slots;
  private double lr;
  private transient @Nullable ISchedule schedule;

  /**
   * An updater.
   *
   * @param factory makes an optimizer for the parameters of one variable
   * @throws OptionException if the optimizer's update depends on the parameter, or its arithmetic
   *     is not the common one
   */
  public LockstepUpdater(Function<List<Parameter>, Optimizer> factory) {
    this.factory = factory;
    Parameter probe = new Parameter("probe", Tensor.of(new float[] {0, 0}));
    Optimizer optimizer = factory.apply(List.of(probe));
    check(optimizer);
    lr = optimizer.paramGroups().get(0).get(TorchOptions.LR);
    probe.setGrad(Tensor.of(new float[] {1, 1}));
    optimizer.step();
    slots =
        optimizer.state(probe).entrySet().stream()
            .filter(entry -> isSlot(entry.getValue(), probe))
            .map(Map.Entry::getKey)
            .toList();
  }

  private static void check(Optimizer optimizer) {
    String api = optimizer.signature().api();
    if (!FREE_OF_THE_PARAMETER.contains(optimizer.getClass())) {
      throw new OptionException(
          api + " needs to see the parameter, which an updater does not: use a SameDiffSession");
    }
    if (optimizer.arithmetic() != Arithmetic.COMMON) {
      throw new OptionException(
          api
              + " must compute in Arithmetic.COMMON: ND4J subtracts the update with a rounding of"
              + " its own");
    }
    if (optimizer.paramGroups().get(0).get(TorchOptions.WEIGHT_DECAY) != 0) {
      throw new OptionException(
          api
              + ": weight_decay must be 0, the updater does not see the parameter: use CoupledDecay"
              + " or DecoupledDecay");
    }
  }

  private static boolean isSlot(Object value, Parameter parameter) {
    return value instanceof Tensor tensor && tensor.size() == parameter.value().size();
  }

  /** An optimizer of these parameters. */
  Optimizer make(List<Parameter> parameters) {
    return factory.apply(parameters);
  }

  /** The state tensors, in the order in which they lie in ND4J's array. */
  List<String> slots() {
    return slots;
  }

  @Override
  public long stateSize(long numParams) {
    return slots.size() * numParams;
  }

  @Override
  public GradientUpdater<LockstepUpdater> instantiate(
      INDArray viewArray, boolean initializeViewArray) {
    LockstepGradientUpdater made = new LockstepGradientUpdater(this);
    made.setStateViewArray(viewArray, new long[0], 'c', initializeViewArray);
    return made;
  }

  @Override
  public GradientUpdater<LockstepUpdater> instantiate(
      Map<String, INDArray> updaterState, boolean initializeStateArrays) {
    LockstepGradientUpdater made = new LockstepGradientUpdater(this);
    made.setState(updaterState, initializeStateArrays);
    return made;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return schedule == null ? lr : schedule.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  /** Another rate, or a schedule if it is not null. */
  @Override
  public void setLrAndSchedule(double newLr, @Nullable ISchedule newSchedule) {
    lr = newLr;
    schedule = newSchedule;
  }

  /** Sets a schedule; returns this. */
  public LockstepUpdater with(ISchedule newSchedule) {
    schedule = newSchedule;
    return this;
  }

  @Override
  public LockstepUpdater clone() {
    LockstepUpdater copy = new LockstepUpdater(factory);
    copy.setLrAndSchedule(lr, schedule);
    return copy;
  }
}
