package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.ANNEAL_STRATEGY;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.BASE_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.CYCLE_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.DIV_FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.EPOCHS;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.FINAL_DIV_FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MAX_LR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MAX_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.PCT_START;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.STEPS_PER_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.THREE_PHASE;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.TOTAL_STEPS;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.OneCycleLR}: one rise from {@code max_lr / div_factor} to {@code
 * max_lr} and one fall to the first rate {@code / final_div_factor}, while the momentum does the
 * opposite; to be stepped after every batch.
 *
 * <p>It ignores the optimizer's rates and overwrites the groups' {@code initial_lr}. One step more
 * than {@code total_steps} is allowed, as in torch; the next is refused. The phases end at
 * fractions of a step.
 *
 * @see <a href="https://arxiv.org/abs/1708.07120">Smith and Topin 2017</a>; torch 2.15
 */
public final class OneCycleLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.OneCycleLR")
          .option(MAX_LR)
          .option(TOTAL_STEPS)
          .option(EPOCHS)
          .option(STEPS_PER_EPOCH)
          .option(PCT_START, 0.3)
          .option(ANNEAL_STRATEGY, "cos")
          .option(CYCLE_MOMENTUM, true)
          .option(BASE_MOMENTUM, PerGroup.of(0.85))
          .option(MAX_MOMENTUM, PerGroup.of(0.95))
          .option(DIV_FACTOR, 25.0)
          .option(FINAL_DIV_FACTOR, 1e4)
          .option(THREE_PHASE, false)
          .option(LAST_EPOCH, -1)
          .strict(TOTAL_STEPS, EPOCHS, STEPS_PER_EPOCH, PCT_START);

  /** A part of the cycle: from one option of the group to another. */
  private record Phase(
      double endStep,
      OptionKey<Double> startLr,
      OptionKey<Double> endLr,
      OptionKey<Double> startMomentum,
      OptionKey<Double> endMomentum) {

    Map<String, Object> saved() {
      Map<String, Object> saved = new LinkedHashMap<>();
      saved.put("end_step", endStep);
      saved.put("start_lr", startLr.name());
      saved.put("end_lr", endLr.name());
      saved.put("start_momentum", startMomentum.name());
      saved.put("end_momentum", endMomentum.name());
      return saved;
    }
  }

  private final boolean cycleMomentum;
  private final List<Phase> phases;
  private Annealing annealing;
  private MomentumKnob knob = MomentumKnob.MOMENTUM;
  private int totalSteps;

  /** A schedule of this optimizer's rates. */
  public OneCycleLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, MAX_LR);
    totalSteps = totalSteps();
    double part = args().get(PCT_START);
    phases = phases(part);
    require(part >= 0 && part <= 1, "Expected float between 0 and 1 pct_start, but got %s", part);
    annealing = Annealing.of(this, args().get(ANNEAL_STRATEGY));
    initRates();
    cycleMomentum = args().get(CYCLE_MOMENTUM);
    if (cycleMomentum) {
      initMomentum();
    }
    start();
  }

  private int totalSteps() {
    if (args().has(TOTAL_STEPS)) {
      return positive(TOTAL_STEPS);
    }
    require(
        args().has(EPOCHS) && args().has(STEPS_PER_EPOCH),
        "You must define either total_steps OR (epochs AND steps_per_epoch)");
    return positive(EPOCHS) * positive(STEPS_PER_EPOCH);
  }

  private int positive(OptionKey<Integer> key) {
    int value = args().get(key);
    require(value > 0, "Expected positive integer %s, but got %s", key.name(), value);
    return value;
  }

  private List<Phase> phases(double part) {
    List<Phase> all = new ArrayList<>();
    all.add(
        new Phase(
            part * totalSteps - 1,
            TorchOptions.INITIAL_LR,
            TorchOptions.MAX_LR,
            TorchOptions.MAX_MOMENTUM,
            TorchOptions.BASE_MOMENTUM));
    boolean three = args().get(THREE_PHASE);
    if (three) {
      all.add(
          new Phase(
              2 * part * totalSteps - 2,
              TorchOptions.MAX_LR,
              TorchOptions.INITIAL_LR,
              TorchOptions.BASE_MOMENTUM,
              TorchOptions.MAX_MOMENTUM));
    }
    all.add(
        new Phase(
            totalSteps - 1,
            three ? TorchOptions.INITIAL_LR : TorchOptions.MAX_LR,
            TorchOptions.MIN_LR,
            three ? TorchOptions.MAX_MOMENTUM : TorchOptions.BASE_MOMENTUM,
            TorchOptions.MAX_MOMENTUM));
    return all;
  }

  private void initRates() {
    double[] max = spread(MAX_LR, args());
    for (int i = 0; i < max.length && lastEpoch() == -1; i++) {
      ParamGroup group = groups().get(i);
      double initial = max[i] / nonZero(DIV_FACTOR);
      group.set(TorchOptions.INITIAL_LR, initial);
      group.set(TorchOptions.MAX_LR, max[i]);
      group.set(TorchOptions.MIN_LR, initial / nonZero(FINAL_DIV_FACTOR));
    }
  }

  private double nonZero(OptionKey<Double> key) {
    double value = args().get(key);
    require(value != 0, "%s is 0: float division by zero", key.name());
    return value;
  }

  private void initMomentum() {
    knob = MomentumKnob.of(this, optimizer());
    double[] max = spread(MAX_MOMENTUM, args());
    double[] base = spread(BASE_MOMENTUM, args());
    for (int i = 0; i < max.length && lastEpoch() == -1; i++) {
      knob.start(groups().get(i), base[i], max[i]);
    }
  }

  @Override
  protected double[] getLr() {
    int step = lastEpoch();
    if (step > totalSteps) {
      throw new IllegalStateException(
          "%s: Tried to step %s times. The specified number of total steps is %s"
              .formatted(name(), step, totalSteps));
    }
    double begin = 0;
    int index = 0;
    while (index < phases.size() - 1 && step > phases.get(index).endStep()) {
      begin = phases.get(index++).endStep();
    }
    Phase phase = phases.get(index);
    double part = Scalars.divide(step - begin, phase.endStep() - begin);
    double[] rates = new double[groups().size()];
    for (int i = 0; i < rates.length; i++) {
      checkTurn(i, phase);
      rates[i] = turn(groups().get(i), phase, part);
    }
    return rates;
  }

  /** A group that came later has the options of a cycle only if it was given them. */
  private void checkTurn(int group, Phase phase) {
    List<OptionKey<Double>> needed =
        cycleMomentum
            ? List.of(phase.startLr(), phase.endLr(), phase.startMomentum(), phase.endMomentum())
            : List.of(phase.startLr(), phase.endLr());
    for (OptionKey<Double> key : needed) {
      if (!groups().get(group).options().has(key)) {
        throw new IllegalStateException(
            "%s: param group %s has no %s: it was added after the scheduler was made; %s"
                .formatted(name(), group, key.name(), LATE_GROUP));
      }
    }
  }

  private double turn(ParamGroup group, Phase phase, double part) {
    if (cycleMomentum) {
      double start = group.get(phase.startMomentum());
      knob.set(group, annealing.at(start, group.get(phase.endMomentum()), part));
    }
    return annealing.at(group.get(phase.startLr()), group.get(phase.endLr()), part);
  }

  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    state.put("total_steps", totalSteps);
    state.put("_schedule_phases", phases.stream().map(Phase::saved).toList());
    state.put("_anneal_func_type", annealing.word());
    state.put("cycle_momentum", cycleMomentum);
    if (cycleMomentum) {
      state.put("use_beta1", knob == MomentumKnob.BETA1);
    }
  }

  @Override
  protected void loadArguments(SavedState state) {
    int saved = state.whole("total_steps", totalSteps);
    int parts = state.has("_schedule_phases") ? state.list("_schedule_phases").size() : 0;
    require(
        parts == 0 || parts == phases.size(),
        "the state has %s phases, this cycle has %s; make it with the same three_phase",
        parts,
        phases.size());
    annealing = Annealing.of(this, state.text("_anneal_func_type", annealing.word()));
    for (int i = 0; i < parts; i++) {
      double end = state.part("_schedule_phases", i).real("end_step", phases.get(i).endStep());
      Phase phase = phases.get(i);
      phases.set(
          i,
          new Phase(
              end, phase.startLr(), phase.endLr(), phase.startMomentum(), phase.endMomentum()));
    }
    totalSteps = saved;
  }
}
