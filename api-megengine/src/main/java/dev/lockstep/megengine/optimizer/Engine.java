package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.transform.AddDecay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an {@link Update} over parameters. After the first step nothing is allocated as long as the
 * state stays.
 *
 * <p>Threads: one caller at a time.
 */
final class Engine<H> {
  private final Update<H> update;
  private final List<String> names;
  private final Stepper stepper;
  private final Map<Parameter, Slots<H>> slots = new HashMap<>();
  private long run;

  Engine(Update<H> update, List<String> names, Option... options) {
    this.update = update;
    this.names = names;
    this.stepper = new Stepper(options);
  }

  /** The tensors were replaced: they are looked up anew. */
  void forget() {
    slots.clear();
  }

  /** Opens a step; refuses a second thread. */
  void begin() {
    stepper.begin();
    run++;
  }

  /** Adds a parameter, which is at step t with this one. */
  void schedule(Parameter parameter, Options options, double t, Map<String, Tensor> state) {
    Slots<H> own = slots.get(parameter);
    if (own == null) {
      own = make(parameter, state);
      slots.put(parameter, own);
    }
    if (own.step == run) { // a parameter that stands in its list twice
      stepper.run();
    }
    own.step = run;
    update.set(own.h(), options, t);
    own.transform(0).set(update.decay(options));
    stepper.schedule(own, update.rule(options).shared(parameter.value().dtype()));
  }

  private Slots<H> make(Parameter parameter, Map<String, Tensor> state) {
    return new Slots<>(
        parameter,
        update.newNumbers(),
        names,
        name -> state.containsKey(name) ? state.get(name) : parameter.value().zerosLike(),
        AddDecay.KIND.make(parameter.value().dtype()));
  }

  /** Updates what was scheduled. */
  void run() {
    stepper.run();
  }
}
