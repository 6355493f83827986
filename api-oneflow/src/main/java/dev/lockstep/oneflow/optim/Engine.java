package dev.lockstep.oneflow.optim;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.UpdateRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an {@link Update} over the groups of an optimizer. After the first step nothing is allocated
 * as long as the state stays.
 *
 * <p>Threads: one caller at a time.
 */
final class Engine<H> {
  private final Update<H> update;
  private final Stepper stepper;
  private final Map<ParamGroup, H> numbers = new HashMap<>();
  private final Map<Parameter, Slots<H>> slots = new HashMap<>();

  Engine(Update<H> update, Option... options) {
    this.update = update;
    this.stepper = new Stepper(options);
  }

  /** The tensors were replaced or have come: they are looked up anew. */
  void forget() {
    slots.clear();
  }

  /** Opens a step; refuses a second thread. */
  void begin() {
    stepper.begin();
  }

  /** Adds the parameters of a group that have a gradient to step k. */
  void schedule(ParamGroup group, long k, Map<Parameter, Map<String, Tensor>> states) {
    Options options = group.options();
    H h = numbers.computeIfAbsent(group, absent -> update.newNumbers());
    update.set(h, options, k);
    double decay = update.decay(options);
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) {
      Parameter parameter = params.get(i);
      if (parameter.hasGrad()) {
        Slots<H> own = slots(parameter, h, states.getOrDefault(parameter, Map.of()));
        if (own.step == k) { // a parameter that stands in two groups, or twice in one
          stepper.run();
        }
        own.step = k;
        own.transform(0).set(decay);
        UpdateRule<H> rule = update.rule(options).shared(parameter.value().dtype());
        stepper.schedule(own, h, rule);
      }
    }
  }

  private Slots<H> slots(Parameter parameter, H h, Map<String, Tensor> state) {
    Slots<H> known = slots.get(parameter);
    if (known != null) {
      return known;
    }
    Slots<H> made =
        new Slots<>(
            parameter,
            h,
            update.slots(),
            name -> state.containsKey(name) ? state.get(name) : parameter.value().zerosLike(),
            update.adder().make(parameter.value().dtype()));
    slots.put(parameter, made);
    return made;
  }

  /** Updates what was scheduled. */
  void run() {
    stepper.run();
  }
}
