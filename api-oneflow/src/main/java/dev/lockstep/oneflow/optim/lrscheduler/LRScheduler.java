package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LR_LAMBDA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.core.schedule.EpochFunctions;
import dev.lockstep.oneflow.optim.OneFlowOptions;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * OneFlow's base of schedulers that count steps; extend it for a schedule of your own: hand the
 * arguments up, call {@link #start} at the end of the constructor, and implement {@link
 * #getLr(double, int)}.
 *
 * <p>A rate is a <b>closed form</b> of base rate and step (torch goes from rate to rate, so last
 * bits differ). Making a scheduler sets the rate of step 0. The base rate of a group is its {@code
 * initial_lr}, which the first scheduler of an optimizer writes.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public abstract non-sealed class LRScheduler extends Scheduler {
  private final boolean verbose;
  private double[] baseLrs = {};
  private int lastStep;

  /**
   * A scheduler with declared arguments.
   *
   * @param signature names and defaults, {@code last_step} and {@code verbose} among them
   * @param needed arguments that must be given
   * @throws OptionException if one is missing or unknown
   */
  protected LRScheduler(
      Signature signature, Optimizer optimizer, Option[] options, OptionKey<?>... needed) {
    super(signature, optimizer, options, needed);
    lastStep = args().has(LAST_STEP) ? args().get(LAST_STEP) : -1;
    verbose = args().has(VERBOSE) && args().get(VERBOSE);
  }

  /**
   * The function of each group: of {@code lr_lambda}, which has one for all or one a group.
   *
   * @throws OptionException if it has another number
   */
  final List<IntToDoubleFunction> groupFunctions() {
    EpochFunctions given = args().get(LR_LAMBDA);
    require(
        given.fits(groups().size()),
        "Expected %s lr_lambdas, but got %s",
        groups().size(),
        given.functions().size());
    return given.spread(groups().size());
  }

  /**
   * Called at the end of a subclass's constructor: writes or reads {@code initial_lr}, then takes
   * the initial step.
   *
   * @throws OptionException if the scheduler goes on and a group has no {@code initial_lr}
   */
  protected final void start() {
    readBaseLrs();
    step();
  }

  /** Writes or reads {@code initial_lr}. */
  final void readBaseLrs() {
    for (int i = 0; i < groups().size(); i++) {
      ParamGroup group = groups().get(i);
      boolean known = group.options().has(OneFlowOptions.INITIAL_LR);
      require(
          known || lastStep == -1,
          "param 'initial_lr' is not specified in param_groups[%s] when resuming an optimizer with"
              + " last_step %s; load the optimizer's state first, or leave last_step out in a new"
              + " training",
          i,
          lastStep);
      if (!known) {
        group.set(OneFlowOptions.INITIAL_LR, group.get(OneFlowOptions.LR));
      }
    }
    baseLrs = groups().stream().mapToDouble(g -> g.get(OneFlowOptions.INITIAL_LR)).toArray();
  }

  /**
   * The rate of a step, in the double arithmetic of eager mode.
   *
   * @param baseLr a rate per step, not scaled
   * @param step calls of {@link #step()} since construction, from 0
   */
  public abstract double getLr(double baseLr, int step);

  /**
   * The rate of a step before it is rounded to float32, in graph mode, whose kernel is another
   * program: equal but for an order of operations.
   */
  double graphLr(double baseLr, int step) {
    return getLr(baseLr, step);
  }

  /**
   * The rate that run {@code step} of an {@code nn.Graph} with this scheduler uses: computed in
   * double from the float32 base rate, then rounded to float32.
   *
   * @param baseLr the rate of the group
   * @param step from 0
   * @throws OptionException if the scheduler has no graph mode in OneFlow
   */
  public final float getGraphLr(double baseLr, int step) {
    return (float) graphLr((float) baseLr, step);
  }

  /** The rates of all groups at {@link #lastStep}. */
  double[] rates() {
    double[] rates = baseLrs.clone();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = getLr(rates[i], lastStep);
    }
    return rates;
  }

  /** Goes on by one step and sets its rates. */
  public final void step() {
    lastStep++;
    try {
      write(rates(), verbose);
    } catch (ArithmeticException e) {
      ArithmeticException located =
          new ArithmeticException("%s at step %s: %s".formatted(name(), lastStep, e.getMessage()));
      located.initCause(e);
      throw located;
    }
  }

  /** The step of the rates that are set: 0 after construction. */
  public final int lastStep() {
    return lastStep;
  }

  /** Called by a composition, which sets the rates itself. */
  final void remember(int step) {
    lastStep = step;
  }

  /** The base rate of each group. */
  protected final double[] baseLrs() {
    return baseLrs.clone();
  }

  /** {@code (1 + cos(pi * part / whole)) * 0.5}, the product first. */
  static double halfCosine(double part, double whole) {
    return 0.5 * (1 + CorrectlyRounded.cos(Scalars.divide(Math.PI * part, whole)));
  }

  @Override
  void save(Map<String, @Nullable Object> state) {
    for (OptionKey<?> key : args().keys()) {
      if (key != LAST_STEP && key != VERBOSE) {
        state.put(key.name(), args().get(key));
      }
    }
    state.put("last_step", lastStep);
    state.put("base_lrs", boxed(baseLrs));
    state.put("verbose", verbose);
    state.put("last_lr", boxed(getLastLr()));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  void load(Map<String, ? extends @Nullable Object> state) {
    lastStep = whole(state, "last_step", lastStep);
    if (state.get("base_lrs") instanceof List<?> list) {
      require(
          list.size() == baseLrs.length && list.stream().allMatch(Number.class::isInstance),
          "\"base_lrs\" of the state must be %s numbers, got %s",
          baseLrs.length,
          list);
      baseLrs = list.stream().mapToDouble(rate -> ((Number) rate).doubleValue()).toArray();
    }
  }
}
