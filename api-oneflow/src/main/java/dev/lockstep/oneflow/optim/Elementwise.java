package dev.lockstep.oneflow.optim;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An optimizer that updates each element by itself. */
abstract class Elementwise extends Optimizer {
  private final Engine<?> engine;

  Elementwise(Signature signature, Update<?> nativeUpdate, Update<?> common, Option... options) {
    super(signature, options);
    Update<?> chosen = isCommon() ? common : nativeUpdate;
    engine = engine(chosen, options);
  }

  private static <H> Engine<H> engine(Update<H> update, Option... options) {
    return new Engine<>(update, options);
  }

  /** The state tensors under these options. */
  abstract List<String> kept(Options options);

  /** The value of a state tensor before the first step. */
  double initial(Options options) {
    return 0;
  }

  /** Makes the state of a parameter as far as it is not there. */
  final void prepare(Options options, Parameter parameter) {
    List<String> names = kept(options);
    Map<String, Tensor> state = states().computeIfAbsent(parameter, p -> new LinkedHashMap<>());
    for (int i = 0; i < names.size(); i++) {
      if (!state.containsKey(names.get(i))) {
        Tensor made = parameter.value().zerosLike();
        made.fill(initial(options));
        state.put(names.get(i), made);
        engine.forget();
      }
    }
  }

  @Override
  protected final void update(long k) {
    engine.begin();
    List<ParamGroup> groups = paramGroups();
    for (int i = 0; i < groups.size(); i++) {
      ParamGroup group = groups.get(i);
      for (int j = 0; j < group.params().size(); j++) {
        Parameter parameter = group.params().get(j);
        if (parameter.hasGrad()) {
          prepare(group.options(), parameter);
        }
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      engine.schedule(groups.get(i), k, states());
    }
    engine.run();
  }

  @Override
  protected final void stateReplaced() {
    engine.forget();
  }
}
