package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.ALPHA;
import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.DAMPENING;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LAMBD;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.LR_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.RHO;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Roster;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.transform.AddDecay;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.torch.optim.kernel.AddDecayFma;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer that updates each element by itself: negation for {@code maximize}, L2 decay, then
 * the rule, in one pass over memory.
 *
 * <p>The numbers of a step are computed once for all parameters of a group that have taken as many
 * steps.
 *
 * @param <H> the numbers of one step, as the rule wants them
 */
abstract class Elementwise<H> extends Optimizer {
  // What a step makes of options up to here, such as lr / (1 - beta1), is far below 3e38.
  private static final double LARGEST_USUAL = 1e6;
  private static final List<OptionKey<Double>> NUMBERS =
      List.of(
          LR, WEIGHT_DECAY, EPS, MOMENTUM, DAMPENING, RHO, ALPHA, LAMBD, LR_DECAY, MOMENTUM_DECAY);

  private final Stepper stepper;
  private final List<String> slotNames;
  private final Precisions<Transform> decay;
  // By group, by place in it; a parameter that stands twice has one entry.
  private final List<Members> members = new ArrayList<>();

  private final Map<ParamGroup, Checked> checked = new HashMap<>();
  private final Plan plan = new Plan();
  private final CountPool counts = new CountPool();
  private final int[] present = new int[Roster.BATCH];
  private int places;
  private long run;

  /**
   * Takes the options.
   *
   * @param slotNames the state tensors in the order of the rule's slots
   */
  Elementwise(Signature signature, List<String> slotNames, Option... options) {
    super(signature, options);
    this.stepper = new Stepper(options);
    this.slotNames = slotNames;
    this.decay = isCommon() ? AddDecay.KIND : AddDecayFma.KIND;
  }

  /** The state tensors that the rule touches under these options; zeros at first. */
  abstract List<String> kept(Options options);

  /** A new object for the numbers of a step. */
  abstract H newNumbers();

  /**
   * Sets the numbers of step t.
   *
   * @param state of the parameter, for rules whose numbers depend on it ({@link #isShared})
   */
  abstract void set(H h, Options options, double t, Map<String, Object> state);

  /** The rule for step t. */
  abstract Precisions<UpdateRule<H>> rule(Options options, double t, H h);

  /** The rule for a parameter with a sparse gradient, given the one for dense gradients. */
  Precisions<UpdateRule<H>> sparseRule(Parameter parameter, Precisions<UpdateRule<H>> dense) {
    return dense;
  }

  /**
   * Whether a sparse gradient is a single element of a vector, which torch adds by a loop of its
   * own that rounds product and sum.
   */
  static boolean isOneElement(Parameter parameter, SparseRows gradient) {
    return parameter.value().rank() == 1 && gradient.rows().length == 1;
  }

  /** Whether a row that a sparse gradient has twice is updated twice, not once with the sum. */
  boolean takesRowsAsGiven(Options options) {
    return false;
  }

  /** Whether a sparse gradient is for its rows only, or zero in the others. */
  boolean isRowsOnly(Options options) {
    return true;
  }

  /** Whether parameters of a group that have taken as many steps have the same numbers. */
  boolean isShared(Options options) {
    return true;
  }

  /**
   * Whether steps are counted under these options; if not, each is as the second, and all
   * parameters of a group have the same numbers.
   */
  boolean isCounted(Options options) {
    return true;
  }

  /** A count of no steps, for {@code step} in a state. */
  final Tensor newCount() {
    return counts.make();
  }

  /** Whether only the first step differs from the others, so that the others need no count. */
  boolean countsFirstOnly() {
    return false;
  }

  /**
   * Counts a step of a parameter whose state has no tensor {@code step}; returns how many there are
   * with this one.
   */
  double count(Options options, Parameter parameter, Map<String, Object> state) {
    throw new IllegalStateException(signature().api() + " keeps no count");
  }

  @Override
  protected void initialise(Options options, Parameter parameter, Map<String, Object> state) {
    state.put("step", newCount());
    putZeros(state, parameter, kept(options));
  }

  @Override
  protected List<String> optionalState() {
    return slotNames;
  }

  @Override
  protected void stateReplaced() {
    for (int place = 0; place < places; place++) {
      stepper.roster().forget(place);
    }
    places = 0;
    members.clear();
    checked.clear();
  }

  /** The kernels of this optimizer's arithmetic and square root. */
  final <K> K pick(K common, K ieee, K stock) {
    if (isCommon()) {
      return common;
    }
    return profile() == SquareRootProfile.STOCK ? stock : ieee;
  }

  /** True if the fused kernels are to be used. */
  final boolean isFused(Options options) {
    return !isCommon() && on(options, FUSED);
  }

  /** True if the kernels of the many-tensor implementation are to be used. */
  final boolean isForeach(Options options) {
    return !isCommon() && on(options, FOREACH);
  }

  /** What decoupled weight decay leaves of a parameter in a step; 1 if decay is not decoupled. */
  static double keep(Options options, double lr, RateType in) {
    double decay = options.get(WEIGHT_DECAY);
    return decay != 0 && on(options, DECOUPLED_WEIGHT_DECAY) ? in.minus(1, in.times(lr, decay)) : 1;
  }

  private static double coupledDecay(Options options) {
    return options.has(WEIGHT_DECAY) && !on(options, DECOUPLED_WEIGHT_DECAY)
        ? options.get(WEIGHT_DECAY)
        : 0;
  }

  /**
   * The numbers of step t that torch gives to operations as an alpha, a value or a weight; computed
   * as in Python, where that may raise. Not asked for fused kernels, which take every number.
   */
  double[] scalars(H h, Options options, double t) {
    return new double[0];
  }

  /** Whether no option is so large or so odd that a step of torch's may refuse it. */
  boolean usual(Options options) {
    for (int i = 0; i < NUMBERS.size(); i++) {
      OptionKey<Double> key = NUMBERS.get(i);
      if (options.has(key) && !(options.get(key) >= 0 && options.get(key) <= LARGEST_USUAL)) {
        return false;
      }
    }
    return !options.has(BETAS)
        || (isFraction(options.get(BETAS).beta1()) && isFraction(options.get(BETAS).beta2()));
  }

  private static boolean isFraction(double beta) {
    return 0 <= beta && beta < 1;
  }

  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    Checked known = checked.computeIfAbsent(group, absent -> new Checked());
    boolean changed = known.changes != group.options().changes();
    if (changed) {
      known.changes = group.options().changes();
      known.live = group.options().isLive();
    }
    if (changed || known.live) {
      known.unusual = !isCommon() && !isFused(group.options()) && !usual(group.options());
    }
    if (known.unusual) {
      rehearse(group);
    }
    if (known.live && meeting(group.options()) == RateType.F64) {
      checkScalars(group);
    }
    List<String> kept = kept(group.options());
    if (known.kept != kept) {
      for (Parameter parameter : group.params()) {
        Map<String, Object> state = state(parameter);
        require(
            state.isEmpty() || state.keySet().containsAll(kept),
            "state of %s has %s, but the options of its group now need %s: they were changed after"
                + " the first step",
            parameter.name(),
            state.keySet(),
            kept);
      }
      known.kept = kept;
    }
  }

  /** The widest type of the tensors of options that meet parameters not only as numbers. */
  RateType meeting(Options options) {
    boolean decays = on(options, DECOUPLED_WEIGHT_DECAY) && options.get(WEIGHT_DECAY) != 0;
    return decays ? rateType(options) : RateType.PYTHON;
  }

  private void rehearse(ParamGroup group) {
    Options options = group.options();
    for (Parameter parameter : group.params()) {
      if (parameter.hasGrad() && !isEmpty(parameter)) {
        Map<String, Object> state = StateDict.copy(state(parameter));
        if (state.isEmpty()) {
          initialise(options, parameter, state);
        }
        double t = nextStep(options, parameter, state);
        H h = newNumbers();
        set(h, options, t, state);
        double[] scalars = scalars(h, options, t);
        Floats.fit(parameter, coupledDecay(options));
        Floats.fit(parameter, scalars);
      }
    }
  }

  private static boolean isEmpty(Parameter parameter) {
    return parameter.hasSparseGrad() && parameter.sparseGrad().rows().length == 0;
  }

  private double nextStep(Options options, Parameter parameter, Map<String, Object> state) {
    if (!isCounted(options)) {
      return 2;
    }
    return state.get("step") instanceof Tensor steps
        ? steps.get(0) + 1
        : count(options, parameter, state);
  }

  /** What was found out about a group. */
  private static final class Checked {
    int changes = -1;
    boolean live;
    boolean unusual;
    @Nullable List<String> kept;
  }

  @Override
  protected final void update() {
    stepper.begin();
    try {
      scheduleAll();
    } finally {
      stepper.run(); // what was counted is updated, whatever came after it
    }
  }

  private void scheduleAll() {
    run++;
    plan.beginStep();
    // By index: an iterator would be allocated in each step.
    for (int i = 0; i < paramGroups().size(); i++) {
      ParamGroup group = paramGroups().get(i);
      plan.beginGroup(group.options());
      Members own = members(i);
      boolean steady = own.isSteady();
      if (steady) {
        plan.beginParameter(group.options(), 2, Map.of());
      }
      for (int from = 0; from < own.size(); from += Roster.BATCH) {
        int to = Math.min(own.size(), from + Roster.BATCH);
        int done = steady ? own.updateAll(from, to) : from;
        scheduleBatch(group.options(), own.entries, done, to);
      }
      own.look();
    }
  }

  private void scheduleBatch(Options options, List<Entry<H>> own, int from, int to) {
    int count = findPresent(own, from, to);
    for (int j = 0; j < count; j++) {
      schedule(options, own.get(present[j]));
    }
  }

  /**
   * Finds which of these have a gradient; returns how many. In a short loop: see {@link Roster}.
   */
  private int findPresent(List<Entry<H>> own, int from, int to) {
    int count = 0;
    for (int j = from; j < to; j++) {
      if (own.get(j).parameter.hasGrad()) {
        present[count++] = j;
      }
    }
    return count;
  }

  private Members members(int group) {
    while (members.size() <= group) {
      members.add(new Members(paramGroups().get(members.size()).params()));
    }
    return members.get(group);
  }

  /** The parameters of a group. */
  private final class Members {
    final List<Entry<H>> entries;
    // Of the first in the roster; the others follow, if none stands in the group twice.
    final int place = places;
    private final boolean repeats;
    // What was set for all of them in the last step, if nothing but the gradients can change.
    private double sign = Double.NaN;
    private double decay;
    private boolean counted;

    Members(List<Parameter> params) {
      repeats = hasDuplicates(params);
      Map<Parameter, Entry<H>> made = new HashMap<>();
      entries =
          params.stream()
              .map(
                  parameter ->
                      made.computeIfAbsent(parameter, p -> new Entry<H>(p, repeats, places++)))
              .toList();
    }

    int size() {
      return entries.size();
    }

    /** Whether this step is for all of them as the last one was. */
    boolean isSteady() {
      return sign == plan.sign && decay == plan.decay && counted == plan.counted && mayBeSteady();
    }

    /** Updates what the roster has of some of them; returns the first of which it has not. */
    int updateAll(int from, int to) {
      return stepper.updateAll(place + from, place + to, plan.h, plan.denseF32()) - place;
    }

    /** At the end of a step. */
    void look() {
      if (!isSteady() && mayBeSteady()) {
        boolean all = true;
        for (int i = 0; i < entries.size() && all; i++) {
          all = isSteady(entries.get(i));
        }
        sign = all ? plan.sign : Double.NaN;
        decay = plan.decay;
        counted = plan.counted;
      }
    }

    private boolean mayBeSteady() {
      return !repeats && (!plan.counted || countsFirstOnly());
    }

    private boolean isSteady(Entry<H> entry) {
      return entry.sign == plan.sign
          && entry.decay == plan.decay
          && (!plan.counted || entry.isLater);
    }
  }

  private void schedule(Options options, Entry<H> entry) {
    if (entry.repeats) {
      if (entry.run == run) { // a parameter that stands in its group twice
        stepper.run();
      }
      entry.run = run;
    }
    Parameter parameter = entry.parameter;
    Map<String, Object> state = entry.state;
    if (state == null) {
      state = state(options, parameter);
      entry.state = state;
      entry.list(state.get("step"));
    }
    double t = plan.counted ? count(options, entry, state) : 2;
    plan.beginParameter(options, t, state);
    boolean settled = t > 1 && entry.sign == plan.sign && entry.decay == plan.decay;
    if (settled && stepper.update(entry.place, plan.h, plan.denseF32())) {
      return;
    }
    Slots<H> slots = slots(entry, state, t == 1);
    if (!settled) {
      slots.transform(0).set(plan.sign);
      slots.transform(1).set(plan.decay);
      entry.sign = plan.sign;
      entry.decay = plan.decay;
    }
    Precisions<UpdateRule<H>> rule = plan.denseRule();
    if (parameter.hasSparseGrad()) {
      rule = sparseRule(parameter, rule);
      slots.setRowsOnly(isRowsOnly(options));
      slots.setRowsAsGiven(takesRowsAsGiven(options));
    }
    stepper.schedule(slots, plan.h, rule.shared(slots.dtype()));
    stepper.roster().learn(entry.place, slots);
  }

  private double count(Options options, Entry<H> entry, Map<String, Object> state) {
    if (entry.isLater) {
      return 2;
    }
    float[] steps = entry.counts;
    if (steps != null) {
      return ++steps[entry.countAt];
    }
    double t = count(options, entry.parameter, state);
    entry.isLater = t > 1 && countsFirstOnly();
    return t;
  }

  /** The rule's view of a state; made in a first step, when tensors came into the state. */
  private Slots<H> slots(Entry<H> entry, Map<String, Object> state, boolean first) {
    Slots<H> slots = entry.slots;
    if (slots == null || first) {
      DType dtype = entry.parameter.value().dtype();
      slots =
          new Slots<>(
              entry.parameter,
              plan.h,
              slotNames,
              name -> (Tensor) state.get(name),
              Scale.KIND.make(dtype),
              decay.make(dtype));
      entry.slots = slots;
      stepper.roster().forget(entry.place);
      entry.sign = Double.NaN; // to be set
    }
    return slots;
  }

  /** A parameter, its state from the first gradient on, and the rule's view of that. */
  private static final class Entry<H> {
    final Parameter parameter;
    // Whether one of the group stands in it twice.
    final boolean repeats;
    // In the roster.
    final int place;
    @Nullable Map<String, Object> state;
    // Where the steps are counted, if it is in a tensor.
    float @Nullable [] counts;
    int countAt;
    boolean isLater;
    @Nullable Slots<H> slots;
    // What was set for the last step.
    double sign;
    double decay;
    long run;

    Entry(Parameter parameter, boolean repeats, int place) {
      this.parameter = parameter;
      this.repeats = repeats;
      this.place = place;
    }

    void list(@Nullable Object step) {
      if (step instanceof Tensor count) {
        counts = count.floats();
        countAt = count.offset();
      }
    }
  }

  /** What the parameters of a group that have taken as many steps share in a step. */
  private final class Plan {
    // The numbers are kept for the next step, so that nothing is allocated then.
    private final List<H> numbers = new ArrayList<>();
    private int used;
    private double sign;
    private double decay;
    private boolean counted;
    private boolean shared;
    private double t;
    private H h = newNumbers();
    private @Nullable Precisions<UpdateRule<H>> rule;
    private @Nullable UpdateRule<H> denseF32;

    void beginStep() {
      used = 0;
    }

    void beginGroup(Options options) {
      sign = on(options, MAXIMIZE) ? -1 : 1;
      decay = coupledDecay(options);
      counted = isCounted(options);
      shared = isShared(options);
      t = Double.NaN;
    }

    void beginParameter(Options options, double step, Map<String, Object> state) {
      if (t != step || !shared) {
        if (used == numbers.size()) {
          numbers.add(newNumbers());
        }
        h = numbers.get(used++);
        t = step;
        set(h, options, t, state);
        rule = rule(options, t, h);
        denseF32 = rule.shared(DType.F32);
      }
    }

    /** The kernel of most parameters: with ten thousand small ones each look-up counts. */
    UpdateRule<H> denseF32() {
      return Objects.requireNonNull(denseF32);
    }

    Precisions<UpdateRule<H>> denseRule() {
      return Objects.requireNonNull(rule);
    }
  }
}
