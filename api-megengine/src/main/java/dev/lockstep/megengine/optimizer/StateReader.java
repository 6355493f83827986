package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.GroupStateReader;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** MegEngine's state dict: its groups have exactly the options of the optimizer's. */
final class StateReader extends GroupStateReader<Tensor> {

  StateReader(Optimizer optimizer, StateDict dict) {
    read(optimizer.paramGroups(), dict.paramGroups(), dict.state());
  }

  @Override
  protected Options readOptions(int index, ParamGroup group, Map<String, Object> saved) {
    Set<String> wanted = new TreeSet<>(Set.of("params"));
    group.options().keys().forEach(key -> wanted.add(key.name()));
    OptionChecks.require(
        wanted.equals(saved.keySet()),
        "loaded state dict contains a parameter group that doesn't match the keys of optimizer's"
            + " group: group %s has %s, the optimizer's %s",
        index,
        new TreeSet<>(saved.keySet()),
        wanted);
    Options read = new Options();
    for (OptionKey<?> key : group.options().keys()) {
      set(read, key, saved.get(key.name()));
    }
    return read;
  }

  @Override
  protected Map<String, Tensor> readState(
      Options options, Parameter parameter, Map<String, Tensor> saved) {
    Map<String, Tensor> read = new LinkedHashMap<>();
    saved.forEach(
        (key, tensor) ->
            read.put(
                key,
                fitted(
                    key + " of " + parameter.name(),
                    tensor,
                    key.equals(Optimizer.STEP) ? tensor : parameter.value())));
    return read;
  }
}
