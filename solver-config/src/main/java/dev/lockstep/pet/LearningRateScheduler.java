package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.LOG_LR_CHANGE_THRESHOLD;
import static dev.lockstep.pet.PetOptions.POLICY;

import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.lrscheduler.LRScheduler;
import dev.lockstep.torch.optim.lrscheduler.SavedState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pet's {@code LearningRateScheduler}: the factor of warm-up and policy times the base rate of each
 * group, stepped after each iteration.
 *
 * <p>The constructor computes iteration {@code startIter}, so step k of the optimizer uses the
 * factor of iteration {@code startIter + k}. When the factor changes by more than {@code
 * LOG_LR_CHANGE_THRESHOLD}, upwards or downwards, a line says so: {@code Changing learning rate
 * 0.1000000 -> 0.0100000}.
 *
 * <p>Threads: one caller at a time.
 */
public final class LearningRateScheduler extends LRScheduler {
  private static final System.Logger LOG = System.getLogger("dev.lockstep.pet");
  // What the smaller factor is raised to before it divides; Pet's own number.
  private static final double LEAST_FACTOR = 1e-10;
  // Rates up to this are not worth a line; Pet's own number.
  private static final double LEAST_RATE = 1e-7;

  private final Policies policies;
  private final Consumer<String> log;
  private Schedule schedule;
  private String policy;
  private double baseLr;
  private double threshold;
  private int iteration;
  private double factor;
  private Map<String, @Nullable Object> info = new LinkedHashMap<>();

  /**
   * From the first iteration on.
   *
   * @param itersPerEpoch iterations of an epoch; -1 if all lengths are in iterations
   * @throws dev.lockstep.core.OptionException if there is no such policy or a length is missing
   */
  public LearningRateScheduler(Optimizer optimizer, Solver solver, int itersPerEpoch) {
    this(optimizer, solver, itersPerEpoch, 0, Policies.STANDARD);
  }

  /** From an iteration on, with policies of one's own; lines go to the logger. */
  public LearningRateScheduler(
      Optimizer optimizer, Solver solver, int itersPerEpoch, int startIter, Policies policies) {
    this(optimizer, solver, itersPerEpoch, startIter, policies, LearningRateScheduler::logged);
  }

  /** From an iteration on, with policies of one's own; lines go where {@code log} puts them. */
  public LearningRateScheduler(
      Optimizer optimizer,
      Solver solver,
      int itersPerEpoch,
      int startIter,
      Policies policies,
      Consumer<String> log) {
    super(optimizer, -1);
    SchedulerConfig config = solver.scheduler();
    this.policies = policies;
    this.log = log;
    this.schedule = Schedule.of(config, itersPerEpoch);
    this.policy = config.get(POLICY);
    this.baseLr = solver.optimizer().baseLr();
    this.threshold = config.get(LOG_LR_CHANGE_THRESHOLD);
    this.iteration = startIter;
    policies.get(policy);
    info.put("best_acc", 0.0);
    info.put("best_epoch", 1);
    info.put("cur_acc", 0.0);
    info.put("cur_epoch", 1);
    start();
  }

  private static void logged(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }

  /** The iteration whose rates the next step will compute. */
  public int iteration() {
    return iteration;
  }

  /** The factor of the rates that are set. */
  public double factor() {
    return factor;
  }

  /** The numbers of the schedule. */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * What a training notes about itself, {@code best_acc} and the like; live, saved with the state.
   */
  public Map<String, @Nullable Object> info() {
    return info;
  }

  @Override
  protected double[] getLr() {
    double next = policies.get(policy).factor(schedule, iteration, schedule.warmUp(iteration));
    boolean changed = next != factor && ratio(next, factor) > threshold;
    if (changed && next * baseLr > LEAST_RATE && iteration > 1) {
      log.accept(
          "Changing learning rate %s -> %s"
              .formatted(shown(factor * baseLr), shown(next * baseLr)));
    }
    factor = next;
    iteration++;
    return baseTimes(next);
  }

  private static double ratio(double a, double b) {
    return Math.max(a / Math.max(b, LEAST_FACTOR), b / Math.max(a, LEAST_FACTOR));
  }

  /** Seven digits after the point, rounded from the exact value, as Python's {@code {:.7f}}. */
  private static String shown(double rate) {
    return new BigDecimal(rate).setScale(7, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** All attributes of Pet's object, as its {@code state_dict} saves them. */
  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    state.put("iteration", iteration);
    state.put("max_iter", schedule.maxIter());
    state.put("milestones", schedule.milestones());
    state.put("warmup_iters", schedule.warmUpIters());
    state.put("base_lr", baseLr);
    state.put("policy", policy);
    state.put("gamma", schedule.gamma());
    state.put("warmup_factor", schedule.warmUpFactor());
    state.put("warmup_method", schedule.warmUpMethod());
    state.put("log_lr_change_threshold", threshold);
    state.put("lr_pow", schedule.lrPow());
    state.put("lr_factor", factor);
    state.put("info", new LinkedHashMap<>(info));
  }

  /** A state replaces what the configuration said, as Pet's {@code load_state_dict} does. */
  @Override
  protected void loadArguments(SavedState state) {
    schedule =
        new Schedule(
            state.whole("max_iter", schedule.maxIter()),
            state.wholes("milestones", schedule.milestones()),
            state.whole("warmup_iters", schedule.warmUpIters()),
            state.real("warmup_factor", schedule.warmUpFactor()),
            state.text("warmup_method", schedule.warmUpMethod()),
            state.real("gamma", schedule.gamma()),
            state.real("lr_pow", schedule.lrPow()));
    policy = state.text("policy", policy);
    policies.get(policy);
    baseLr = state.real("base_lr", baseLr);
    threshold = state.real("log_lr_change_threshold", threshold);
    iteration = state.whole("iteration", iteration);
    factor = state.real("lr_factor", factor);
    if (state.has("info")) {
      Map<String, @Nullable Object> loaded = new LinkedHashMap<>();
      state.map("info").forEach((key, value) -> loaded.put(String.valueOf(key), value));
      info = loaded;
    }
  }
}
