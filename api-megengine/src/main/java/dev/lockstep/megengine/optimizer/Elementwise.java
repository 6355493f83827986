package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Option;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;

/** An optimizer that updates each element by itself. */
abstract class Elementwise extends Optimizer {
  private final Engine<?> engine;

  Elementwise(
      Signature signature,
      List<String> slots,
      Update<?> nativeUpdate,
      Update<?> common,
      Option... options) {
    super(signature, options);
    Update<?> chosen = isCommon() ? common : nativeUpdate;
    engine = engine(chosen, slots, options);
  }

  private static <H> Engine<H> engine(Update<H> update, List<String> slots, Option... options) {
    return new Engine<>(update, slots, options);
  }

  @Override
  final void update() {
    engine.begin();
    List<ParamGroup> groups = paramGroups();
    for (int i = 0; i < groups.size(); i++) {
      ParamGroup group = groups.get(i);
      List<Parameter> params = group.params();
      for (int j = 0; j < params.size(); j++) {
        Parameter parameter = params.get(j);
        if (parameter.hasGrad()) {
          Map<String, Tensor> state = states().getOrDefault(parameter, Map.of());
          engine.schedule(parameter, group.options(), count(state), state);
        }
      }
    }
    engine.run();
  }

  @Override
  protected final void stateReplaced() {
    engine.forget();
  }
}
